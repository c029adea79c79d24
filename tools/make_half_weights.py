#!/usr/bin/env python3
"""A copy of an ONNX model whose float32 weights are stored as float16, each cast back as it is used.

usage: make_half_weights.py MODEL.onnx HALF.onnx

What `traces diff MODEL.onnx HALF.onnx` compares: the same graph, the same arithmetic, weights of
half the precision. Needs numpy alone: the few fields of ONNX's protobuf that this takes are read and
written here (onnx.proto3: ModelProto.graph 7, GraphProto.node 1, .initializer 5, .input 11,
TensorProto.dims 1, .data_type 2, .float_data 4, .name 8, .raw_data 9). The JSON beside the model is
copied to the new name, with the new SHA-256 where it tells one.
"""

import hashlib
import json
import pathlib
import sys

import numpy as np

FLOAT, FLOAT16 = 1, 10
LEAST_VALUES = 2  # scalars stay as they are


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def fields(data):
    """(number, wire type, value) of a message; bytes for wire types 1, 2 and 5."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        number, wire = key >> 3, key & 7
        if wire == 0:
            value, at = varint(data, at)
        else:
            if wire == 2:
                length, at = varint(data, at)
            else:
                length = {1: 8, 5: 4}[wire]
            value = data[at : at + length]
            if len(value) != length:
                raise SystemExit("no ONNX model: a field goes beyond its message")
            at += length
        yield number, wire, value


def encoded(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def field(number, wire, value):
    key = encoded(number << 3 | wire)
    if wire == 0:
        return key + encoded(value)
    return key + (encoded(len(value)) if wire == 2 else b"") + value


def half(tensor):
    """The tensor as float16 under another name, and the node that casts it back; None if not float."""
    parts = list(fields(tensor))
    kind = next((value for number, _, value in parts if number == 2), 0)
    name = next((value for number, _, value in parts if number == 8), b"")
    raw = next((value for number, _, value in parts if number == 9), None)
    if kind != FLOAT or any(number == 13 for number, _, _ in parts):  # 13: weights in another file
        return None
    if raw is not None:
        values = np.frombuffer(raw, "<f4")
    else:
        values = np.frombuffer(b"".join(v for n, _, v in parts if n == 4), "<f4")
    if len(values) < LEAST_VALUES:
        return None
    if np.abs(values).max() > np.finfo(np.float16).max:
        raise SystemExit(f"{name.decode()}: a weight is beyond float16")
    stored = name + b"_half"
    out = b"".join(field(n, w, v) for n, w, v in parts if n not in (2, 4, 8, 9))
    out += field(2, 0, FLOAT16) + field(8, 2, stored)
    out += field(9, 2, values.astype("<f2").tobytes())
    attribute = field(1, 2, b"to") + field(3, 0, FLOAT) + field(20, 0, 2)
    node = field(1, 2, stored) + field(2, 2, name) + field(3, 2, b"cast " + name)
    node += field(4, 2, b"Cast") + field(5, 2, attribute)
    return out, node, name


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    source, target = map(pathlib.Path, sys.argv[1:])
    model = b""
    for number, wire, value in fields(source.read_bytes()):
        if number == 7:
            graph = list(fields(value))
            halves = [half(v) if n == 5 else None for n, _, v in graph]
            names = {one[2] for one in halves if one}
            nodes = b"".join(field(1, 2, one[1]) for one in halves if one)
            rest = b""
            for (n, w, v), one in zip(graph, halves):
                if n == 11 and next((x for m, _, x in fields(v) if m == 1), b"") in names:
                    continue  # older models list their weights as inputs
                rest += field(5, 2, one[0]) if one else field(n, w, v)
            value = nodes + rest
            print(f"{len(names)} of {sum(n == 5 for n, _, _ in graph)} weights halved")
        model += field(number, wire, value)
    target.write_bytes(model)
    config = source.with_suffix(".json")
    if config.exists():
        keys = json.loads(config.read_text())
        if "sha256" in keys:
            keys["sha256"] = hashlib.sha256(model).hexdigest()
        target.with_suffix(".json").write_text(json.dumps(keys, indent=1) + "\n")


if __name__ == "__main__":
    main()
