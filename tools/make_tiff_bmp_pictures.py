#!/usr/bin/env python3
"""Writes core/src/test/resources/codecs/tiff-bmp.zip: small TIFFs and BMPs and what Pillow makes of them.

Sizes are odd on purpose. Those that Pillow can save are saved by it, the others are put together by
hand. expected.json in the archive has each picture's size and the SHA-256 of its RGB samples, or
"refused". Made with Pillow 9.4; where the newest Pillow differs, the value is set below, with why.
Needs Pillow and numpy. Usage: tools/make_tiff_bmp_pictures.py OUT.zip
"""
import hashlib
import io
import json
import struct
import sys
import warnings
import zipfile
import zlib

import numpy as np
from PIL import Image

warnings.simplefilter("ignore")
WIDTH, HEIGHT = 21, 19
random = np.random.default_rng(11)
y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
samples = np.stack([x * 12 % 256, y * 13 % 256, (x + y) * 6 % 256, x * y % 256, 255 - x, y], -1)
samples = np.clip(samples + random.integers(-9, 10, samples.shape), 0, 255).astype(np.uint8)
samples[2:5, 3:9, 3] = 0
samples[7:9, :, 3] = 255
words = samples.astype(np.uint16) * 257 - samples[:, :, ::-1]
gray = samples[:, :, 0]
pictures = {}
newest = {}


# ---------------------------------------------------------------------------------------- TIFF


def pixels_of(array, bits, order="<", predictor=1):
    """A function from a block's place and plane to its bytes, for write_tiff."""
    array = array[:, :, None] if array.ndim == 2 else array

    def block(left, top, width, height, plane):
        cut = array[top : top + height, left : left + width]
        part = np.zeros((height, width, array.shape[2]), array.dtype)
        part[: cut.shape[0], : cut.shape[1]] = cut
        if plane is not None:
            part = part[:, :, plane : plane + 1]
        if predictor == 2:
            part = np.concatenate([part[:, :1], part[:, 1:] - part[:, :-1]], 1)
        if predictor == 3:
            rows = part.astype(">f4").view(np.uint8).reshape(height, -1, 4)
            rows = rows.transpose(0, 2, 1).reshape(height, -1)
            step = part.shape[2]
            return np.concatenate([rows[:, :step], rows[:, step:] - rows[:, :-step]], 1).tobytes()
        if bits in (1, 2, 4, 12):
            return packed(part.reshape(height, -1), bits)
        return part.astype(part.dtype.newbyteorder(order)).tobytes()

    return block


def packed(rows, bits):
    out = b""
    for row in rows:
        digits = "".join(format(int(value), f"0{bits}b") for value in row)
        digits += "0" * (-len(digits) % 8)
        out += bytes(int(digits[i : i + 8], 2) for i in range(0, len(digits), 8))
    return out


def pack_bits(data):
    return b"".join(bytes([len(data[i : i + 100]) - 1]) + data[i : i + 100] for i in range(0, len(data), 100))


def reversed_bits(data):
    return bytes(int(f"{value:08b}"[::-1], 2) for value in data)


CODECS = {1: bytes, 8: zlib.compress, 32946: zlib.compress, 32773: pack_bits}


