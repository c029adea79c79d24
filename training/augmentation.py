"""Augmentation of whole batches, from one generator of random numbers, so that a seed says all of it."""

import io

import numpy as np
import torch
from PIL import Image
from torch.nn import functional as F

from networks import SIDE

# Shares of a picture's area, Gaussian radii in pixels of the network's input, and JPEG qualities.
NONE = {"area": (1.0, 1.0), "ratio": 0.0, "color": 0.0, "hue": 0.0, "gray": 0.0, "blur": 0.0, "jpeg": 0.0}
WEAK = {**NONE, "area": (0.6, 1.0)}
SHARED = {**NONE, "area": (0.25, 1.0), "color": 0.4, "gray": 0.1}
STRONG = {**NONE, "area": (0.25, 1.0), "ratio": 0.3, "color": 0.3, "hue": 0.3, "gray": 0.25, "blur": 0.5}
CODED = {**SHARED, "blur": 0.5, "jpeg": 0.5}
SIGMAS = (0.3, 1.5)
QUALITIES = (30, 95)

# SUP ships after more steps than a cell of the design has, and so needs a name of its own.
KINDS = {"longer": SHARED, "weak": WEAK, "shared": SHARED, "strong": STRONG, "shared+blur+jpeg": CODED}


def augment(pictures, kind, generator, side=SIDE):
    """Views [n, 3, side, side] in 0 ... 1 of pictures [n, 3, h, w] in 0 ... 1."""
    views = color(crop(pictures, kind["area"], kind["ratio"], generator, side), kind, generator)
    if kind["blur"] > 0:
        chosen = torch.from_numpy(generator.random(len(views)) < kind["blur"])
        views[chosen] = blur(views[chosen], generator)
    if kind["jpeg"] > 0:
        chosen = torch.from_numpy(generator.random(len(views)) < kind["jpeg"])
        views[chosen] = jpeg(views[chosen], generator)
    return views


def uniform(generator, low, high, count):
    return torch.from_numpy(generator.uniform(low, high, count).astype(np.float32))


def crop(pictures, area, ratio, generator, side):
    """A random part of each, its sides' ratio up to e to the power of `ratio`, mirrored half of the time, as
    squares of `side` pixels."""
    count = len(pictures)
    length = uniform(generator, *area, count).sqrt()
    stretch = (uniform(generator, -ratio, ratio, count) / 2).exp()
    width, height = (length * stretch).clamp(max=1), (length / stretch).clamp(max=1)
    theta = torch.zeros(count, 2, 3)
    theta[:, 0, 0] = width * torch.from_numpy(np.where(generator.random(count) < 0.5, -1, 1).astype(np.float32))
    theta[:, 0, 2] = (1 - width) * uniform(generator, -1, 1, count)
    theta[:, 1, 1] = height
    theta[:, 1, 2] = (1 - height) * uniform(generator, -1, 1, count)
    grid = F.affine_grid(theta, (count, 3, side, side), align_corners=False)
    return F.grid_sample(pictures, grid, padding_mode="reflection", align_corners=False)


def color(views, kind, generator):
    """Brightness, contrast, saturation and the balance of the colors, each up to the kind's strength; hues
    turned by up to its share of a half turn; gray for some."""
    strength = kind["color"]
    if strength == 0:
        return views
    count = len(views)
    gain = 1 + uniform(generator, -strength, strength, (count, 1, 1, 1))
    balance = 1 + uniform(generator, -strength / 2, strength / 2, (count, 3, 1, 1))
    contrast = 1 + uniform(generator, -strength, strength, (count, 1, 1, 1))
    saturation = 1 + uniform(generator, -strength, strength, (count, 1, 1, 1))
    saturation[torch.from_numpy(generator.random(count) < kind["gray"])] = 0
    views = views * (gain * balance)
    luma = (views * torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)).sum(1, keepdim=True)
    colors = views - luma
    if kind["hue"] > 0:
        turned = turns(uniform(generator, -kind["hue"], kind["hue"], count) * torch.pi)
        colors = torch.einsum("nij,njhw->nihw", turned, colors)
    views = luma + colors * saturation
    mean = luma.mean((2, 3), keepdim=True)
    return (mean + (views - mean) * contrast).clamp_(0, 1)


def turns(angles):
    """Matrices [n, 3, 3] that turn the hues of RGB by these angles and keep its luma (NTSC's I and Q)."""
    yiq = torch.tensor([[0.299, 0.587, 0.114], [0.596, -0.274, -0.322], [0.211, -0.523, 0.312]])
    turn = torch.eye(3).repeat(len(angles), 1, 1)
    turn[:, 1, 1] = turn[:, 2, 2] = angles.cos()
    turn[:, 2, 1] = angles.sin()
    turn[:, 1, 2] = -turn[:, 2, 1]
    return yiq.inverse() @ turn @ yiq


def blur(views, generator):
    """Gaussian, a radius for each view; 9 taps reach three of the largest."""
    count, channels, height, width = views.shape
    sigma = uniform(generator, *SIGMAS, (count, 1))
    taps = torch.exp(-0.5 * (torch.arange(-4, 5) / sigma) ** 2)
    taps = taps / taps.sum(1, keepdim=True)
    for axis in (2, 3):
        reach = (4, 4, 0, 0) if axis == 3 else (0, 0, 4, 4)
        padded = F.pad(views, reach, mode="reflect")
        views = sum(
            taps[:, k].view(count, 1, 1, 1) * padded.narrow(axis, k, views.shape[axis]) for k in range(9)
        )
    return views


def jpeg(views, generator):
    """Through Pillow's JPEG at the network's size, a quality for each view."""
    qualities = generator.integers(QUALITIES[0], QUALITIES[1] + 1, len(views))
    samples = (views * 255).round().to(torch.uint8).permute(0, 2, 3, 1).contiguous().numpy()
    decoded = np.empty_like(samples)
    for i, quality in enumerate(qualities):
        file = io.BytesIO()
        Image.fromarray(samples[i]).save(file, "JPEG", quality=int(quality))
        decoded[i] = np.asarray(Image.open(file))
    return torch.from_numpy(decoded).permute(0, 3, 1, 2).float() / 255
