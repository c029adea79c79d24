#!/usr/bin/env python3
"""Draws N photos of 64 x 48 pixels as JPEGs, the same each time: small_photos.py FOLDER N."""
import pathlib
import random
import sys

from PIL import Image, ImageDraw


def color(draws):
    return tuple(draws.randrange(256) for _ in range(3))


def main():
    folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    draws = random.Random(1)
    for number in range(count):
        image = Image.new("RGB", (64, 48), color(draws))
        pen = ImageDraw.Draw(image)
        for _ in range(4):
            x, y = draws.randrange(64), draws.randrange(48)
            pen.ellipse((x - 12, y - 9, x + 12, y + 9), fill=color(draws))
        image.save(folder / f"{number:05d}.jpg", quality=90)


if __name__ == "__main__":
    main()