def write_tiff(block, bits, photometric, count, order="<", big=False, compression=1, planar=None,
               tile=None, rows=None, fill=None, tags=(), without=(), codec=None, magic=None):
    """tags: {tag: (type, values)} added to those that describe the picture."""
    planes = range(count) if planar == 2 else [None]
    if tile:
        places = [(l, t, *tile) for t in range(0, HEIGHT, tile[1]) for l in range(0, WIDTH, tile[0])]
    else:
        each = rows or HEIGHT
        places = [(0, t, WIDTH, min(each, HEIGHT - t)) for t in range(0, HEIGHT, each)]
    data = [(codec or CODECS.get(compression, bytes))(block(*place, plane)) for plane in planes for place in places]
    data = [reversed_bits(part) for part in data] if fill == 2 else data
    fields = {256: (4, [WIDTH]), 257: (4, [HEIGHT]), 258: (3, [bits] * count), 259: (3, [compression]),
              262: (3, [photometric]), 277: (3, [count])}
    if fill:
        fields[266] = (3, [fill])
    if planar:
        fields[284] = (3, [planar])
    start = 16 if big else 8
    body = b""
    offsets = []
    for part in data:
        offsets.append(start + len(body))
        body += part + bytes(len(part) % 2)
    lengths = [len(part) for part in data]
    if tile:
        fields.update({322: (3, [tile[0]]), 323: (3, [tile[1]]), 324: (4, offsets), 325: (4, lengths)})
    else:
        fields.update({273: (16 if big else 4, offsets), 279: (4, lengths)})
        if rows:
            fields[278] = (4, [rows])
    fields.update(dict(tags))
    for tag in without:
        fields.pop(tag, None)
    directory = start + len(body)
    inline = 8 if big else 4
    far_at = directory + (8 + 20 * len(fields) + 8 if big else 2 + 12 * len(fields) + 4)
    entries = far = b""
    for tag in sorted(fields):
        kind, values = fields[tag]
        letter = {3: "H", 4: "I", 16: "Q"}[kind]
        raw = struct.pack(f"{order}{len(values)}{letter}", *values)
        entries += struct.pack(order + ("HHQ" if big else "HHI"), tag, kind, len(values))
        if len(raw) <= inline:
            entries += raw.ljust(inline, b"\0")
        else:
            entries += struct.pack(order + ("Q" if big else "I"), far_at + len(far))
            far += raw
    magic = magic or (b"II" if order == "<" else b"MM") + struct.pack(order + "H", 43 if big else 42)
    head = magic + (struct.pack(order + "HHQ", 8, 0, directory) if big else struct.pack(order + "I", directory))
    number = struct.pack(order + ("Q" if big else "H"), len(fields))
    return head + body + number + entries + bytes(inline) + far


def tiff(name, array, bits, photometric, count=1, order="<", predictor=1, tags=(), **options):
    tags = dict(tags)
    if predictor > 1:
        tags[317] = (3, [predictor])
    block = pixels_of(array, bits, order, predictor)
    pictures[name + ".tif"] = write_tiff(block, bits, photometric, count, order=order, tags=tags, **options)


def saved(name, image, **options):
    buffer = io.BytesIO()
    image.save(buffer, "TIFF", **options)
    pictures[name + ".tif"] = buffer.getvalue()


rgb = Image.fromarray(np.ascontiguousarray(samples[:, :, :3]))
rgba = Image.fromarray(np.ascontiguousarray(samples[:, :, :4]))
cmyk = Image.frombytes("CMYK", (WIDTH, HEIGHT), samples[:, :, :4].tobytes())
bilevel = rgb.convert("1")
for codec in ["tiff_ccitt", "group3", "group4"]:
    saved("fax_" + codec, bilevel, compression=codec)
saved("fax_group3_2d", bilevel, compression="group3", tiffinfo={292: 5})
saved("fax_strips", bilevel, compression="group4", tiffinfo={278: 5})
for codec in ["tiff_lzw", "tiff_deflate", "packbits", "lzma", "zstd", "webp", "jpeg"]:
    saved("rgb_" + codec, rgb, compression=codec)
    saved("rgba_" + codec, rgba, compression=codec)
saved("lzw_strips", rgb, compression="tiff_lzw", tiffinfo={278: 4})
saved("zstd_predictor", rgb, compression="zstd", tiffinfo={317: 2})
saved("gray_jpeg", rgb.convert("L"), compression="jpeg")
saved("cmyk_jpeg", cmyk, compression="jpeg")
saved("cmyk_lzw", cmyk, compression="tiff_lzw")
saved("ycc_jpeg_strips", rgb.convert("YCbCr"), compression="jpeg", tiffinfo={278: 16})
for codec in ["tiff_lzw", "tiff_adobe_deflate", "packbits", "zstd", "lzma"]:
    saved("ycc_" + codec, rgb.convert("YCbCr"), compression=codec)
