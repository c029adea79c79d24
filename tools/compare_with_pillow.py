#!/usr/bin/env python3
"""Decodes generated and damaged pictures with Pillow and with Encoder Traces, and says where they agree.

Agreement is the same pixels, or both refuse. Needs Pillow and numpy.

    tools/compare_with_pillow.py --out DIR [--pictures 2000] [--seed 1] [--formats png,gif] [--traces ./traces]

DIR/pictures holds the files, DIR/decoded what ./traces process made of them, DIR/disagreements.tsv a
line for each picture that the two see differently.
"""
import argparse
import collections
import os
import pathlib
import re
import subprocess
import sys
import warnings

import numpy as np
import PIL
from PIL import Image

import generated_pictures
from picture_damage import damaged

# A damaged header may declare any size; what both would have to fill is kept small.
MOST_PIXELS = 4_000_000
VERSION = tuple(int(part) for part in PIL.__version__.split(".")[:2])


def by_pillow(path):
    """(pixels, None), or (None, the reason why Pillow refuses)."""
    try:
        with Image.open(path, formats=["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"]) as image:
            return as_newest(image), None
    except Exception as e:  # Pillow raises whatever its plugins meet
        return None, f"{type(e).__name__}: {e}"


def as_newest(image):
    """The pixels that the newest Pillow gives: since 10.1, indexes beyond the palette are black."""
    rgb = np.array(image.convert("RGB"))
    if image.im.mode == "P" and VERSION < (10, 1):
        known = len(image.im.getpalette("RGB", "RGB")) // 3 if image.palette else 0
        indexes = np.frombuffer(image.tobytes(), np.uint8).reshape(rgb.shape[:2])
        rgb[indexes >= known] = 0
    return rgb


def declared_pixels(path):
    try:
        with Image.open(path) as image:
            return image.width * image.height
    except Exception:
        return 0


def write_pictures(folder, count, seed, formats):
    """Draws the pictures; gives {stem: (path, format, kind, damage)}."""
    folder.mkdir(parents=True)
    drawn = {}
    for number in range(count):
        random = np.random.default_rng([seed, number])
        form = formats[number % len(formats)]
        kind, data = getattr(generated_pictures, form)(random)
        while True:
            damage, bytes_ = damaged(form, data, random)
            path = folder / f"{number:05d}{generated_pictures.ENDINGS[form]}"
            path.write_bytes(bytes_)
            if declared_pixels(path) <= MOST_PIXELS:
                break
        drawn[path.stem] = (path, form, kind, damage)
    return drawn


def run_traces(traces, folder, out):
    """Has the pictures decoded; gives the reasons for those that were not, by stem."""
    command = [*traces.split(), "process", "--images", str(folder), "--processing", "IDENTITY", "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    (out / "said.txt").write_text(done.stdout + done.stderr)
    lines = (done.stdout + done.stderr).splitlines()
    reasons = {}
    for line in lines:
        said = re.match(r".*?(\d{5})\.\w+: (.*); skipped$", line)
        if said:
            reasons[said[1]] = said[2]
    nameless = [line for line in lines if not re.search(r"\d{5}\.", line) and line.strip() != str(out)]
    return reasons, nameless


def verdict(theirs, why_not, ours, reason):
    if theirs is None and ours is None:
        return None
    if ours is None:
        return f"refused here ({reason}), read by Pillow"
    if theirs is None:
        return f"read here, refused by Pillow ({why_not})"
    if theirs.shape != ours.shape:
        return f"{ours.shape[1]} x {ours.shape[0]} here, {theirs.shape[1]} x {theirs.shape[0]} by Pillow"
    error = np.abs(theirs.astype(int) - ours)
    if error.any():
        return f"{(error.max(-1) > 0).mean():.1%} of the pixels differ, by up to {error.max()}"
    return None


def share(name, agreed):
    return f"{name:<28}{sum(agreed):>6} of {len(agreed):<6}{sum(agreed) / len(agreed):>8.1%}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder to make")
    parser.add_argument("--pictures", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--formats", default=",".join(generated_pictures.FORMATS))
    here = pathlib.Path(__file__).resolve().parent.parent
    parser.add_argument("--traces", default=str(here / "traces"), help="command that starts Encoder Traces")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")

    drawn = write_pictures(arguments.out / "pictures", arguments.pictures, arguments.seed, arguments.formats.split(","))
    decoded = arguments.out / "decoded"
    decoded.mkdir()
    reasons, nameless = run_traces(arguments.traces, arguments.out / "pictures", decoded)
    by_format = collections.defaultdict(list)
    by_damage = collections.defaultdict(list)
    disagreements = []
    for stem, (path, form, kind, damage) in drawn.items():
        theirs, why_not = by_pillow(path)
        png = decoded / "IDENTITY" / f"{stem}.png"
        ours = np.array(Image.open(png)) if png.exists() else None
        difference = verdict(theirs, why_not, ours, reasons.get(stem, "without a reason"))
        by_format[form].append(difference is None)
        by_damage[damage].append(difference is None)
        if difference:
            disagreements.append((form, damage, kind, path.name, difference))

    print(f"Pillow {PIL.__version__}, seed {arguments.seed}")
    for heading, groups in (("by format", by_format), ("by damage", by_damage)):
        print(f"\n{heading}")
        for name in sorted(groups):
            print(share(name, groups[name]))
    print("\n" + share("all", [a for group in by_format.values() for a in group]))
    if nameless:
        print(f"\n{len(nameless)} lines name no picture, such as: {nameless[0]}")
    rows = ["\t".join(row) for row in sorted(disagreements)]
    (arguments.out / "disagreements.tsv").write_text("".join(row + os.linesep for row in rows))
    print(f"\n{len(rows)} disagreements (format, damage, kind, file, difference):")
    for row in rows:
        print(row)


if __name__ == "__main__":
    main()
