#!/usr/bin/python3
"""Trains the cells of the design that have no row in runs.csv yet: python3 training/train.py

Needs Debian's python3-torch, python3-sklearn and python3-pil. One thread, seeds fixed. Each finished run is
a row of runs.csv and a log of its losses in logs/. A stopped command goes on where the run was, every
hundred steps of which are kept, and gives the same bytes as one that was not stopped.
"""

import argparse
import csv
import fcntl
import hashlib
import os
import time
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

import data
from augmentation import KINDS, augment
from evaluation import embed, linear_probe
from export import export
from networks import OBJECTIVES, SIDE, Encoder, Pixels

VIEWS = 256
STEPS = 300
SMALL_SIDE = 48
LOG_EVERY = 25
KEEP_EVERY = 100
FEW = 480
COLUMNS = (
    "run objective augmentation confounded seed steps loss head_accuracy probe_accuracy few_accuracy scenes seconds onnx_sha256"
)


@dataclass(frozen=True)
class Cell:
    """One run: what is learned, from which augmentation, with which share of scenes bound to a camera."""

    objective: str
    augmentation: str
    confounded: int
    seed: int
    steps: int = STEPS
    decay: float = 0.02
    # The share of its steps, the first, that see views of 48 pixels, which cost little more than half.
    small: float = 0.0

    @property
    def name(self):
        return f"{self.objective}-{self.augmentation}-{self.confounded}-{self.seed}"


def design():
    """All cells, those that ship first."""
    shipped = [
        Cell("sup", "longer", 0, 0, 1400),
        Cell("cvl", "weak", 0, 0, 1200),
        Cell("ssl", "strong", 0, 0, 7000, decay=0.1, small=0.8),
    ]
    cells = [Cell("pixels", "none", 0, 0, 0), *(Cell("untrained", "none", 0, seed, 0) for seed in range(3))]
    for columns in (((0, "shared"), (0, "shared+blur+jpeg")), ((90, "shared"),)):
        for seed in range(3):
            for confounded, augmentation in columns:
                cells += [Cell(objective, augmentation, confounded, seed) for objective in OBJECTIVES]
    return shipped, cells


class Kept:
    """A run under way: all that its next step depends on, kept in build/ every hundred steps."""

    def __init__(self, cell, scenes, folder):
        self.file = folder / f"{cell.name}.part"
        self.of = (cell, data.fingerprint(scenes))
        self.earlier = 0.0
        self.start = time.process_time()

    def spent(self):
        """Seconds of processor time, those of stopped commands too."""
        return self.earlier + time.process_time() - self.start

    def take(self, parts, generators):
        """The step that is next, the queue and the losses; the parts are set to what they were."""
        try:
            there = torch.load(self.file)
        except (FileNotFoundError, EOFError, RuntimeError):
            return 0, np.empty(0, int), []
        if there["of"] != self.of:
            return 0, np.empty(0, int), []
        for part, state in zip(parts, there["parts"]):
            part.load_state_dict(state)
        for generator, state in zip(generators, there["generators"]):
            generator.bit_generator.state = state
        self.earlier = there["seconds"]
        print(self.of[0].name, "goes on after", there["step"], "steps", flush=True)
        return there["step"], there["queue"], there["losses"]

    def keep(self, step, queue, losses, parts, generators):
        self.file.parent.mkdir(parents=True, exist_ok=True)
        partial = self.file.with_suffix(".new")
        states = [part.state_dict() for part in parts]
        chances = [generator.bit_generator.state for generator in generators]
        torch.save(
            {
                "of": self.of,
                "step": step,
                "queue": queue,
                "losses": losses,
                "seconds": self.spent(),
                "parts": states,
                "generators": chances,
            },
            partial,
        )
        partial.replace(self.file)

    def forget(self):
        self.file.unlink(missing_ok=True)


