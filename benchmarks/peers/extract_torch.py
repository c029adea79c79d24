#!/usr/bin/env python3
"""What extraction does, in Pillow, torchvision and torch on the CPU: photos in, embeddings out.

Usage: extract_torch.py PHOTOS ARCHITECTURE [ROUNDS] [BATCH]

ARCHITECTURE is a torchvision classifier, with random weights: mobilenet_v2, vit_b_16. Photos are all
files of PHOTOS/SPLIT/CLASS/. Two ways to use the cores are timed in turn, after two batches of warm-up:
all threads in torch, decoding before each batch; and a process a core with one thread each.
"""
import multiprocessing
import pathlib
import sys
import time

import torch
import torchvision
from PIL import Image
from torchvision import transforms

TRANSFORM = transforms.Compose([
    transforms.Resize(224, transforms.InterpolationMode.BICUBIC),
    transforms.CenterCrop(224),
    transforms.ToTensor(),
    transforms.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)),
])


class Photos(torch.utils.data.Dataset):
    def __init__(self, files):
        self.files = files

    def __len__(self):
        return len(self.files)

    def __getitem__(self, index):
        return TRANSFORM(Image.open(self.files[index]).convert("RGB"))


def build(architecture):
    torch.manual_seed(0)
    model = getattr(torchvision.models, architecture)(weights=None).eval()
    for head in ("classifier", "heads", "head", "fc"):
        if hasattr(model, head):
            setattr(model, head, torch.nn.Identity())
            return model
    raise SystemExit(f"{architecture}: has no head of a known name")


def embed(model, files, batch):
    loader = torch.utils.data.DataLoader(Photos(files), batch_size=batch)
    with torch.inference_mode():
        return torch.cat([model(pixels) for pixels in loader])


def serve(architecture, batch, tasks, results):
    torch.set_num_threads(1)
    model = build(architecture)
    for files in iter(tasks.get, None):
        results.put(embed(model, files, batch).shape[0])


def main():
    root, architecture = pathlib.Path(sys.argv[1]), sys.argv[2]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    batch = int(sys.argv[4]) if len(sys.argv) > 4 else 16
    files = sorted(p for p in root.glob("*/*/*") if p.is_file())
    cores = multiprocessing.cpu_count()

    tasks, results = multiprocessing.Queue(), multiprocessing.Queue()
    servers = [
        multiprocessing.Process(target=serve, args=(architecture, batch, tasks, results), daemon=True)
        for _ in range(cores)
    ]
    for server in servers:
        server.start()
    model = build(architecture)

    def processes(files):
        chunks = [files[i:i + batch] for i in range(0, len(files), batch)]
        for chunk in chunks:
            tasks.put(chunk)
        assert sum(results.get() for _ in chunks) == len(files)

    ways = {
        "torch's threads": lambda files: embed(model, files, batch),
        "a process a core": processes,
    }
    for way in ways.values():
        way(files[:2 * batch])
    for _ in range(rounds):
        for name, way in ways.items():
            start = time.perf_counter()
            way(files)
            rate = len(files) / (time.perf_counter() - start)
            print(f"{name:<20} {rate:8.2f} pictures a second", flush=True)


if __name__ == "__main__":
    main()
