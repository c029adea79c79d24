"""Pictures over format x mode x depth x compression x orientation, and ways to damage them.

Used by compare_with_pillow.py. `picture(random)` draws one: everything follows from the generator's
state, so a seed gives the same bytes wherever Pillow and numpy are the same.
"""
import io
import struct
import zlib

import numpy as np
from PIL import Image, PngImagePlugin, TiffImagePlugin

FORMATS = ("jpeg", "png", "gif", "webp", "bmp", "tiff")
ENDINGS = {"jpeg": ".jpg", "png": ".png", "gif": ".gif", "webp": ".webp", "bmp": ".bmp", "tiff": ".tif"}


def pick(random, *choices):
    return choices[int(random.integers(len(choices)))]


def scene(random):
    """Smooth gradients under noise, 1 to 90 pixels a side."""
    width, height = (int(random.integers(1, 91)) for _ in range(2))
    y, x = np.mgrid[0:height, 0:width]
    slopes = random.integers(-6, 7, (3, 2))
    planes = [128 + x * a + y * b for a, b in slopes]
    noisy = np.stack(planes, -1) + random.normal(0, random.choice([0, 3, 30]), (height, width, 3))
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def with_alpha(image, random):
    image = image.copy()
    alpha = random.integers(0, 256, (image.height, image.width)).astype(np.uint8)
    if random.random() < 0.5:
        alpha[alpha < 100] = 0
    image.putalpha(Image.fromarray(alpha))
    return image


def saved(image, **options):
    buffer = io.BytesIO()
    image.save(buffer, **options)
    return buffer.getvalue()


def orientation(random):
    exif = Image.Exif()
    if random.random() < 0.3:
        exif[0x0112] = int(random.integers(1, 9))
    return exif


# --- JPEG ---------------------------------------------------------------------------------------


def jpeg(random):
    mode = pick(random, "RGB", "RGB", "RGB", "L", "CMYK", "YCbCr")
    options = {
        "quality": int(random.integers(1, 101)),
        "progressive": bool(random.random() < 0.3),
        "optimize": bool(random.random() < 0.3),
        "exif": orientation(random).tobytes(),
    }
    if mode in ("RGB", "YCbCr"):
        options["subsampling"] = int(random.integers(3))
    data = saved(scene(random).convert(mode), format="JPEG", **options)
    variants = ["plain"]
    if random.random() < 0.4:
        variant = pick(random, jpeg_fill_bytes, jpeg_adobe, jpeg_ids, jpeg_no_jfif, jpeg_fill_bytes)
        data = variant(data, random)
        variants = [variant.__name__[5:]]
    return f"{mode} {'progressive ' if options['progressive'] else ''}{variants[0]}", data


