#!/usr/bin/env python3
"""The study's way to its kNN cells in torch: two products a cell, positives written over, then top-k.

Times a few cells and states what all of them would take: 90 cells of two products, 6 of one, and 60
uniform runs of one over a gathered training set.
Needs torch and numpy. Usage: knn_torch.py DATA_FOLDER [THREADS]
"""
import json
import pathlib
import sys
import time

import numpy as np
import torch

folder = pathlib.Path(sys.argv[1])
if len(sys.argv) > 2:
    torch.set_num_threads(int(sys.argv[2]))


def load(processing, split):
    file = folder / processing / f"model=planted_variant=bench_split={split}.safetensors"
    data = np.memmap(file, np.uint8, "r")
    length = int(data[:8].view(np.int64)[0])
    header = json.loads(bytes(data[8 : 8 + length]))

    def values(name, dtype):
        begin, end = header[name]["data_offsets"]
        raw = np.array(data[8 + length + begin : 8 + length + end]).view(dtype)
        return torch.from_numpy(raw.reshape(header[name]["shape"]))

    return torch.nn.functional.normalize(values("image_embeddings", np.float32)), values("label", np.int64)


queries, query_labels = load("JPEG75_420", "val")
positives, labels = load("JPEG75_444", "train")
negatives, _ = load("JPEG85_420", "train")


def vote(similarity):
    neighbors = labels[similarity.topk(10).indices]
    return (torch.mode(neighbors).values == query_labels).float().mean().item()


def cell():
    similarity = queries @ negatives.T
    own = queries @ positives.T
    for i, label in enumerate(query_labels):
        mask = labels == label
        similarity[i, mask] = own[i, mask]
    return vote(similarity)


def timed(function, rounds=3):
    function()
    start = time.time()
    for _ in range(rounds):
        function()
    return (time.time() - start) / rounds


two = timed(cell)
one = timed(lambda: vote(queries @ negatives.T))
print(
    f"{torch.get_num_threads()} threads: a cell of two products {two:.2f} s, of one {one:.2f} s;"
    f" 90 and 66 of them {90 * two + 66 * one:.0f} s"
)
