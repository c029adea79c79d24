#!/usr/bin/env python3
"""Pixels of PyTorch's resizes of a drawn picture, for ResamplerTest.

usage: make_resampling_pixels.py > core/src/test/resources/org/encodertraces/image/resampling.json

Needs torch (1.13) and numpy. What torchvision's Resize does to uint8 tensors: float32, interpolate,
clamp (bicubic), round, uint8.
"""

import base64
import json
import sys

import numpy as np
import torch


def picture(width, height):
    """The same integers as ResamplerTest.picture."""
    y, x, c = np.mgrid[0:height, 0:width, 0:3]
    return ((x * 7 + y * 13 + c * 50 + (x * y) % 31 * 5 + (x // 9 + y // 7) % 2 * 90) % 256).astype(
        np.uint8
    )


def main():
    cases = []
    for width, height, to_width, to_height in [
        (97, 61, 40, 28),
        (30, 20, 47, 31),
        (200, 40, 32, 32),
        (33, 47, 33, 20),
    ]:
        image = torch.from_numpy(picture(width, height)).permute(2, 0, 1)[None].float()
        for mode in ["bilinear", "bicubic"]:
            for antialias in [False, True]:
                resized = torch.nn.functional.interpolate(
                    image,
                    (to_height, to_width),
                    mode=mode,
                    align_corners=False,
                    antialias=antialias,
                )
                pixels = resized.clamp(0, 255).round().byte()[0].permute(1, 2, 0).contiguous()
                cases.append(
                    {
                        "from": [width, height],
                        "to": [to_width, to_height],
                        "mode": mode,
                        "antialias": antialias,
                        "rgb": base64.b64encode(pixels.numpy().tobytes()).decode(),
                    }
                )
    json.dump(cases, sys.stdout)
    print()


if __name__ == "__main__":
    main()
