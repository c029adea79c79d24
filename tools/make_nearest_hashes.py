#!/usr/bin/env python3
"""Prints what Pillow's nearest resampling makes of the golden pictures, as SHA-256 of the RGB samples.

Needs Pillow 9.4. Usage: tools/make_nearest_hashes.py GOLDEN_IMAGES > core/src/test/resources/nearest.json
"""
import hashlib
import json
import pathlib
import sys

from PIL import Image

expected = {}
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    if path.suffix == ".png":
        image = Image.open(path).convert("RGB")
        for width, height in ((224, 224), (7, 3), (61, 200), (1, 1), (333, 17)):
            resized = image.resize((width, height), Image.NEAREST)
            expected[f"{path.name}@{width}x{height}"] = hashlib.sha256(resized.tobytes()).hexdigest()
json.dump(expected, sys.stdout, indent=1)
print()