def train(cell, scenes, folder):
    """The trained encoder, its objective's head, the losses, and seconds of processor time; what is under way
    is kept in a folder."""
    if cell.objective == "pixels":
        return Pixels().eval(), None, [], 0
    torch.manual_seed(cell.seed)
    encoder = Encoder()
    order = np.random.default_rng([cell.seed, 1])
    chance = np.random.default_rng([cell.seed, 2])
    words = sorted({word for name in scenes.classes for one in data.captions(name) for word in one.split()})
    if cell.objective == "untrained":
        calibrate(encoder, scenes, order)
        return encoder, None, [], 0
    head = OBJECTIVES[cell.objective](len(scenes.classes), words)
    camera = data.assign(scenes.labels, scenes.photos.shape[1], cell.confounded / 100, order)
    parameters = [*encoder.parameters(), *head.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=3e-3, weight_decay=cell.decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=cell.steps, pct_start=0.1)
    encoder = encoder.to(memory_format=torch.channels_last)
    kind = KINDS[cell.augmentation]
    count = VIEWS // head.views
    encoder.train()
    head.train()
    kept = Kept(cell, scenes, folder)
    parts, generators = (encoder, head, optimizer, schedule), (order, chance)
    first, queue, losses = kept.take(parts, generators)
    for step in range(first, cell.steps):
        if step > first and step % KEEP_EVERY == 0:
            kept.keep(step, queue, losses, parts, generators)
        if len(queue) < count:
            queue = np.concatenate([queue, order.permutation(len(scenes.labels))])
        rows, queue = queue[:count], queue[count:]
        pictures = torch.from_numpy(scenes.photos[rows, camera[rows]]).permute(0, 3, 1, 2).float() / 255
        side = SMALL_SIDE if step < cell.small * cell.steps else SIDE
        views = torch.cat([augment(pictures, kind, chance, side) for _ in range(head.views)])
        labels = torch.from_numpy(scenes.labels[rows])
        said = [data.captions(scenes.classes[label])[chance.integers(len(data.TEMPLATES))] for label in labels]
        batch = ((views - 0.5) / 0.25).contiguous(memory_format=torch.channels_last)
        loss = head.loss(encoder(batch), labels, said)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    kept.forget()
    return encoder.eval(), head.eval(), losses, kept.spent()


def calibrate(encoder, scenes, order):
    """An untrained network's batch norms get the statistics of pictures, as a trained one's have them."""
    encoder.train()
    for norm in (module for module in encoder.modules() if isinstance(module, nn.BatchNorm2d)):
        norm.momentum = None
    with torch.no_grad():
        for _ in range(8):
            rows = order.integers(0, len(scenes.labels), VIEWS)
            pictures = torch.from_numpy(data.whole(scenes.photos[rows, 0])).permute(0, 3, 1, 2).float() / 255
            encoder((pictures - 0.5) / 0.25)
    encoder.eval()


def accuracies(encoder, head, scenes, held_out):
    """On held-out scenes: of the head (SUP alone has one), of a linear probe on the frozen embeddings of all
    training scenes, and of one that learns from 20 scenes a class."""
    def photos(part, seed):
        camera = np.random.default_rng(seed).integers(0, part.photos.shape[1], len(part.labels))
        return data.whole(part.photos[np.arange(len(part.labels)), camera])

    test = embed(encoder, photos(held_out, 12))
    own = ""
    if head is not None and hasattr(head, "head") and isinstance(head.head, nn.Linear) and head.head.bias is not None:
        with torch.no_grad():
            own = (head.head(torch.from_numpy(test)).argmax(1).numpy() == held_out.labels).mean()
    fit = embed(encoder, photos(scenes, 11))
    few = slice(0, FEW)
    return (
        own,
        linear_probe(fit, scenes.labels, test, held_out.labels),
        linear_probe(fit[few], scenes.labels[few], test, held_out.labels),
    )


def finished():
    path = data.HERE / "runs.csv"
    if not path.exists():
        return {}
    with open(path, newline="") as file:
        return {row["run"]: row for row in csv.DictReader(file)}


