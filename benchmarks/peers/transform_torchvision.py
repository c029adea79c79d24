#!/usr/bin/env python3
"""What TransformBenchmark measures, in Pillow and torchvision, on one thread.

Usage: transform_torchvision.py PHOTOS [ROUNDS]; PHOTOS holds val/CLASS/FILE. Prints the median
microseconds a photo.
"""
import io
import pathlib
import statistics
import sys
import time

import torch
from PIL import Image
from torchvision import transforms

PHOTOS = 100


def measure(rounds, work, photos):
    seconds = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        for photo in photos:
            work(photo)  # not kept: a hundred results alive would be timed as page faults
        seconds.append(time.perf_counter() - start)
    del seconds[0]
    return statistics.median(seconds) / PHOTOS * 1e6


def main():
    torch.set_num_threads(1)
    files = sorted(p for p in (pathlib.Path(sys.argv[1]) / "val").glob("*/*") if p.is_file())[:PHOTOS]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    data = [p.read_bytes() for p in files]
    decoded = [Image.open(io.BytesIO(b)).convert("RGB") for b in data]
    decode = measure(rounds, lambda b: Image.open(io.BytesIO(b)).convert("RGB"), data)
    print(f"decode              {decode:8.1f} us")
    for name in ("BICUBIC", "BILINEAR"):
        mode = getattr(transforms.InterpolationMode, name)
        crop = transforms.Compose([transforms.Resize(224, mode), transforms.CenterCrop(224)])
        whole = transforms.Compose([
            crop,
            transforms.ToTensor(),
            transforms.Normalize((0.481, 0.458, 0.408), (0.269, 0.261, 0.276)),
        ])
        print(f"crop      {name:<9} {measure(rounds, crop, decoded):8.1f} us")
        print(f"transform {name:<9} {measure(rounds, whole, decoded):8.1f} us")


if __name__ == "__main__":
    main()
