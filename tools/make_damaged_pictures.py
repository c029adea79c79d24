#!/usr/bin/env python3
"""Writes the pictures of core/src/test/resources/damaged and what Pillow makes of them.

Each stands for a kind of file that decoders treat differently: damaged ones, odd ones, and ones that
only look damaged. expected.json holds the size and the SHA-256 of the RGB samples, or null where Pillow
refuses the file. Needs Pillow and numpy. Usage: tools/make_damaged_pictures.py OUT
"""
import hashlib
import io
import json
import pathlib
import struct
import sys
import warnings
import zlib

import numpy as np
from PIL import Image

import generated_pictures as pictures
import picture_damage as damage
from compare_with_pillow import as_newest

warnings.simplefilter("ignore")
random = np.random.default_rng(11)
y, x = np.mgrid[0:29, 0:43]
smooth = np.stack([x * 5 % 256, y * 8 % 256, (x + y) * 3 % 256], -1).astype(np.uint8)
rgb = Image.fromarray(np.clip(smooth + random.normal(0, 12, smooth.shape), 0, 255).astype(np.uint8))
saved = pictures.saved
MAGIC = b"\x89PNG\r\n\x1a\n"


def png(color, depth, interlaced=False, palette=None, transparent=None, stream=None, extra=()):
    """A PNG of 19 x 13 random samples."""
    bits = depth * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[color]
    raw = pictures.png_raw(random, 19, 13, bits, interlaced)
    chunks = [pictures.chunk(b"IHDR", struct.pack(">IIBBBBB", 19, 13, depth, color, 0, 0, interlaced))]
    chunks += list(extra)
    if palette is not None:
        chunks.append(pictures.chunk(b"PLTE", palette))
    if transparent is not None:
        chunks.append(pictures.chunk(b"tRNS", transparent))
    chunks.append(pictures.chunk(b"IDAT", zlib.compress(raw) if stream is None else stream(raw)))
    return MAGIC + b"".join(chunks) + pictures.chunk(b"IEND", b"")


def colors(count):
    return random.integers(0, 256, 3 * count).astype(np.uint8).tobytes()


def with_text(data, where, checksum=None):
    chunks = damage.png_chunks(data)
    text = pictures.chunk(b"tEXt", b"Author\0someone")
    chunks.insert(where if where > 0 else len(chunks) + where, [text[4:8], text[8:-4], checksum or text[-4:]])
    return damage.png_joined(data, chunks)


def apng(default):
    frames = [Image.fromarray(255 - np.array(rgb)), rgb.rotate(180)]
    return saved(rgb, format="PNG", save_all=True, append_images=frames, default_image=default)


def gif(palette=None, local=None, transparent=None, screen=(43, 29), place=(0, 0), interlace=0):
    """Pillow's GIF of the picture with other descriptors around its data."""
    data = saved(rgb.quantize(32), format="GIF", interlace=interlace)
    own = data[13 : 13 + 96]
    frame = pictures.gif_frame(bytearray(data))
    palette = own if palette is None else palette
    out = b"GIF89a" + struct.pack("<HHBBB", *screen, (0x80 | 4) if palette else 0, 0, 0) + palette
    if transparent is not None:
        out += b"\x21\xf9\x04" + bytes([1, 0, 0, transparent, 0])
    out += b"," + struct.pack("<HHHHB", *place, 43, 29, data[frame + 9] & 0x40 | ((0x80 | 4) if local else 0))
    return out + (local or b"") + data[frame + 10 :]


def jpeg(mode="RGB", **options):
    return saved(rgb.convert(mode), format="JPEG", quality=83, **options)


def adobe(data, transform):
    data = bytearray(data)
    for marker, start, _ in pictures.jpeg_segments(data):
        if marker == 0xEE:
            data[start + 15] = transform
            return bytes(data)
    segment = b"\xff\xee\x00\x0eAdobe" + struct.pack(">HHHB", 100, 0, 0, transform)
    return bytes(data[:2]) + segment + bytes(data[2:])


def filled(data):
    """Fill bytes before each marker of the header."""
    for _, start, _ in reversed(list(pictures.jpeg_segments(data))):
        data = data[:start] + b"\xff\xff\xff" + data[start:]
    return data


def sampled(data, component, factors):
    """Other sampling factors; the data then means another picture, or none."""
    data = bytearray(data)
    for marker, start, _ in pictures.jpeg_segments(data):
        if 0xC0 <= marker <= 0xC2:
            data[start + 11 + 3 * component] = factors
    return bytes(data)


def without_end():
    """A JPEG that ends behind its data, so cut that Pillow's decoder still finds the last row."""
    for quality in range(30, 100):
        data = saved(rgb, format="JPEG", quality=quality)[:-2]
        try:
            Image.open(io.BytesIO(data)).load()
            return data
        except OSError:
            continue
    raise ValueError("none of the qualities leaves enough bits")


def webp(**options):
    return saved(rgb, format="WEBP", **options)


def riff(data, more):
    return data[:4] + struct.pack("<I", len(data) - 8 + more) + data[8:]


