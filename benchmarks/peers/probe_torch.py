#!/usr/bin/env python3
"""The study's probe in torch: what benchmarks' ProbeBenchmark does, as its Python would.

One trial after another, indexing tensors in memory (faster than a DataLoader).
Needs torch and numpy. Usage: probe_torch.py DATA_FOLDER [TRIALS] [SEEDS]
"""
import json
import math
import pathlib
import sys
import time

import numpy as np
import torch

folder = pathlib.Path(sys.argv[1])
trials = int(sys.argv[2]) if len(sys.argv) > 2 else 30
seeds = int(sys.argv[3]) if len(sys.argv) > 3 else 10
classes = ["JPEG75_420", "JPEG75_444", "JPEG85_420", "JPEG85_444", "JPEG95_420", "JPEG95_444"]


def load(processing, split):
    file = folder / processing / f"model=planted_variant=bench_split={split}.safetensors"
    data = np.memmap(file, np.uint8, "r")
    length = int(data[:8].view(np.int64)[0])
    tensor = json.loads(bytes(data[8 : 8 + length]))["image_embeddings"]
    begin, end = tensor["data_offsets"]
    values = data[8 + length + begin : 8 + length + end].view(np.float32)
    return torch.nn.functional.normalize(torch.from_numpy(np.array(values).reshape(tensor["shape"])))


train = torch.stack([load(c, "train") for c in classes])
val = torch.stack([load(c, "val") for c in classes])


def fit(x, y, lr, wd, seed):
    torch.manual_seed(seed)
    model = torch.nn.Linear(x.shape[1], len(classes))
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9, weight_decay=wd)
    for epoch in range(100):
        rate = lr if epoch == 0 else lr * 0.5 * (1 + math.cos(math.pi * (epoch - 1) / 100))
        for group in optimizer.param_groups:
            group["lr"] = rate
        for index in torch.randperm(len(x)).split(1024):
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(x[index]), y[index])
            if not torch.isfinite(loss):
                return None
            loss.backward()
            optimizer.step()
    return model


def drawn(seed):
    y = torch.from_numpy(np.random.default_rng(seed).choice(len(classes), train.shape[1]))
    return train[y, torch.arange(train.shape[1])], y


start = time.time()
started = time.process_time()
x, y = drawn(22)
held = torch.rand(len(y)) < 0.2
best = (-1.0, 1.0, 1e-6)
rng = np.random.default_rng(0)
for trial in range(trials):
    lr, wd = 10 ** rng.uniform(-1, 2), 10 ** rng.uniform(-12, -4)
    model = fit(x[~held], y[~held], lr, wd, 22)
    if model is not None:
        accuracy = (model(x[held]).argmax(1) == y[held]).float().mean().item()
        best = max(best, (accuracy, lr, wd))
tuned = time.time()
tuned_processor = time.process_time()
accuracies = []
for seed in range(seeds):
    model = fit(*drawn(seed), best[1], best[2], seed)
    right = [(model(val[c]).argmax(1) == c).float().mean().item() for c in range(len(classes))]
    accuracies.append(100 * sum(right) / len(right))
print(
    f"{trials} trials {tuned - start:.1f} s, {seeds} seeds {time.time() - tuned:.1f} s,"
    f" together {time.time() - start:.1f} s; CPU: trials {tuned_processor - started:.1f} s,"
    f" seeds {time.process_time() - tuned_processor:.1f} s; {torch.get_num_threads()} threads,"
    f" accuracy {np.mean(accuracies):.2f} % +- {np.std(accuracies):.2f}, best {best}"
)
