#!/usr/bin/env python3
"""Makes the integer form of a model that ONNX Runtime's quantize_dynamic makes, with onnx alone.

Usage: quantize_onnx.py MODEL.onnx OUT.onnx

Every MatMul and Gemm with a constant weight becomes DynamicQuantizeLinear and MatMulInteger: weights are
8-bit integers with one scale a matrix, activations are scaled by the values of the run. The JSON beside
the model is copied.
"""
import pathlib
import shutil
import sys

import numpy
import onnx
from onnx import helper, numpy_helper


def main():
    source, target = map(pathlib.Path, sys.argv[1:3])
    model = onnx.load(source)
    graph = model.graph
    weights = {tensor.name: tensor for tensor in graph.initializer}
    nodes, added, dropped = [], [], set()

    def constant(name, array):
        added.append(numpy_helper.from_array(array, name))
        return name

    done = 0
    for node in graph.node:
        attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        usable = (
            node.op_type in ("MatMul", "Gemm")
            and node.input[1] in weights
            and attributes.get("alpha", 1.0) == 1.0
            and not attributes.get("transA", 0)
        )
        if not usable:
            nodes.append(node)
            continue
        name = f"integer{done}"
        done += 1
        weight = numpy_helper.to_array(weights[node.input[1]]).astype(numpy.float32)
        if attributes.get("transB", 0):
            weight = weight.T
        scale = max(float(numpy.abs(weight).max()) / 127, 1e-12)
        rounded = numpy.ascontiguousarray(numpy.round(weight / scale).astype(numpy.int8))
        dropped.add(node.input[1])
        result = name + "_product" if len(node.input) == 3 else node.output[0]
        nodes += [
            helper.make_node(
                "DynamicQuantizeLinear", [node.input[0]], [name + "_q", name + "_s", name + "_z"]),
            helper.make_node(
                "MatMulInteger",
                [name + "_q", constant(name + "_w", rounded), name + "_z"],
                [name + "_sum"]),
            helper.make_node("Cast", [name + "_sum"], [name + "_float"], to=onnx.TensorProto.FLOAT),
            helper.make_node(
                "Mul",
                [name + "_s", constant(name + "_ws", numpy.float32(scale))],
                [name + "_scale"]),
            helper.make_node("Mul", [name + "_float", name + "_scale"], [result]),
        ]
        if len(node.input) == 3:
            nodes.append(helper.make_node("Add", [result, node.input[2]], [node.output[0]]))
    still = {name for node in nodes for name in node.input}
    kept = [t for t in graph.initializer if t.name not in dropped or t.name in still]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(kept + added)
    onnx.save(model, target)
    shutil.copy(source.with_suffix(".json"), target.with_suffix(".json"))
    print(f"{target}: {done} products of integers")


if __name__ == "__main__":
    main()
