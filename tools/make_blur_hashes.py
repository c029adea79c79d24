#!/usr/bin/env python3
"""Prints what Pillow's GaussianBlur makes of the golden pictures, as SHA-256 of the RGB samples.

Needs Pillow 9.4. Usage: tools/make_blur_hashes.py GOLDEN_IMAGES > core/src/test/resources/blur.json
"""
import hashlib
import json
import pathlib
import sys

from PIL import Image, ImageFilter

names = sorted(p.name for p in pathlib.Path(sys.argv[1]).iterdir() if p.suffix == ".png")
expected = {}
for name in names:
    image = Image.open(pathlib.Path(sys.argv[1]) / name).convert("RGB")
    for radius in (0.3, 0.5, 1, 1.5, 2, 3, 4.7, 8, 40):
        blurred = image.filter(ImageFilter.GaussianBlur(radius))
        expected[f"{name}@{radius}"] = hashlib.sha256(blurred.tobytes()).hexdigest()
json.dump(expected, sys.stdout, indent=1)
print()
