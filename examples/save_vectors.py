"""Writes what ProbeVectors reads: a NumPy file for each class of JPEG quality and each split.

Row i of every file is the same photo. In earnest, rows are what your encoder makes of it; here they are
drawn, with a trace of JPEG quality along one axis.

    python save_vectors.py FOLDER
"""

import pathlib
import sys

import numpy

QUALITIES = ["JPEG75_420", "JPEG75_444", "JPEG85_420", "JPEG85_444", "JPEG95_420", "JPEG95_444"]


def encode(photos, quality):
    """Stands for your encoder: [photos, 8] float32."""
    traced = photos.copy()
    traced[:, 0] += 2.0 * (quality // 2)  # the quality leaves a trace, the subsampling none
    return traced.astype(numpy.float32)


def main(folder):
    draw = numpy.random.default_rng(0)
    for split, count in (("train", 20), ("val", 10)):
        photos = draw.normal(size=(count, 8))
        (folder / split).mkdir(parents=True, exist_ok=True)
        for quality, name in enumerate(QUALITIES):
            numpy.save(folder / split / f"{name}.npy", encode(photos, quality))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