def jpeg_segments(data):
    """(marker, start, end) of each segment up to SOS."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        length = struct.unpack(">H", data[at + 2 : at + 4])[0]
        yield data[at + 1], at, at + 2 + length
        if data[at + 1] == 0xDA:
            return
        at += 2 + length


def jpeg_fill_bytes(data, random):
    segments = list(jpeg_segments(data))
    for marker, start, _ in reversed(segments):
        if marker == 0xEE or random.random() < 0.5:
            data = data[:start] + b"\xff" * int(random.integers(1, 5)) + data[start:]
    return data


def jpeg_adobe(data, random):
    """Another transform in the Adobe marker, or such a marker where there was none."""
    data = bytearray(data)
    transform = int(random.integers(0, 4))
    for marker, start, _ in jpeg_segments(data):
        if marker == 0xEE:
            data[start + 15] = transform
            return bytes(data)
    segment = b"\xff\xee\x00\x0eAdobe" + struct.pack(">HHHB", 100, 0, 0, transform)
    return bytes(data[:2]) + segment + bytes(data[2:])


def jpeg_ids(data, random):
    """Components named R, G, B (or 0, 1, 2; or odd ones), in frame and scan alike."""
    data = bytearray(jpeg_no_jfif(data, random) if random.random() < 0.7 else data)
    names = pick(random, b"RGB!", b"\x00\x01\x02\x03", b"\x22\x23\x24\x25", b"\x01\x22\x23\x24")
    renamed = {}
    for marker, start, _ in jpeg_segments(data):
        if 0xC0 <= marker <= 0xC2:
            for i in range(data[start + 9]):
                renamed[data[start + 10 + 3 * i]] = names[i]
                data[start + 10 + 3 * i] = names[i]
    at = 2
    while at + 4 < len(data):
        if data[at] != 0xFF or data[at + 1] in (0, 0xFF) or 0xD0 <= data[at + 1] <= 0xD9:
            at += 1
            continue
        length = struct.unpack(">H", data[at + 2 : at + 4])[0]
        if data[at + 1] == 0xDA:
            for i in range(data[at + 4]):
                data[at + 5 + 2 * i] = renamed.get(data[at + 5 + 2 * i], data[at + 5 + 2 * i])
        at += 2 + length
    return bytes(data)


def jpeg_no_jfif(data, random):
    for marker, start, end in list(jpeg_segments(data)):
        if marker in (0xE0, 0xEE):
            return data[:start] + data[end:]
    return data


# --- PNG ----------------------------------------------------------------------------------------


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG_KINDS = [(0, d) for d in (1, 2, 4, 8, 16)] + [(3, d) for d in (1, 2, 4, 8)]
PNG_KINDS += [(color, d) for color in (2, 4, 6) for d in (8, 16)]
PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def png_raw(random, width, height, bits, interlaced):
    """Filtered lines of random samples: every filter, whole lines of repeated bytes among them."""
    passes = PASSES if interlaced else ((0, 0, 1, 1),)
    raw = bytearray()
    for x0, y0, dx, dy in passes:
        columns, rows = -(-(width - x0) // dx), -(-(height - y0) // dy)
        if columns <= 0 or rows <= 0:
            continue
        for _ in range(rows):
            raw.append(int(random.integers(5)))
            line = random.integers(0, 256, (columns * bits + 7) // 8)
            raw += bytes((line // int(random.choice([1, 16, 255]))).astype(np.uint8))
    return bytes(raw)


def png(random):
    if random.random() < 0.15:
        return apng(random)
    color, depth = PNG_KINDS[int(random.integers(len(PNG_KINDS)))]
    width, height = (int(random.integers(1, 60)) for _ in range(2))
    bits = depth * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[color]
    interlaced = random.random() < 0.3
    data = zlib.compress(png_raw(random, width, height, bits, interlaced), int(random.integers(10)))
    chunks = [chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, interlaced))]
    if random.random() < 0.3:
        chunks.append(chunk(b"tEXt", b"Title\0a picture"))
    entries = 1 << depth if random.random() < 0.6 else int(random.integers(1, (1 << min(depth, 8)) + 1))
    if color == 3:
        palette = random.integers(0, 256, 3 * min(entries, 256)).astype(np.uint8).tobytes()
        chunks.append(chunk(b"PLTE", palette))
    if random.random() < 0.3:
        sizes = {0: 2, 2: 6, 3: int(random.integers(1, 257)), 4: 2, 6: 4}
        chunks.append(chunk(b"tRNS", random.integers(0, 256, sizes[color]).astype(np.uint8).tobytes()))
    if random.random() < 0.2:
        chunks.append(chunk(b"eXIf", orientation(random).tobytes()[6:]))
    step = int(random.integers(1, len(data) + 1))
    chunks += [chunk(b"IDAT", data[i : i + step]) for i in range(0, len(data), max(step, 50))] if step >= 50 else [chunk(b"IDAT", data)]
    if random.random() < 0.2:
        chunks.append(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 500)))
    chunks.append(chunk(b"IEND", b""))
    kind = f"color {color} depth {depth}{' interlaced' if interlaced else ''}"
    return kind, PngImagePlugin._MAGIC + b"".join(chunks)


def apng(random):
    first = scene(random)
    frames = [Image.fromarray(random.integers(0, 256, np.array(first).shape).astype(np.uint8)) for _ in range(2)]
    default = bool(random.random() < 0.5)
    data = saved(
        first, format="PNG", save_all=True, append_images=frames, default_image=default,
        disposal=int(random.integers(3)), blend=int(random.integers(2)),
    )
    return f"animated{' default' if default else ''}", data


# --- GIF ----------------------------------------------------------------------------------------


def gif(random):
    image = scene(random)
    kind = pick(random, "P", "L", "1", "animated")
    options = {"interlace": int(random.random() < 0.4)}
    if random.random() < 0.3:
        options["transparency"] = int(random.integers(256))
    if kind == "animated":
        frames = [Image.fromarray(255 - np.array(image)).quantize(8)]
        data = saved(image.quantize(16), format="GIF", save_all=True, append_images=frames, **options)
    else:
        image = image.quantize(int(random.integers(2, 257))) if kind == "P" else image.convert(kind)
        data = saved(image, format="GIF", **options)
    variant = pick(random, "plain", "plain", "screen", "offset", "no palette", "background")
    data = bytearray(data)
    frame = gif_frame(data)
    if variant == "screen":
        sizes = struct.unpack("<HH", data[6:10])
        data[6:10] = struct.pack("<HH", *(pick(random, 0, s // 2, s, s + 7) for s in sizes))
    elif variant == "offset" and frame:
        data[frame + 1 : frame + 5] = struct.pack("<HH", *random.integers(0, 9, 2).tolist())
    elif variant == "no palette" and data[10] & 0x80:
        data = bytearray(gif_without_palette(data))
    elif variant == "background":
        data[11] = int(random.integers(256))
    return f"{kind} {variant}", bytes(data)


def gif_without_palette(data):
    size = 3 << ((data[10] & 7) + 1)
    return data[:10] + bytes([data[10] & 0x7F]) + data[11:13] + data[13 + size :]


def gif_frame(data):
    """Where the first image descriptor's comma lies."""
    at = 13 + ((3 << ((data[10] & 7) + 1)) if data[10] & 0x80 else 0)
    while at < len(data) and data[at] == 0x21:
        at += 2
        while data[at]:
            at += data[at] + 1
        at += 1
    return at if at < len(data) and data[at] == 0x2C else 0