ramp = bytes(i // 3 for i in range(96))
whole = png(2, 8)
still = jpeg(subsampling=2)
bomb = pictures.chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(3 << 20)))
made = {
    "apng_default.png": apng(True),
    "apng_frame.png": apng(False),
    "palette_short.png": png(3, 8, palette=colors(100)),
    "palette_short4.png": png(3, 4, palette=colors(3), interlaced=True),
    "palette_none.png": png(3, 2),
    "palette_none_transparent.png": png(3, 2, transparent=b"\xff\0"),
    "palette_long.png": png(3, 8, palette=colors(257)),
    "gray16_transparent.png": png(0, 16, transparent=b"\0\7"),
    "gray_alpha16_interlaced.png": png(4, 16, interlaced=True),
    "rgb16_interlaced.png": png(2, 16, interlaced=True, transparent=bytes(6)),
    "rgba16.png": png(6, 16),
    "gray2_interlaced.png": png(0, 2, interlaced=True),
    "gray1_interlaced.png": png(0, 1, interlaced=True),
    "no_end.png": damage.no_end_chunk(whole, random),
    "cut_checksum.png": whole[:-14],
    "cut_adler.png": whole[:-18],
    "cut_data.png": whole[:-40],
    "data_checksum.png": damage.wrong_image_checksum(whole, random),
    "text_checksum.png": with_text(whole, 1, b"\0\0\0\0"),
    "text_checksum_behind.png": with_text(whole, -1, b"\0\0\0\0"),
    "text_cut_behind.png": with_text(whole, -1)[:-20],
    "no_adler.png": damage.no_adler(whole, random),
    "wrong_adler.png": damage.wrong_adler(whole, random),
    "rows_missing.png": png(2, 8, stream=lambda raw: zlib.compress(raw[: 58 * 7])),
    "rows_cut.png": png(2, 8, stream=lambda raw: zlib.compress(raw[: 58 * 7 + 5])),
    "rows_missing_palette.png": png(3, 8, palette=colors(256), stream=lambda raw: zlib.compress(raw[: 20 * 7])),
    "filter5.png": png(2, 8, stream=lambda raw: zlib.compress(b"\5" + raw[1:])),
    "text_bomb.png": png(2, 8, extra=[bomb]),
    "screen_zero.gif": gif(screen=(0, 0)),
    "screen_small.gif": gif(screen=(20, 10)),
    "screen_large.gif": gif(screen=(60, 50), place=(7, 9), transparent=5),
    "offset_outside.gif": gif(place=(30, 20)),
    "interlaced.gif": gif(interlace=1),
    "palette_none.gif": gif(palette=b""),
    "palette_short.gif": gif(palette=None)[:10] + b"\x82" + gif()[11:13] + gif()[13 : 13 + 24] + gif()[13 + 96 :],
    "palette_local.gif": gif(palette=ramp, local=colors(32)),
    "palette_local_ramp.gif": gif(local=ramp),
    "no_trailer.gif": gif()[:-1],
    "cut.gif": gif()[:-30],
    "empty.gif": gif()[:13] + b";",
    "code.gif": damage.other_code_size(gif(), np.random.default_rng(3)),
    "ycck_filled.jpg": filled(adobe(jpeg("CMYK"), 2)),
    "cmyk_filled.jpg": filled(jpeg("CMYK")),
    "cmyk_no_adobe.jpg": pictures.jpeg_no_jfif(jpeg("CMYK"), random),
    "cmyk_adobe1.jpg": adobe(jpeg("CMYK"), 1),
    "rgb_adobe0.jpg": adobe(jpeg(subsampling=0), 0),
    "rgb_adobe1.jpg": adobe(jpeg(), 1),
    "rgb_adobe2.jpg": adobe(jpeg(), 2),
    "rgb_no_jfif.jpg": pictures.jpeg_no_jfif(jpeg(), random),
    "rgb_ids.jpg": pictures.jpeg_ids(jpeg(subsampling=0), np.random.default_rng(8)),
    "end_missing.jpg": still[:-2],
    "end_missing_whole.jpg": without_end(),
    "end_twice.jpg": still + b"\xff\xd9",
    "end_garbage.jpg": still[:-2] + b"\1\2\3\xff\0\4" + still[-2:],
    "garbage_behind.jpg": still + b"something else\xff\xd8",
    "garbage_before.jpg": b"\n" + still,
    "garbage_between.jpg": still[:20] + b"\1\2\3" + still[20:],
    "marker_between.jpg": still[:20] + b"\xff\x42" + still[20:],
    "cut_then_another.jpg": still[:-50] + still,
    "cut_progressive.jpg": jpeg(progressive=True)[:-80],
    "cut_progressive_then_another.jpg": jpeg(progressive=True)[:-80] + still,
    "bits12.jpg": still.replace(b"\xff\xc0\x00\x11\x08", b"\xff\xc0\x00\x11\x0c"),
    "two_components.jpg": still.replace(struct.pack(">BHHB", 8, 29, 43, 3), struct.pack(">BHHB", 8, 29, 43, 2)),
    "rgb_440.jpg": sampled(jpeg(subsampling=1), 0, 0x12),
    "size_short.webp": riff(webp(), -2),
    "size_long.webp": riff(webp(), 2),
    "garbage_behind.webp": webp() + b"something else",
    "cut.webp": webp(quality=90)[:-30],
    "cut_then_another.webp": webp()[:-30] + webp(lossless=True),
    "animated.webp": webp(save_all=True, append_images=[rgb.rotate(180)], background=(9, 200, 77, 255)),
    "animated_small_frame.webp": webp(
        save_all=True, append_images=[rgb], lossless=True, minimize_size=True, background=(9, 200, 77, 255)
    ),
    "exif.webp": webp(exif=pictures.orientation(np.random.default_rng(5)).tobytes()),
}

out = pathlib.Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
expected = {}
for name, data in made.items():
    (out / name).write_bytes(data)
    try:
        decoded = as_newest(Image.open(io.BytesIO(data)))
    except Exception as e:
        print(f"{name}: {type(e).__name__}: {e}")
        expected[name] = None
        continue
    expected[name] = {
        "width": decoded.shape[1],
        "height": decoded.shape[0],
        "rgb_sha256": hashlib.sha256(decoded.tobytes()).hexdigest(),
    }
(out / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