saved("pages", rgb, save_all=True, append_images=[rgb.convert("L").resize((5, 5))])
for orientation in range(1, 9):
    saved(f"turned{orientation}", rgb, tiffinfo={274: orientation})
    saved(f"turned{orientation}_lzw", rgb, tiffinfo={274: orientation}, compression="tiff_lzw")
saved("turned3_ycc", rgb.convert("YCbCr"), tiffinfo={274: 3, 278: 7}, compression="tiff_lzw")
saved("turned6_ycc", rgb.convert("YCbCr"), tiffinfo={274: 6}, compression="tiff_lzw")

colors = [int(value) for value in random.integers(0, 65536, 768)]


def palette_tag(bits):
    size = 1 << bits
    return {320: (3, [value for c in range(3) for value in colors[256 * c : 256 * c + size]])}


def extra(*values):
    return {338: (3, list(values))}


for bits in (1, 2, 4, 8):
    small = gray >> (8 - bits)
    tiff(f"gray{bits}", small, bits, 1)
    tiff(f"white{bits}_tiles", small, bits, 0, tile=(16, 16), compression=8)
    tiff(f"palette{bits}", small, bits, 3, tags=palette_tag(bits), compression=32773, rows=5)
    tiff(f"gray{bits}_fill2", small, bits, 1, fill=2)
    tiff(f"white{bits}_fill2", small, bits, 0, fill=2, compression=8)
    tiff(f"palette{bits}_fill2", small, bits, 3, fill=2, tags=palette_tag(bits))
tiff("gray12", gray.astype(np.uint16) * 3, 12, 1)
signed = (gray.astype(np.int16) - 90) * 3
floats = gray.astype(np.float32) * 1.6 - 50
floats[0, :5] = [np.nan, np.inf, -np.inf, 1e20, 254.99]
for order, name in (("<", "little"), (">", "big")):
    for kind, options in (("", {}), ("_z", dict(compression=8)), ("_tiles", dict(tile=(16, 32), compression=8))):
        end = f"_{name}{kind}"
        tiff("gray16" + end, gray.astype(np.uint16) * 3, 16, 1, order=order, **options)
        tiff("signed16" + end, signed, 16, 1, order=order, tags={339: (3, [2])}, **options)
        tiff("signed32" + end, signed.astype(np.int32) * 2, 32, 1, order=order, tags={339: (3, [2])}, **options)
        tiff("float32" + end, floats, 32, 1, order=order, tags={339: (3, [3])}, **options)
        tiff("rgb16" + end, words[:, :, :3], 16, 2, 3, order=order, **options)
    tiff("unsigned32_" + name, gray.astype(np.uint32) * 3, 32, 1, order=order)
    tiff("white16_" + name, gray.astype(np.uint16) * 3, 16, 0, order=order)
    tiff("whitefloat_" + name, floats, 32, 0, order=order, tags={339: (3, [3])})
    for bits, array, photometric, count in ((8, samples[:, :, :3], 2, 3), (16, words[:, :, :3], 2, 3),
                                            (16, words[:, :, 0], 1, 1)):
        tiff(f"predictor2_{bits}_{count}_{name}", array, bits, photometric, count, order=order, predictor=2,
             compression=8, rows=6)
    tiff(f"predictor3_{name}", floats, 32, 1, order=order, predictor=3, compression=8, tile=(16, 16),
         tags={339: (3, [3])})
tiff("predictor2_planes", samples[:, :, :3], 8, 2, 3, predictor=2, compression=8, planar=2, tile=(16, 16))
tiff("gray_alpha", samples[:, :, 2:4], 8, 1, 2, tags=extra(2))
tiff("palette_alpha", samples[:, :, 2:4], 8, 3, 2, tags={**extra(2), **palette_tag(8)})
for compression in (1, 8):
    for planar in (1, 2):
        end = f"_{'z' if compression == 8 else 'raw'}_{planar}"
        for alpha in (0, 1, 2, 999):
            tiff(f"rgba{alpha}{end}", samples[:, :, :4], 8, 2, 4, tags=extra(alpha), compression=compression,
                 planar=planar, rows=8)
        tiff("rgba_unnamed" + end, samples[:, :, :4], 8, 2, 4, compression=compression, planar=planar)
        tiff("rgb" + end, samples[:, :, :3], 8, 2, 3, compression=compression, planar=planar, tile=(16, 16))
        tiff("cmyk" + end, samples[:, :, :4], 8, 5, 4, compression=compression, planar=planar, tile=(32, 16))
