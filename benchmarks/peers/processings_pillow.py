#!/usr/bin/env python3
"""The study's 17 processings and the crop to 224 in Pillow: what benchmarks' ProcessingBenchmark does.

CPU milliseconds a photo, one thread, one processing by one. The hash is that of the benchmark: equal hashes are
equal crops. Needs Pillow and numpy. Usage: processings_pillow.py PHOTOS [ROUNDS]; the first hundred
photos of PHOTOS/SPLIT/CLASS/ are taken.
"""
import hashlib
import io
import pathlib
import sys
import time

import numpy as np
from PIL import Image, ImageEnhance

CROP = 224
R = Image.Resampling


def jpeg(picture, quality, subsampling):
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality, subsampling=subsampling)
    return Image.open(file).convert("RGB")


def finest(picture):
    return jpeg(picture, 95, "4:4:4")


def scaled(picture, factor, resampling):
    return picture.resize((int(picture.width * factor), int(picture.height * factor)), resampling)


def draw(photo):
    """The photo's scale, from 0.8 to 1.2: the program's own draw."""
    digest = hashlib.sha256(f"interpolation scale\0{0}\0{photo}".encode()).digest()
    return 0.8 + 0.4 * ((int.from_bytes(digest[:8], "big") >> 11) * 2.0**-53)


PROCESSINGS = [
    lambda picture, scale: picture,
    *(
        lambda picture, scale, quality=quality, chroma=chroma: jpeg(picture, quality, chroma)
        for quality in (75, 85, 95)
        for chroma in ("4:2:0", "4:4:4")
    ),
    lambda picture, scale: finest(ImageEnhance.Sharpness(picture).enhance(2)),
    lambda picture, scale: finest(ImageEnhance.Sharpness(picture).enhance(4)),
    lambda picture, scale: finest(scaled(picture, 0.5, R.BILINEAR)),
    lambda picture, scale: finest(scaled(picture, 2, R.BILINEAR)),
    *(
        lambda picture, scale, resampling=resampling: finest(scaled(picture, scale, resampling))
        for resampling in (R.BILINEAR, R.BICUBIC, R.LANCZOS, R.BOX)
    ),
    # The masks, which are painted after the crop.
    lambda picture, scale: finest(picture),
    lambda picture, scale: finest(picture),
]


def crop(picture):
    """torchvision's: the shorter side to 224, the longer truncated, the middle of it."""
    width, height = picture.size
    if width <= height:
        size = (CROP, int(CROP * height / width))
    else:
        size = (int(CROP * width / height), CROP)
    resized = picture.resize(size, R.BICUBIC)
    left, top = round((size[0] - CROP) / 2), round((size[1] - CROP) / 2)
    return resized.crop((left, top, left + CROP, top + CROP))


POWERS = np.array([pow(31, i, 2**32) for i in range(CROP * CROP * 3 + 1)], np.uint32)[::-1]


def hash_of(picture):
    """Java's: 31 * (31 * width + height) + Arrays.hashCode of the signed bytes."""
    samples = np.asarray(picture).reshape(-1).astype(np.int8).astype(np.int32).view(np.uint32)
    array = int((np.concatenate([[np.uint32(1)], samples]) * POWERS).sum(dtype=np.uint32))
    value = (31 * (31 * picture.width + picture.height) + array) % 2**32
    return value - 2**32 if value >= 2**31 else value


def main():
    files = sorted(p for p in pathlib.Path(sys.argv[1]).glob("*/*/*") if p.is_file())[:100]
    photos = []
    for file in files:
        photo = Image.open(file).convert("RGB")
        photo.load()
        photos.append(photo)
    for number in range(int(sys.argv[2]) if len(sys.argv) > 2 else 3):
        processed = cropped = combined = 0
        for i, photo in enumerate(photos):
            scale = draw(i)
            crops = []
            for processing in PROCESSINGS:
                start = time.process_time()
                picture = processing(photo, scale)
                picture.load()
                middle = time.process_time()
                crops.append(crop(picture))
                cropped += time.process_time() - middle
                processed += middle - start
            for one in crops:
                combined = (combined * 31 + hash_of(one)) % 2**64
        each = 1000 / len(photos)
        print(
            f"round {number}: CPU ms a photo, one by one {processed * each:.2f}, with crops"
            f" {(processed + cropped) * each:.2f} ({combined:x})",
            flush=True,
        )


if __name__ == "__main__":
    main()
