#!/usr/bin/python3
"""Measures the traces in every trained encoder with the product itself: python3 training/measure.py

Shoots a world that neither training nor the demo has seen, by the demo's two cameras; embeds it with the
encoders of build/models, and runs `traces run` on two plans. What comes is traces.csv, a
row an encoder (those of encoders that are not here stay); with --table the means over seeds for docs/toys.md, with --effects what the design says of
augmentation, supervision and confounded cameras. Runs again only what is new.
"""

import argparse
import csv
import hashlib
import json
import math
import subprocess
from pathlib import Path

import numpy as np
from scipy.stats import t as student

import data

SEED = 2001
SIDE = 128
SCENES = {"world": ("phone", 240, 0), "cameras": ("phone,compact", 480, 240)}
PARAMETERS = ("jpeg", "sharpening", "resizing", "interpolation")
TRAINER = {"kind": "lbfgs", "C": 1.0}
SHOWN = ["classes", "camera read", *(f"{p} read" for p in PARAMETERS), "jpeg kNN", *(f"{p} fall" for p in PARAMETERS)]


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


def by_run(name):
    """The rows of a table in this folder, by the run that they are of."""
    if not (data.HERE / name).exists():
        raise SystemExit(f"{data.HERE / name}: is not there; train.py makes runs.csv, measure.py without options traces.csv")
    with open(data.HERE / name, newline="") as file:
        return {row["run"]: row for row in csv.DictReader(file)}


def measured():
    """Figures of each kind of run, a list over seeds: {kind: {column: [seeds]}}."""
    runs = by_run("runs.csv")
    kinds = {}
    for name, row in by_run("traces.csv").items():
        kind = kinds.setdefault(name.rsplit("-", 1)[0], {column: [] for column in SHOWN})
        for column in SHOWN:
            value = 100 * float(runs[name]["probe_accuracy"]) if column == "classes" else row[column]
            if value != "":
                kind[column].append(float(value))
    return kinds


def table():
    """Means over seeds with a 95 % interval of Student's t, a line a kind of run."""
    print("| run | seeds | " + " | ".join(SHOWN) + " |")
    print("|---|---|" + "---|" * len(SHOWN))
    for kind, figures in measured().items():
        cells = [interval(values) for values in figures.values()]
        print(f"| {kind} | {len(figures['classes'])} | " + " | ".join(cells) + " |")


def interval(values):
    if not values:
        return ""
    mean = sum(values) / len(values)
    if len(values) == 1:
        return f"{mean:.1f}"
    error = np.std(values, ddof=1) / math.sqrt(len(values))
    return f"{mean:.1f} ± {student.ppf(0.975, len(values) - 1) * error:.1f}"


def effects():
    """Contrasts of cells' means. Seeds of a cell scatter alike in all cells of a contrast's family, so their variance
    is pooled: 12 degrees of freedom. An asterisk where p is below 0.05 over the number of all contrasts."""
    kinds = measured()
    plain, coded, bound = "shared-0", "shared+blur+jpeg-0", "shared-90"
    objectives = ("sup", "cvl", "ssl")
    crossed = [f"{one}-{column}" for one in objectives for column in (plain, coded)]
    cameras = [f"{one}-{column}" for one in objectives for column in (plain, bound)]

    def share(cells, sign):
        return {cell: sign / len(cells) for cell in cells}

    def of(one):
        return [f"{one}-{plain}", f"{one}-{coded}"]

    def less(cells, others):
        return {**share(cells, 1), **share(others, -1)}

    def all_of(column):
        return [f"{one}-{column}" for one in objectives]

    contrasts = {
        "blur and JPEG added": (crossed, less(all_of(coded), all_of(plain))),
        "CVL less SUP": (crossed, less(of("cvl"), of("sup"))),
        "SSL less SUP": (crossed, less(of("ssl"), of("sup"))),
        "CVL less SSL": (crossed, less(of("cvl"), of("ssl"))),
        "cameras bound to classes": (cameras, less(all_of(bound), all_of(plain))),
    }
    print("| effect, points | " + " | ".join(SHOWN) + " |")
    print("|---|" + "---|" * len(SHOWN))
    for name, (family, weights) in contrasts.items():
        cells = []
        for column in SHOWN:
            seeds = {cell: kinds[cell][column] for cell in family}
            freedom = sum(len(values) - 1 for values in seeds.values())
            pooled = sum(np.var(values) * len(values) for values in seeds.values()) / freedom
            effect = sum(weight * np.mean(seeds[cell]) for cell, weight in weights.items())
            error = math.sqrt(sum(pooled * weight**2 / len(seeds[cell]) for cell, weight in weights.items()))
            p = 2 * student.sf(abs(effect) / error, freedom) if error > 0 else 1
            found = "*" if p < 0.05 / (len(contrasts) * len(SHOWN)) else ""
            cells.append(f"{effect:+.1f} ± {student.ppf(0.975, freedom) * error:.1f}{found}")
        print(f"| {name} | " + " | ".join(cells) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--table", action="store_true", help="print the table of what is measured, measure nothing")
    parser.add_argument("--effects", action="store_true", help="print the design's contrasts of what is measured")
    arguments = parser.parse_args()
    if arguments.table or arguments.effects:
        if arguments.table:
            table()
        if arguments.effects:
            effects()
        return
    models = sorted((data.BUILD / "models").glob("*.onnx"))
    if not models:
        raise SystemExit(f"{data.BUILD / 'models'}: holds no encoder; train.py makes them")
    # Of runs whose encoder is elsewhere, what was measured there stays.
    rows = by_run("traces.csv") if (data.HERE / "traces.csv").exists() else {}
    for model in models:
        figures = row(model)
        rows[model.stem] = {key: value if isinstance(value, str) else f"{value:.2f}" for key, value in figures.items()}
    partial = data.HERE / "traces.csv.part"
    with open(partial, "w", newline="") as file:
        out = csv.DictWriter(file, columns(), lineterminator="\n", restval="")
        out.writeheader()
        out.writerows(rows[name] for name in sorted(rows))
    partial.replace(data.HERE / "traces.csv")


if __name__ == "__main__":
    main()