# --- WebP ---------------------------------------------------------------------------------------


def webp(random):
    image = scene(random)
    kind = pick(random, "RGB", "RGBA", "animated", "animated RGBA")
    if "RGBA" in kind:
        image = with_alpha(image, random)
    options = {"quality": int(random.integers(0, 101)), "method": int(random.integers(0, 5))}
    options["lossless"] = bool(random.random() < 0.4)
    options["exif"] = orientation(random).tobytes()
    if "animated" in kind:
        frames = [image.rotate(180)]
        options |= {"save_all": True, "append_images": frames, "background": (9, 200, 77, 255)}
    else:
        options["exact"] = bool(random.random() < 0.5)
    return f"{kind}{' lossless' if options['lossless'] else ''}", saved(image, format="WEBP", **options)


# --- BMP ----------------------------------------------------------------------------------------


def bmp(random):
    image = scene(random)
    kind = pick(random, "1", "L", "P", "RGB", "RGBA", "16 bit", "32 bit masks", "RLE8", "RLE4", "OS/2", "P4")
    if kind in ("1", "L", "RGB"):
        return kind, bmp_turned(saved(image.convert(kind), format="BMP"), random)
    if kind == "P":
        return kind, bmp_turned(saved(image.quantize(int(random.integers(2, 257))), format="BMP"), random)
    if kind == "RGBA":
        return kind, bmp_turned(saved(with_alpha(image, random), format="BMP"), random)
    if kind == "OS/2":
        rows = np.array(image)[::-1, :, ::-1]
        rows = np.pad(rows.reshape(image.height, -1), ((0, 0), (0, -image.width * 3 % 4)))
        header = struct.pack("<IHHHH", 12, image.width, image.height, 1, 24)
        return kind, bmp_file(header, b"", rows.tobytes())
    if kind == "P4":
        rows = random.integers(0, 256, (image.height, -(-image.width // 8) * 4)).astype(np.uint8)
        palette = random.integers(0, 256, (16, 4)).astype(np.uint8).tobytes()
        return kind, bmp_file(bmp_header(image, 4, 0, 16), palette, rows.tobytes())
    if kind == "16 bit":
        rows = random.integers(0, 65536, (image.height, image.width + image.width % 2)).astype("<u2")
        masks = pick(random, None, (0xF800, 0x7E0, 0x1F), (0x7C00, 0x3E0, 0x1F), (0xF00, 0xF0, 0xF))
    elif kind == "32 bit masks":
        rows = random.integers(0, 1 << 32, (image.height, image.width)).astype("<u4")
        masks = pick(
            random, None, (0xFF0000, 0xFF00, 0xFF), (0xFF000000, 0xFF0000, 0xFF00), (0xFF, 0xFF00, 0xFF0000),
            (0x3FF00000, 0xFFC00, 0x3FF),
        )
    else:
        return kind, bmp_runs(random, kind)
    bits = 16 if kind == "16 bit" else 32
    header = bmp_header(image, bits, 3 if masks else 0, 0)
    return kind, bmp_file(header, struct.pack("<3I", *masks) if masks else b"", rows.tobytes())


def bmp_header(image, bits, compression, colors):
    return struct.pack("<IiiHHIIiiII", 40, image.width, image.height, 1, bits, compression, 0, 0, 0, colors, 0)


def bmp_file(header, palette, samples):
    offset = 14 + len(header) + len(palette)
    return b"BM" + struct.pack("<IHHI", offset + len(samples), 0, 0, offset) + header + palette + samples


def bmp_turned(data, random):
    """Top-down: a negative height (the rows stay, so the picture stands on its head)."""
    if random.random() < 0.3:
        height = struct.unpack("<i", data[22:26])[0]
        data = data[:22] + struct.pack("<i", -height) + data[26:]
    return data


def bmp_runs(random, kind):
    """Encoded and absolute runs, now and then a jump or an early end of line."""
    width, height = (int(random.integers(4, 50)) for _ in range(2))
    wide = 1 if kind == "RLE8" else 2
    runs = bytearray()
    for _ in range(height):
        x = 0
        while x < width:
            n = min(int(random.integers(1, 12)), width - x)
            if n >= 3 and random.random() < 0.4:
                size = -(-n // wide)
                runs += bytes([0, n]) + random.integers(0, 256, size + size % 2).astype(np.uint8).tobytes()
            elif random.random() < 0.04:
                break
            else:
                runs += bytes([n, int(random.integers(256))])
            x += n
        runs += b"\0\0"
    runs += b"\0\1"
    colors = 256 if kind == "RLE8" else 16
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 8 // wide, wide, len(runs), 0, 0, colors, 0)
    return bmp_file(header, random.integers(0, 256, (colors, 4)).astype(np.uint8).tobytes(), bytes(runs))


# --- TIFF ---------------------------------------------------------------------------------------


def tiff(random):
    image = scene(random)
    kind = pick(random, "1", "L", "LA", "P", "RGB", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr", "LAB", "I;16", "I;16B", "I", "F")
    compression = pick(random, None, None, "packbits", "tiff_lzw", "tiff_adobe_deflate", "tiff_deflate", "jpeg")
    if kind == "1" and random.random() < 0.5:
        compression = pick(random, "group3", "group4", "tiff_ccitt")
    if compression == "jpeg" and kind not in ("L", "RGB", "RGBA", "CMYK", "YCbCr"):
        compression = None
    if kind in ("I;16", "I;16B"):
        samples = random.integers(0, pick(random, 300, 65536), (image.height, image.width))
        image = Image.frombytes(kind, image.size, samples.astype("<u2" if kind == "I;16" else ">u2").tobytes())
    elif kind == "P":
        image = image.quantize(int(random.integers(2, 257)))
    elif kind in ("LA", "RGBA"):
        image = with_alpha(image, random).convert(kind)
    elif kind in ("I", "F"):
        image = Image.fromarray((np.array(image.convert("L"), np.float64) * 1.5 - 40).astype(np.int32 if kind == "I" else np.float32))
    elif kind == "LAB":
        image = Image.frombytes("LAB", image.size, image.tobytes())
    else:
        image = image.convert(kind)
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    if random.random() < 0.3:
        tags[274] = int(random.integers(1, 9))
    options = {"compression": compression, "tiffinfo": tags}
    if compression is None and random.random() < 0.2:
        options.pop("compression")
    try:
        return f"{kind} {compression}", saved(image, format="TIFF", **options)
    except (OSError, SystemError, KeyError):  # what the compression cannot hold
        return f"{kind} None", saved(image, format="TIFF", tiffinfo=tags)
