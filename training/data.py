"""Scenes to learn from and scenes held out, shot by `traces world shoot` with the cameras of `cameras/`.

Neither seed is the demo's (0), and no camera is: what the encoders are shown later, they never saw.
"""

import csv
import hashlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from networks import SIDE

HERE = Path(__file__).resolve().parent
BUILD = HERE / "build"
PHOTO_SIDE = 96
PARTS = {"train": (1001, 1920), "held-out": (1002, 480)}

PLACES = {
    "table": ("on", "a table"),
    "meadow": ("in", "a meadow"),
    "beach": ("at", "the sea"),
    "courtyard": ("in", "a courtyard"),
}
# What a class is made of and nothing else: no color, no light, or captions would teach another target.
TEMPLATES = (
    "a {shape} {where} {place}",
    "a photo of a {shape} {where} {place}",
    "{place} with a {shape}",
    "{shape} {where} {place}",
)


@dataclass(frozen=True)
class Scenes:
    """Photos [scenes, cameras, 96, 96, 3] of bytes, class [scenes] as a number of `classes`."""

    photos: np.ndarray
    labels: np.ndarray
    classes: list


def captions(name):
    """All ways in which a class is said."""
    shape, place = name.split("-")
    where, what = PLACES[place]
    return [one.format(shape=shape, where=where, place=what) for one in TEMPLATES]


def cameras():
    return sorted((HERE / "cameras").glob("*.json"))


def load(part):
    """The scenes of a part, shot at the first use and whenever what shoots them is another."""
    seed, count = PARTS[part]
    folder = BUILD / part
    command = [str(HERE.parent / "traces"), "world", "shoot", "--scenes", str(count), "--seed", str(seed)]
    command += ["--size", str(PHOTO_SIDE), "--cameras", ",".join(map(str, cameras())), "--out", str(folder)]
    if not (folder / "labels.csv").exists():
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with open(folder / "labels.csv", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["photo"].split("/")[1])
    expected = count * len(cameras())
    if len(rows) != expected:
        raise SystemExit(f"{folder}: {len(rows)} photos, expected {expected}; delete the folder")
    photos = np.stack([np.asarray(Image.open(folder / "photos" / row["photo"])) for row in rows])
    names = [row["class"] for row in rows[:: len(cameras())]]
    classes = sorted(set(names))
    labels = np.array([classes.index(name) for name in names])
    return Scenes(photos.reshape(count, len(cameras()), *photos.shape[1:]), labels, classes)


def fingerprint(scenes):
    """Eight digits of the photos' SHA-256: two runs with one saw the same."""
    return hashlib.sha256(scenes.photos.tobytes()).hexdigest()[:8]


def whole(photos):
    """Photos [n, 96, 96, 3] as the product hands them over: whole, at the network's size, bicubic."""
    return np.stack(
        [np.asarray(Image.fromarray(one).resize((SIDE, SIDE), Image.Resampling.BICUBIC)) for one in photos]
    )


def assign(labels, count, confounded, generator):
    """A camera for each scene: its class's own with probability `confounded`, else any.

    Neither the object nor the place tells the camera, only both together: of the six objects in a place, and
    of the four places of an object, each camera has its share.
    """
    any_camera = generator.integers(0, count, len(labels))
    bound = generator.random(len(labels)) < confounded
    own = (labels // len(PLACES) + labels % len(PLACES)) % count
    return np.where(bound, own, any_camera)
