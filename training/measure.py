#!/usr/bin/python3
"""Measures the traces in every trained encoder with the product itself: python3 training/measure.py

Shoots a world that neither training nor the demo has seen, by the demo's two cameras; embeds it with the
encoders of build/models, and runs `traces run` on two plans. What comes is traces.csv, a
row an encoder, and with --table the means over seeds for docs/toys.md. Runs again only what is new.
"""

import argparse
import csv
import hashlib
import json
import math
import subprocess
from pathlib import Path

import data

SEED = 2001
SIDE = 128
SCENES = {"world": ("phone", 240, 0), "cameras": ("phone,compact", 120, 240)}
PARAMETERS = ("jpeg", "sharpening", "resizing", "interpolation")
TRAINER = {"kind": "lbfgs", "C": 1.0}
# Student's t, 97.5 %, by degrees of freedom.
QUANTILES = {1: 12.706, 2: 4.303, 3: 3.182}


def traces(*words):
    subprocess.run([str(data.HERE.parent / "traces"), *map(str, words)], check=True, stdout=subprocess.DEVNULL)


def shoot(name):
    cameras, count, first = SCENES[name]
    folder = data.BUILD / "measured" / name
    if not (folder / "labels.csv").exists():
        words = ["--seed", SEED, "--first", first, "--scenes", count, "--size", SIDE, "--cameras", cameras]
        traces("world", "shoot", *words, "--out", folder)
    return folder


def plans():
    """What is asked of photos by one camera, and of photos by two, each with the folder of its photos."""
    world, cameras = shoot("world"), shoot("cameras")
    probe = {"experiment": "probe", "training": "all", "seeds": 1, "classifier": TRAINER}
    labels = {"experiment": "acquisition", "attribute": "camera", "classifier": TRAINER, "per_month": 2}
    return {
        "world": (world, [probe, {"experiment": "knn", "k": 10}]),
        "cameras": (cameras, [{**labels, "labels": str(cameras / "labels.csv")}]),
    }


def row(model):
    """All figures of one encoder; a plan that ran on this file before is read and not run."""
    found = {"run": model.stem}
    digest = hashlib.sha256(model.read_bytes()).hexdigest()[:8]
    for name, (images, experiments) in plans().items():
        folder = data.BUILD / "measured" / f"{model.stem}-{digest}" / name
        folder.mkdir(parents=True, exist_ok=True)
        plan = {
            "data": {"images": str(images / "photos"), "dataset": name},
            "encoders": [str(model)],
            "out": str(folder),
            "experiments": experiments,
        }
        if not (folder / "report.html").exists():
            file = folder.with_suffix(".json")
            file.write_text(json.dumps(plan, indent=2))
            traces("run", file)
        for file in sorted((folder / "results").rglob("*.json")):
            result = json.loads(file.read_text())
            about = result.get("parameter") or result.get("attribute")
            if result["kind"] == "probe":
                found[f"{about} read"] = result["accuracy_mean"]
            elif result["kind"] == "knn":
                found[f"{about} kNN"] = result["baseline"]
                found[f"{about} fall"] = result["baseline"] - result["neg_same"]
            elif result["kind"] == "acquisition":
                found["camera read"] = result["balanced_accuracy"]
    return found


def columns():
    return ["run", *(f"{p} {what}" for p in PARAMETERS for what in ("read", "kNN", "fall")), "camera read"]


def table():
    """Means over seeds with a 95 % interval of Student's t, a line a kind of run."""
    with open(data.HERE / "traces.csv", newline="") as file:
        measured = {row["run"]: row for row in csv.DictReader(file)}
    with open(data.HERE / "runs.csv", newline="") as file:
        runs = {row["run"]: row for row in csv.DictReader(file)}
    kinds = {}
    for name in measured:
        kinds.setdefault(name.rsplit("-", 1)[0], []).append(name)
    shown = ["classes", "camera read", *(f"{p} read" for p in PARAMETERS), "jpeg kNN", *(f"{p} fall" for p in PARAMETERS)]
    print("| run | seeds | " + " | ".join(shown) + " |")
    print("|---|---|" + "---|" * len(shown))
    for kind, names in kinds.items():
        cells = []
        for column in shown:
            if column == "classes":
                values = [100 * float(runs[name]["probe_accuracy"]) for name in names]
            else:
                values = [float(measured[name][column]) for name in names if measured[name][column]]
            cells.append(interval(values))
        print(f"| {kind} | {len(names)} | " + " | ".join(cells) + " |")


def interval(values):
    if not values:
        return ""
    mean = sum(values) / len(values)
    if len(values) == 1:
        return f"{mean:.1f}"
    deviation = math.sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1))
    return f"{mean:.1f} ± {QUANTILES[len(values) - 1] * deviation / math.sqrt(len(values)):.1f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--table", action="store_true", help="print the table of what is measured, measure nothing")
    if parser.parse_args().table:
        table()
        return
    models = sorted((data.BUILD / "models").glob("*.onnx"))
    with open(data.HERE / "traces.csv", "w", newline="") as file:
        out = csv.DictWriter(file, columns(), lineterminator="\n", restval="")
        out.writeheader()
        for model in models:
            figures = row(model)
            out.writerow({key: value if isinstance(value, str) else f"{value:.2f}" for key, value in figures.items()})


if __name__ == "__main__":
    main()
