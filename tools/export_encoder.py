#!/usr/bin/env python3
"""Exports an image encoder to ONNX with its JSON, and checks the export against torch.

    export_encoder.py timm:NAME            timm, features before the head
    export_encoder.py open_clip:MODEL/TAG  open_clip's image tower
    export_encoder.py hub:OWNER/REPO/NAME  torch.hub; the model's own output
    export_encoder.py torchvision:NAME     torchvision, features before the head
    export_encoder.py torchscript:FILE     a TorchScript file, as SSCD's are (sscd_disc_mixup.torchscript.pt)

The file has the input "pixels" [n, 3, crop, crop] and the output "features" [n, d]. It goes to
MODEL/VARIANT of --id in the folder where `traces` looks (TRACES_HOME, XDG_CACHE_HOME), or to --out.
Needs torch, onnx and the library of the model; with onnxruntime the numbers are compared with torch's.
"""
import argparse
import csv
import json
import os
import pathlib
import sys

import torch

STATISTICS = {
    "clip": ([0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]),
    "imagenet": ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    "half": ([0.5, 0.5, 0.5], [0.5, 0.5, 0.5]),
}
PILLOW = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3, "box": 4, "hamming": 5}
CATALOGUE = "core/src/main/resources/org/encodertraces/encoder"
CATALOGUES = ["encoders.csv", "copy-detectors.csv"]


class ImageTower(torch.nn.Module):
    """open_clip's image half alone."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixels):
        return self.model.encode_image(pixels)


def load(reference, weights, checkpoint):
    library, _, name = reference.partition(":")
    if library == "timm":
        import timm

        model = timm.create_model(name, pretrained=weights and not checkpoint, num_classes=0)
    elif library == "open_clip":
        import open_clip

        architecture, _, tag = name.rpartition("/")
        model = open_clip.create_model(architecture, pretrained=tag if weights else None)
        model = ImageTower(model)
    elif library == "hub":
        repository, _, entry = name.rpartition("/")
        model = torch.hub.load(repository, entry, pretrained=weights)
    elif library == "torchvision":
        import torchvision

        model = getattr(torchvision.models, name)(weights="DEFAULT" if weights else None)
        for head in ("fc", "classifier", "heads", "head"):
            if hasattr(model, head):
                setattr(model, head, torch.nn.Identity())
                break
        else:
            sys.exit(f"{reference}: no head that could be taken off; looked for fc, classifier, heads, head")
    elif library == "torchscript":
        if not pathlib.Path(name).is_file():
            sys.exit(f"{name}: no such TorchScript file")
        model = torch.jit.load(name, map_location="cpu")
    else:
        sys.exit(f"{reference}: expected timm:, open_clip:, hub:, torchvision: or torchscript:")
    if checkpoint:
        state = torch.load(checkpoint, map_location="cpu")
        state = state.get("state_dict", state)
        # MoCo v3 keeps the encoder under module.base_encoder.
        state = {k.replace("module.base_encoder.", ""): v for k, v in state.items()}
        missing, _ = model.load_state_dict(state, strict=False)
        if missing:
            sys.exit(f"{checkpoint}: lacks {len(missing)} weights of {reference}, the first is {missing[0]}")
    return model.eval()


def catalogue_entry(encoder_id):
    folder = pathlib.Path(__file__).resolve().parent.parent / CATALOGUE
    for name in CATALOGUES:
        with open(folder / name, newline="") as file:
            for row in csv.DictReader(file):
                if row["id"] == encoder_id:
                    return row
    return None


def home():
    own = os.environ.get("TRACES_HOME")
    if own:
        return pathlib.Path(own) / "encoders"
    cache = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    return pathlib.Path(cache) / "encoder-traces" / "encoders"


def check(path, model, crop):
    """The same values in batches of one and three, which the export did not see."""
    import onnx

    onnx.checker.check_model(str(path))
    try:
        import onnxruntime
    except ImportError:
        print("onnxruntime is not installed: the file is valid ONNX, its numbers were not compared with torch")
        return
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    for batch in (1, 3):
        pixels = torch.randn(batch, 3, crop, crop, generator=torch.Generator().manual_seed(batch))
        with torch.no_grad():
            expected = model(pixels)
        got = torch.from_numpy(session.run(["features"], {"pixels": pixels.numpy()})[0])
        if got.shape != expected.shape:
            sys.exit(f"{path}: gives {tuple(got.shape)} for a batch of {batch}, torch {tuple(expected.shape)}")
        error = ((got - expected).norm() / expected.norm()).item()
        if not error < 1e-3:
            sys.exit(f"{path}: is {error:.2g} of the embedding's length away from torch")
        print(f"batch of {batch}: {error:.2g} of the embedding's length away from torch")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("model")
    arguments.add_argument("--id", help="MODEL/VARIANT, of the catalogue or your own", required=True)
    arguments.add_argument("--out", type=pathlib.Path, help="folder; default: where traces looks")
    arguments.add_argument("--crop", type=int, help="pixels a side, for an id that the catalogue lacks")
    arguments.add_argument("--filter", choices=sorted(PILLOW), default="bicubic")
    arguments.add_argument("--statistics", choices=sorted(STATISTICS), default="imagenet")
    arguments.add_argument("--category", default="custom")
    arguments.add_argument("--checkpoint", type=pathlib.Path, help="weights to load")
    arguments.add_argument("--random-weights", action="store_true", help="do not download weights")
    given = arguments.parse_args()

    entry = catalogue_entry(given.id)
    if entry is None and given.crop is None:
        arguments.error(f"--crop is needed: {given.id} is not in the catalogue")
    crop = int(entry["crop"]) if entry else given.crop
    mean, std = STATISTICS[entry["statistics"] if entry else given.statistics]
    torch.manual_seed(0)
    model = load(given.model, not given.random_weights, given.checkpoint)
    with torch.no_grad():
        features = model(torch.zeros(2, 3, crop, crop))
    if features.dim() != 2:
        sys.exit(f"{given.model}: gives {tuple(features.shape)}; expected [n, d]")
    if entry and features.shape[1] != int(entry["dimension"]):
        sys.exit(f"{given.model}: width {features.shape[1]}; the catalogue expects {entry['dimension']} for {given.id}")

    folder = given.out or home() / given.id
    folder.mkdir(parents=True, exist_ok=True)
    name = given.id.replace("/", "-")
    final = folder / f"{name}.onnx"
    part = folder / f".{name}.part"
    torch.onnx.export(
        model,
        torch.zeros(2, 3, crop, crop),
        str(part),
        input_names=["pixels"],
        output_names=["features"],
        dynamic_axes={"pixels": {0: "n"}, "features": {0: "n"}},
        opset_version=14,
    )
    check(part, model, crop)
    config = {
        "do_resize": True,
        "size": {"shortest_edge": crop},
        "resample": PILLOW[entry["interpolation"] if entry else given.filter],
        "do_center_crop": True,
        "crop_size": crop,
        "do_rescale": True,
        "do_normalize": True,
        "image_mean": mean,
        "image_std": std,
        "input": "pixels",
        "output": "features",
        "layout": "NCHW",
        "category": entry["category"] if entry else given.category,
        "id": given.id,
        "dim": features.shape[1],
        "origin": {"export": given.model},
    }
    (folder / f"{name}.json").write_text(json.dumps(config, indent=2) + "\n")
    part.rename(final)
    print(final)


if __name__ == "__main__":
    main()