for alpha in (0, 1, 2):
    tiff(f"rgba16_{alpha}", words[:, :, :4], 16, 2, 4, tags=extra(alpha))
    tiff(f"rgba16_{alpha}_planes", words[:, :, :4], 16, 2, 4, tags=extra(alpha), compression=8, planar=2)
    tiff(f"rgb_and_three_{alpha}", samples, 8, 2, 6, tags=extra(alpha, 0, 0))
tiff("cmyk16", words[:, :, :4], 16, 5, 4)
tiff("cmyk_and_two", samples, 8, 5, 6, tags=extra(0, 0))
tiff("bigtiff", samples[:, :, :3], 8, 2, 3, big=True, compression=8, rows=3)
tiff("bigtiff_raw", gray, 8, 1, big=True)
tiff("no_rows_tag", samples[:, :, :3], 8, 2, 3, tags={278: (4, [2**32 - 1])}, compression=8)
tiff("no_lengths", samples[:, :, :3], 8, 2, 3, without=(279,))
tiff("no_samples_tag", gray, 8, 1, without=(277, 259))
tiff("bits_once", samples[:, :, :3], 8, 2, 3, tags={258: (3, [8])})
tiff("swapped_magic", samples[:, :, :3], 8, 2, 3, magic=b"II\0*")
# Refused.
tiff("bigtiff_big", gray, 8, 1, big=True, order=">")
tiff("lab", samples[:, :, :3], 8, 8, 3)
newest["lab.tif"] = "refused"  # Pillow converts it by LittleCMS; not read here, see docs/formats.md
tiff("ycc_raw", samples[:, :, :3], 8, 6, 3)
tiff("swapped_magic_z", samples[:, :, :3], 8, 2, 3, magic=b"II\0*", compression=8)
tiff("missing_palette", gray, 8, 3)
tiff("photometric9", samples[:, :, :3], 8, 9, 3)
tiff("compression99", gray, 8, 1, compression=99)
tiff("half_floats", gray.astype(np.float16), 16, 1, tags={339: (3, [3])})
tiff("mixed_bits", samples[:, :, :3], 8, 2, 3, tags={258: (3, [8, 8, 16])})
tiff("white_alpha", samples[:, :, :2], 8, 0, 2, tags=extra(2))
tiff("bits1_predictor", gray >> 7, 1, 1, predictor=2, compression=8)
tiff("wrong_adler", gray, 8, 1, compression=8, codec=lambda data: zlib.compress(data)[:-1] + b"\7")
for name, codec in (("z", zlib.compress), ("packbits", pack_bits)):
    tiff(f"short_{name}", gray, 8, 1, compression=8 if name == "z" else 32773,
         codec=lambda data, codec=codec: codec(data)[: len(codec(data)) * 2 // 3])
for name in ("gray8", "rgb_tiff_lzw", "rgb_zstd", "bigtiff"):
    whole = pictures[name + ".tif"]
    pictures[f"cut_{name}.tif"] = whole[: len(whole) // 2]
# The newest Pillow reads a palette with an unnamed second sample; 9.4 does not.
tiff("palette_and_one", samples[:, :, 2:4], 8, 3, 2, tags={**extra(0), **palette_tag(8)})
full = np.array(colors).reshape(3, 256).T >> 8
newest["palette_and_one.tif"] = full[samples[:, :, 2]].astype(np.uint8)
# 9.4 has gray where a palette has no color, the newest black.
tiff("short_palette", gray >> 4, 4, 3, tags={320: (3, [1000, 2000, 30000, 40000, 50000, 60000])})
two = np.zeros((16, 3), np.uint8)
two[:2] = np.array([[1000, 30000, 50000], [2000, 40000, 60000]]) >> 8
newest["short_palette.tif"] = two[gray >> 4]

# ----------------------------------------------------------------------------------------- BMP


def bmp(name, bits, data, palette=b"", colors=0, compression=0, header=40, masks=(), down=False, offset=None):
    if header == 12:
        head = struct.pack("<IHHHH", 12, WIDTH, HEIGHT, 1, bits)
    else:
        height = -HEIGHT if down else HEIGHT
        head = struct.pack("<IiiHHIIiiII", header, WIDTH, height, 1, bits, compression, len(data), 0, 0, colors, 0)
        head = (head + struct.pack(f"<{len(masks)}I", *masks)).ljust(header, b"\0")
    at = 14 + len(head) + len(palette) if offset is None else offset
    file = b"BM" + struct.pack("<IHHI", 14 + len(head) + len(palette) + len(data), 0, 0, at)
    pictures[name + ".bmp"] = file + head + palette + data


def rows_of(array, bits):
    out = b""
    for row in array[::-1]:
        part = packed(row[None], bits) if bits < 8 else row.tobytes()
        out += part + bytes(-len(part) % 4)
    return out


entries = bytes(int(value) for value in random.integers(0, 256, 1024))
grays = b"".join(bytes([i, i, i, 0]) for i in range(256))
w16 = random.integers(0, 65536, (HEIGHT, WIDTH)).astype("<u2")
w32 = random.integers(0, 2**32, (HEIGHT, WIDTH)).astype("<u4")
for bits in (1, 4, 8):
    data = rows_of(gray >> (8 - bits), bits)
    size = 1 << bits
    bmp(f"index{bits}", bits, data, entries[: 4 * size])
    bmp(f"index{bits}_down", bits, data, entries[: 4 * size], down=True, header=124)
    bmp(f"index{bits}_offset0", bits, data, entries[: 4 * size], offset=0)
    bmp(f"index{bits}_offset_at_palette", bits, data, entries[: 4 * size], offset=54)
    triples = b"".join(entries[4 * i : 4 * i + 3] for i in range(size))
    bmp(f"index{bits}_os2", bits, data, triples, header=12)
    bmp(f"index{bits}_os2v2", bits, data, entries[: 4 * size], header=64)
bmp("gray8", 8, rows_of(gray, 8), grays)
bmp("black_white", 1, rows_of(gray >> 7, 1), b"\0\0\0\0\xff\xff\xff\0")
bmp("white_black", 1, rows_of(gray >> 7, 1), b"\xff\xff\xff\0\0\0\0\0")
bmp("gray4", 4, rows_of(gray >> 4, 4), grays[:64])  # refused
bmp("short_palette", 8, rows_of(gray & 3, 8), entries[:8], colors=2)
two = np.zeros((4, 3), np.uint8)
two[:2] = [[entries[2], entries[1], entries[0]], [entries[6], entries[5], entries[4]]]
newest["short_palette.bmp"] = two[gray & 3]
bmp("rgb16", 16, rows_of(w16, 16))
bmp("rgb24", 24, rows_of(samples[:, :, :3], 24), header=108)
bmp("rgb24_os2", 24, rows_of(samples[:, :, :3], 24), header=12)
bmp("rgb32", 32, rows_of(w32, 32), down=True)
for name, masks in dict(m565=(0xF800, 0x7E0, 0x1F), m555=(0x7C00, 0x3E0, 0x1F), m444=(0xF00, 0xF0, 0xF)).items():
    bmp("rgb16_" + name, 16, rows_of(w16, 16), compression=3, masks=masks)
    bmp(f"rgb16_{name}_v4", 16, rows_of(w16, 16), compression=3, masks=masks, header=108)
for name, masks in dict(bgrx=(0xFF0000, 0xFF00, 0xFF, 0), xbgr=(0xFF000000, 0xFF0000, 0xFF00, 0),
                        abgr=(0xFF000000, 0xFF0000, 0xFF00, 0xFF), rgba=(0xFF, 0xFF00, 0xFF0000, 0xFF000000),
                        bgra=(0xFF0000, 0xFF00, 0xFF, 0xFF000000), none=(0, 0, 0, 0),
                        deep=(0x3FF00000, 0xFFC00, 0x3FF, 0)).items():
    bmp("rgb32_" + name, 32, rows_of(w32, 32), compression=3, masks=masks, header=124)
    bmp(f"rgb32_{name}_info", 32, rows_of(w32, 32), compression=3, masks=masks[:3])
# Masks and a header that only newer Pillow knows.
raw = w32[:].view(np.uint8).reshape(HEIGHT, WIDTH, 4)
bmp("rgb32_bgxr", 32, rows_of(w32, 32), compression=3, masks=(0xFF000000, 0xFF00, 0xFF, 0), header=124)
newest["rgb32_bgxr.bmp"] = np.ascontiguousarray(raw[:, :, [3, 1, 0]])
bmp("rgb24_v2", 24, rows_of(samples[:, :, :3], 24), header=52)
newest["rgb24_v2.bmp"] = np.ascontiguousarray(samples[:, :, 2::-1])
runs = (gray // 64).astype(np.uint8)


def run_lengths(array, half_bytes=False):
    out = b""
    for row in array[::-1]:
        at = 0
        while at < len(row):
            end = at
            while end < len(row) and row[end] == row[at]:
                end += 1
            if half_bytes or end - at > 1 or len(row) - at < 4:
                value = int(row[at])
                out += bytes([end - at, value << 4 | value if half_bytes else value])
                at = end
            else:
                out += bytes([0, 3]) + row[at : at + 3].tobytes() + b"\0"
                at += 3
        out += b"\0\0"
    return out[:-2] + b"\0\1"


for down in (False, True):
    end = "_down" if down else ""
    bmp("rle8" + end, 8, run_lengths(runs), entries, compression=1, down=down)
    bmp("rle4" + end, 4, run_lengths(runs, True), entries[:64], compression=2, down=down)
bmp("rle8_gray", 8, run_lengths(runs), grays, compression=1)
bmp("rle8_short", 8, run_lengths(runs)[:60] + b"\0\1", entries, compression=1)  # refused
bmp("rle8_cut", 8, run_lengths(runs)[:61], entries, compression=1)  # refused
bmp("rle8_wide", 8, b"".join(bytes([200, i, 0, 0]) for i in range(HEIGHT)), entries, compression=1)
bmp("rle_black_white", 1, run_lengths(runs & 1), b"\0\0\0\0\xff\xff\xff\0", compression=1)  # refused
bmp("jpeg_inside", 24, rows_of(samples[:, :, :3], 24), compression=4)  # refused
bmp("bits2", 2, rows_of(gray >> 6, 2), entries[:16])  # refused
bmp("colors300", 8, rows_of(gray, 8), entries + entries[:176], colors=300)  # refused
whole = pictures["rgb24.bmp"]
pictures["rgb24_without_last_padding.bmp"] = whole[:-1]
pictures["cut_rgb24.bmp"] = whole[: len(whole) * 3 // 4]

# -------------------------------------------------------------------------------------- expected

expected = {}
for name, data in pictures.items():
    try:
        decoded = Image.open(io.BytesIO(data)).convert("RGB")
        expected[name] = [decoded.width, decoded.height, hashlib.sha256(decoded.tobytes()).hexdigest()]
    except Exception:  # whatever it is, Pillow gives no picture
        expected[name] = "refused"
    value = newest.get(name)
    if isinstance(value, np.ndarray):
        expected[name] = [WIDTH, HEIGHT, hashlib.sha256(value.tobytes()).hexdigest()]
    elif value:
        expected[name] = value
with zipfile.ZipFile(sys.argv[1], "w") as archive:
    for name, data in [*pictures.items(), ("expected.json", json.dumps(expected, indent=1).encode())]:
        entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
        archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
print(len(pictures), "pictures,", sum(value == "refused" for value in expected.values()), "refused")
