#!/usr/bin/python3
"""Puts the three shipped encoders into the product's resources: python3 training/ship.py

Beside them goes, for the tests, what PyTorch's network makes of one picture.
"""

import argparse
import json
import shutil

import numpy as np
import torch

import data
from networks import SIDE, Encoder
from train import design

RESOURCES = data.HERE.parent / "core/src/main/resources/org/encodertraces/encoder/toy"
TESTS = data.HERE.parent / "core/src/test/resources/org/encodertraces/encoder"


def picture():
    """Red grows to the right, green downwards, blue with both: [64, 64, 3] of bytes."""
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    return np.stack([4 * x, 4 * y, x * y % 256], 2).astype(np.uint8)


def main():
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    shipped, _ = design()
    for cell in shipped:
        model = data.BUILD / "models" / f"{cell.name}.onnx"
        if not model.exists():
            raise SystemExit(f"{model}: is not there; python3 training/train.py --only {cell.name}")
    RESOURCES.mkdir(parents=True, exist_ok=True)
    TESTS.mkdir(parents=True, exist_ok=True)
    expected = {}
    for cell in shipped:
        model = data.BUILD / "models" / f"{cell.name}.onnx"
        for suffix in (".onnx", ".json"):
            shutil.copyfile(model.with_suffix(suffix), RESOURCES / f"{cell.objective}{suffix}")
        network = Encoder()
        network.load_state_dict(torch.load(model.with_suffix(".pt")))
        pixels = torch.from_numpy(picture()).permute(2, 0, 1)[None].float() / 255
        with torch.no_grad():
            expected[cell.objective] = [float(f"{v:.6g}") for v in network.eval()((pixels - 0.5) / 0.25)[0]]
    (TESTS / "toy-embeddings.json").write_text(json.dumps(expected) + "\n")


if __name__ == "__main__":
    main()
