"""Writes the small files of vectors that tests read, with numpy: core/src/test/resources/vectors.

    python3 tools/make_vector_files.py core/src/test/resources/vectors

`truth.json` holds for each readable file its shape and the sum of its values as numpy has them.
"""

import json
import sys
from pathlib import Path

import numpy as np

ROWS, DIMENSION = 5, 3


def main(out):
    out.mkdir(parents=True, exist_ok=True)
    x = np.random.default_rng(16).standard_normal((ROWS, DIMENSION)).astype(np.float32)
    truth = {}

    def good(name, array):
        truth[name] = np.asarray(array, dtype=np.float64).tolist()

    for name, array in {
        "float32.npy": x,
        "float16.npy": x.astype(np.float16),
        "one-column-fortran.npy": np.asfortranarray(x[:, :1]),
        "fortran.npy": np.asfortranarray(x),
        "float64.npy": x.astype(np.float64),
        "no-rows.npy": x[:0],
    }.items():
        np.save(out / name, array)
        good(name, array)
    with open(out / "version2.npy", "wb") as f:
        np.lib.format.write_array(f, x, version=(2, 0))
    good("version2.npy", x)
    ids = np.arange(100, 100 + ROWS)
    np.savez(out / "stored.npz", ids=ids, embeddings=x, names=np.array(["a", "b", "c", "d", "e"]))
    np.savez_compressed(out / "compressed.npz", embeddings=x.astype(np.float16), ids=ids)
    good("stored.npz", x)
    good("compressed.npz", x.astype(np.float16))
    np.savez(out / "several.npz", a=x, b=x)

    np.save(out / "big-endian.npy", x.astype(">f4"))
    np.save(out / "integers.npy", np.arange(6).reshape(2, 3))
    np.save(out / "objects.npy", np.array([[1, "a"], [2, "b"]], dtype=object), allow_pickle=True)
    np.save(out / "structured.npy", np.zeros((2, 2), dtype=[("shape", "<f4"), ("y", "<f4")]))
    np.save(out / "one-axis.npy", x[0])
    np.save(out / "three-axes.npy", x[None])

    # Every float32 that rounds in a way of its own, and float16 as numpy rounds it.
    halves = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    finite = halves[np.isfinite(halves)].astype(np.float32)
    ordered = np.unique(finite)
    between = (ordered[1:].astype(np.float64) + ordered[:-1]) / 2
    edges = np.concatenate([
        between.astype(np.float32)[::37],
        np.nextafter(between.astype(np.float32), np.float32(np.inf))[::41],
        np.float32([65519.996, 65520, 1e30, 2**-25, 2**-24, np.nextafter(np.float32(2**-25), np.float32(1))]),
    ]).astype(np.float32)
    with np.errstate(over="ignore"):
        rounded = edges.astype(np.float16)
    (out / "rounding.bin").write_bytes(edges.tobytes() + rounded.tobytes())
    (out / "truth.json").write_text(json.dumps(truth, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
