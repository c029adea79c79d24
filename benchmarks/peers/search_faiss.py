#!/usr/bin/env python3
"""One exact top-10 search in faiss IndexFlatIP: what benchmarks' SearchBenchmark does.

The index is filled beforehand with rows already scaled; only the search is timed.
Needs faiss and numpy. Usage: search_faiss.py DATA_FOLDER [ROUNDS]
"""
import json
import pathlib
import sys
import time

import faiss
import numpy as np

folder = pathlib.Path(sys.argv[1])


def load(split):
    file = folder / "JPEG75_420" / f"model=planted_variant=bench_split={split}.safetensors"
    data = np.fromfile(file, np.uint8)
    length = int(data[:8].view(np.int64)[0])
    tensor = json.loads(bytes(data[8 : 8 + length]))["image_embeddings"]
    begin, end = tensor["data_offsets"]
    rows = data[8 + length + begin : 8 + length + end].view(np.float32).reshape(tensor["shape"]).copy()
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


index = faiss.IndexFlatIP(512)
index.add(load("train"))
queries = load("val")
for round in range(int(sys.argv[2]) if len(sys.argv) > 2 else 5):
    start = time.time()
    spent = time.process_time()
    _, rows = index.search(queries, 10)
    print(
        f"round {round}: {time.time() - start:.3f} s, {time.process_time() - spent:.3f} s of CPU,"
        f" {faiss.omp_get_max_threads()} threads, rows found sum to {rows.sum()}"
    )
