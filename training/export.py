"""Writes an encoder as ONNX, and beside it the JSON by which the product runs it."""

import json

import torch

from networks import SIDE

CATEGORIES = {"sup": "SUP", "cvl": "CVL", "ssl": "SSL"}


def export(encoder, path, objective):
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        encoder.to(memory_format=torch.contiguous_format),
        torch.zeros(1, 3, SIDE, SIDE),
        str(path),
        input_names=["pixels"],
        output_names=["embedding"],
        dynamic_axes={"pixels": {0: "pictures"}, "embedding": {0: "pictures"}},
        opset_version=13,
    )
    torch.save(encoder.state_dict(), path.with_suffix(".pt"))
    settings = {
        "size": {"shortest_edge": SIDE},
        "crop_size": {"height": SIDE, "width": SIDE},
        "resample": 3,
        "image_mean": [0.5, 0.5, 0.5],
        "image_std": [0.25, 0.25, 0.25],
        "input": "pixels",
        "output": "embedding",
        "layout": "NCHW",
    }
    if objective in CATEGORIES:
        settings["category"] = CATEGORIES[objective]
    path.with_suffix(".json").write_text(json.dumps(settings, indent=2) + "\n")
    return path