def write_whole(path, write):
    """Appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + f".{os.getpid()}.part")
    with open(partial, "w", newline="") as file:
        write(csv.writer(file, lineterminator="\n"))
    partial.replace(path)


def record(row):
    """Adds a row to the table; two commands at once wait for each other."""
    data.BUILD.mkdir(parents=True, exist_ok=True)
    with open(data.BUILD / "runs.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        rows = {**finished(), row["run"]: row}

        def write(table):
            table.writerow(COLUMNS.split())
            for one in rows.values():
                table.writerow([one[column] for column in COLUMNS.split()])

        write_whole(data.HERE / "runs.csv", write)


def difference(cell, encoder):
    """How far the weights are from those of the first time, where these are still here."""
    first = data.BUILD / "models" / f"{cell.name}.pt"
    if not first.exists():
        return f"{first} of the first time is not here to compare with"
    weights = torch.load(first)
    largest = max((own.double() - weights[name].double()).abs().max() for name, own in encoder.state_dict().items())
    return f"the largest difference of a weight is {largest:.3g}"


def run(cell, scenes, held_out, again):
    folder = data.BUILD / ("again" if again else "models")
    encoder, head, losses, seconds = train(cell, scenes, folder)
    model = export(encoder, folder / f"{cell.name}.onnx", cell.objective)
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    if again:
        before = finished()[cell.name]["onnx_sha256"]
        if digest == before:
            print(cell.name, "repeated: the same bytes")
            return
        raise SystemExit(f"{cell.name} repeated: DIFFERS, {digest} {before}; {difference(cell, encoder)}")
    own, probed, few = accuracies(encoder, head, scenes, held_out)
    blocks = [np.mean(losses[i : i + LOG_EVERY]) for i in range(0, len(losses), LOG_EVERY)]

    def log(table):
        table.writerow(["step", "loss"])
        table.writerows([[(i + 1) * LOG_EVERY, f"{value:.4f}"] for i, value in enumerate(blocks)])

    if losses:
        write_whole(data.HERE / "logs" / f"{cell.name}.csv", log)
    record(
        {
            "run": cell.name,
            "objective": cell.objective,
            "augmentation": cell.augmentation,
            "confounded": cell.confounded,
            "seed": cell.seed,
            "steps": cell.steps,
            "loss": f"{blocks[-1]:.4f}" if losses else "",
            "head_accuracy": f"{own:.4f}" if own != "" else "",
            "probe_accuracy": f"{probed:.4f}",
            "few_accuracy": f"{few:.4f}",
            "scenes": data.fingerprint(scenes),
            "seconds": f"{seconds:.0f}",
            "onnx_sha256": digest,
        }
    )
    print(cell.name, f"probe {probed:.3f} few {few:.3f} head {own} {seconds:.0f} s of processor time", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="only runs whose name starts so")
    parser.add_argument("--again", metavar="RUN", help="train a finished run once more and compare its bytes")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    shipped, cells = design()
    by_name = {cell.name: cell for cell in shipped + cells}
    if arguments.again and arguments.again not in finished():
        raise SystemExit(f"--again {arguments.again}: no row of runs.csv; those are {', '.join(finished())}")
    if not any(name.startswith(arguments.only) for name in by_name):
        raise SystemExit(f"--only {arguments.only}: no run's name starts so; those are {', '.join(by_name)}")
    scenes, held_out = data.load("train"), data.load("held-out")
    fingerprint = data.fingerprint(scenes)
    strangers = [row["run"] for row in finished().values() if row["scenes"] != fingerprint]
    if strangers:
        raise SystemExit(
            f"runs.csv: {', '.join(strangers)} learned from photos {finished()[strangers[0]]['scenes']}, and these "
            f"are {fingerprint}: the world or its cameras changed since; move runs.csv away to train all anew"
        )
    if arguments.again:
        run(by_name[arguments.again], scenes, held_out, True)
        return
    for cell in by_name.values():
        if not cell.name.startswith(arguments.only):
            continue
        # Another command may be at this one; whoever has the lock trains it.
        with open(data.BUILD / f"{cell.name}.lock", "w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            if cell.name not in finished():
                run(cell, scenes, held_out, False)


if __name__ == "__main__":
    main()
