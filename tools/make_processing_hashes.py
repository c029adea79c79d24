#!/usr/bin/env python3
"""Prints what Pillow makes of the golden pictures under each operation of a processing, as size and
SHA-256 of the RGB samples.

Needs Pillow 9.4 or newer.
Usage: tools/make_processing_hashes.py GOLDEN_IMAGES > core/src/test/resources/operations.json
"""
import hashlib
import io
import json
import math
import pathlib
import sys

from PIL import Image, ImageOps

FILTERS = {
    "nearest": Image.Resampling.NEAREST,
    "box": Image.Resampling.BOX,
    "bilinear": Image.Resampling.BILINEAR,
    "hamming": Image.Resampling.HAMMING,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
}


def saved(image, **options):
    file = io.BytesIO()
    image.save(file, **options)
    return Image.open(file).convert("RGB")


def jpeg(quality, subsampling, progressive=False):
    return lambda image: saved(
        image, format="JPEG", quality=quality, subsampling=subsampling, progressive=progressive
    )


def webp(quality):
    return lambda image: saved(image, format="WEBP", quality=quality)


def scale(factor, name):
    def apply(image):
        size = (math.floor(image.width * factor), math.floor(image.height * factor))
        return image.resize(size, FILTERS[name])

    return apply


def fit(side, name):
    def apply(image):
        if image.width <= side and image.height <= side:
            return image
        return ImageOps.contain(image, (side, side), FILTERS[name])

    return apply


def crop(share):
    def apply(image):
        width, height = math.floor(image.width * share), math.floor(image.height * share)
        left, top = (image.width - width) // 2, (image.height - height) // 2
        return image.crop((left, top, left + width, top + height))

    return apply


OPERATIONS = {
    "jpeg(60,420)": jpeg(60, 2),
    "jpeg(30,444)": jpeg(30, 0),
    "jpeg(85,420,progressive)": jpeg(85, 2, True),
    "webp(50)": webp(50),
    "webp(90)": webp(90),
    "fit(37,lanczos)": fit(37, "lanczos"),
    "fit(37,bilinear)": fit(37, "bilinear"),
    "fit(1600,lanczos)": fit(1600, "lanczos"),
    "crop(0.77)": crop(0.77),
    "rotate(90)": lambda image: image.transpose(Image.Transpose.ROTATE_90),
    "rotate(180)": lambda image: image.transpose(Image.Transpose.ROTATE_180),
    "rotate(270)": lambda image: image.transpose(Image.Transpose.ROTATE_270),
    "fit(48,lanczos) jpeg(75,420)": lambda image: jpeg(75, 2)(fit(48, "lanczos")(image)),
}
for name in FILTERS:
    OPERATIONS[f"scale(0.7,{name})"] = scale(0.7, name)
    OPERATIONS[f"size(41,29,{name})"] = lambda image, name=name: image.resize(
        (41, 29), FILTERS[name]
    )

expected = {}
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    if path.name in ("landscape.png", "odd.png", "thin_3x50.png"):
        image = Image.open(path).convert("RGB")
        for text, operation in OPERATIONS.items():
            result = operation(image)
            digest = hashlib.sha256(result.tobytes()).hexdigest()
            expected[f"{path.name}@{text}"] = f"{result.width}x{result.height} {digest}"
json.dump(expected, sys.stdout, indent=1)
print()
