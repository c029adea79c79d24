#!/usr/bin/env python3
"""Writes the small pictures of core/src/test/resources/codecs and what Pillow makes of them.

Each is a variant that codecs disagree on: bit depths, palettes, transparency, CMYK and YCCK.
Needs Pillow and numpy. Usage: tools/make_codec_pictures.py OUT
"""
import hashlib
import io
import json
import pathlib
import sys

import numpy as np
from PIL import Image

out = pathlib.Path(sys.argv[1])
random = np.random.default_rng(7)
y, x = np.mgrid[0:40, 0:56]
smooth = np.stack([x * 4 % 256, y * 6 % 256, (x + y) * 3 % 256], -1).astype(np.uint8)
noisy = np.clip(smooth + random.normal(0, 12, smooth.shape), 0, 255).astype(np.uint8)
rgb = Image.fromarray(noisy)
alpha = Image.fromarray((x * 4 % 256).astype(np.uint8))
rgba = rgb.copy()
rgba.putalpha(alpha)
palette = rgb.quantize(16)
gray16 = Image.fromarray((x * 700 + y * 90).astype(np.uint16))


def ycck():
    """A CMYK JPEG whose Adobe marker says that its first three channels are YCbCr."""
    buffer = io.BytesIO()
    rgb.convert("CMYK").save(buffer, "JPEG", quality=92)
    data = bytearray(buffer.getvalue())
    marker = data.index(b"Adobe")
    data[marker + 11] = 2
    return bytes(data)


def saved(image, **options):
    buffer = io.BytesIO()
    image.save(buffer, **options)
    return buffer.getvalue()


pictures = {
    "bits1.png": saved(rgb.convert("1"), format="PNG"),
    "bits2_palette.png": saved(rgb.quantize(4), format="PNG", bits=2),
    "bits4_palette.png": saved(palette, format="PNG", bits=4),
    "gray8_alpha.png": saved(rgba.convert("LA"), format="PNG"),
    "gray16.png": saved(gray16, format="PNG"),
    "palette_transparent.png": saved(palette, format="PNG", transparency=3),
    "rgb_transparent_color.png": saved(rgb, format="PNG", transparency=tuple(noisy[5, 5].tolist())),
    "interlaced_rgba.png": saved(rgba, format="PNG"),
    "ycck.jpg": ycck(),
    "quality20_420.jpg": saved(rgb, format="JPEG", quality=20),
    "progressive_444.jpg": saved(rgb, format="JPEG", quality=80, progressive=True, subsampling=0),
    "gray_progressive.jpg": saved(rgb.convert("L"), format="JPEG", quality=70, progressive=True),
    "alpha.webp": saved(rgba, format="WEBP", quality=80),
    "alpha_lossless.webp": saved(rgba, format="WEBP", lossless=True, exact=True),
    "lzw.tif": saved(rgb, format="TIFF", compression="tiff_lzw"),
    "gray.tif": saved(rgb.convert("L"), format="TIFF"),
    "gray.bmp": saved(rgb.convert("L"), format="BMP"),
    "palette.bmp": saved(palette, format="BMP"),
    "transparent.gif": saved(palette, format="GIF", transparency=3),
    "gray.gif": saved(rgb.convert("L"), format="GIF"),
}

out.mkdir(parents=True, exist_ok=True)
expected = {}
for name, data in pictures.items():
    (out / name).write_bytes(data)
    decoded = Image.open(io.BytesIO(data)).convert("RGB")
    expected[name] = {
        "width": decoded.width,
        "height": decoded.height,
        "rgb_sha256": hashlib.sha256(decoded.tobytes()).hexdigest(),
    }
(out / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
