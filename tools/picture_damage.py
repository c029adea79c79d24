"""Ways to damage a picture's file: what disks, networks and careless programs do to it.

Used by compare_with_pillow.py; `damaged(format, data, random)` names the damage and gives the bytes.
"""
import struct
import zlib

from generated_pictures import chunk, gif_frame, jpeg_segments, pick


def damaged(form, data, random):
    if random.random() < 0.4:
        return "none", data
    own = {"png": PNG, "jpeg": JPEG, "gif": GIF, "webp": WEBP}.get(form, ())
    damage = pick(random, *(GENERAL + tuple(own) * 2))
    return damage.__name__.replace("_", " "), damage(data, random)


def cut_anywhere(data, random):
    return data[: int(random.integers(1, len(data)))]


def cut_near_end(data, random):
    return data[: max(1, len(data) - int(random.integers(1, 20)))]


def flipped_bytes(data, random):
    data = bytearray(data)
    for _ in range(int(random.integers(1, 5))):
        data[int(random.integers(len(data)))] = int(random.integers(256))
    return bytes(data)


def flipped_header(data, random):
    data = bytearray(data)
    data[int(random.integers(min(len(data), 80)))] = int(random.integers(256))
    return bytes(data)


def zeroed_block(data, random):
    start = int(random.integers(len(data)))
    end = min(len(data), start + int(random.integers(1, 200)))
    return data[:start] + bytes(end - start) + data[end:]


def lost_bytes(data, random):
    start = int(random.integers(len(data)))
    return data[:start] + data[start + int(random.integers(1, 9)) :]


def trailing_garbage(data, random):
    return data + bytes(random.integers(0, 256, int(random.integers(1, 50))).tolist())


def twice(data, random):
    return data + data


def cut_then_again(data, random):
    """Two files run together, the first of them cut short."""
    return cut_anywhere(data, random) + data


GENERAL = (
    cut_anywhere, cut_near_end, flipped_bytes, flipped_header, zeroed_block, lost_bytes,
    trailing_garbage, twice, cut_then_again,
)


# --- PNG ----------------------------------------------------------------------------------------


def png_chunks(data):
    """[kind, content, checksum] of each chunk."""
    at, chunks = 8, []
    while at + 12 <= len(data):
        length = struct.unpack(">I", data[at : at + 4])[0]
        chunks.append([data[at + 4 : at + 8], data[at + 8 : at + 8 + length], data[at + 8 + length : at + 12 + length]])
        at += 12 + length
    return chunks


def png_joined(data, chunks):
    return data[:8] + b"".join(struct.pack(">I", len(c[1])) + c[0] + c[1] + c[2] for c in chunks)


def no_end_chunk(data, random):
    return data[:-12]


def wrong_image_checksum(data, random):
    chunks = png_chunks(data)
    for c in chunks:
        if c[0] == b"IDAT":
            c[2] = b"\1\2\3\4"
    return png_joined(data, chunks)


def wrong_text_checksum(data, random):
    """In a text chunk before or behind the image data."""
    at = pick(random, 1, -1)
    chunks = png_chunks(data)
    chunks.insert(at if at == 1 else len(chunks) - 1, [b"tEXt", b"Author\0someone", b"\0\0\0\0"])
    return png_joined(data, chunks)


def restreamed(data, change):
    """The same chunks with one IDAT whose zlib stream was changed."""
    chunks = png_chunks(data)
    stream = change(b"".join(c[1] for c in chunks if c[0] == b"IDAT"))
    first = next(i for i, c in enumerate(chunks) if c[0] == b"IDAT")
    kept = [c for c in chunks if c[0] != b"IDAT"]
    whole = chunk(b"IDAT", stream)
    kept.insert(first, [b"IDAT", stream, whole[-4:]])
    return png_joined(data, kept)


def no_adler(data, random):
    return restreamed(data, lambda stream: stream[:-4])


def wrong_adler(data, random):
    return restreamed(data, lambda stream: stream[:-4] + b"\0\1\2\3")


def too_few_lines(data, random):
    def fewer(stream):
        raw = zlib.decompress(stream)
        return zlib.compress(raw[: int(random.integers(len(raw) + 1))])

    return restreamed(data, fewer)


def too_many_lines(data, random):
    return restreamed(data, lambda stream: zlib.compress(zlib.decompress(stream) + bytes(300)))


def wrong_filter(data, random):
    def changed(stream):
        raw = bytearray(zlib.decompress(stream))
        raw[0] = int(random.integers(4, 9))
        return zlib.compress(bytes(raw))

    return restreamed(data, changed)


def end_inside_last_chunk(data, random):
    return data[: -int(random.integers(1, 40))]


PNG = (
    no_end_chunk, wrong_image_checksum, wrong_text_checksum, no_adler, wrong_adler, too_few_lines,
    too_many_lines, wrong_filter, end_inside_last_chunk,
)


# --- JPEG ---------------------------------------------------------------------------------------


def no_end_marker(data, random):
    return data[:-2]


def two_end_markers(data, random):
    return data + b"\xff\xd9"


def garbage_before_end(data, random):
    return data[:-2] + bytes(random.integers(0, 255, int(random.integers(1, 30))).tolist()) + data[-2:]


def garbage_before_start(data, random):
    return bytes(random.integers(0, 256, int(random.integers(1, 4))).tolist()) + data


def garbage_between_segments(data, random):
    segments = list(jpeg_segments(data))
    _, start, _ = segments[int(random.integers(len(segments)))] if segments else (0, 2, 2)
    return data[:start] + bytes(random.integers(0, 255, int(random.integers(1, 9))).tolist()) + data[start:]


def other_frame(data, random):
    """A frame marker of another process: extended, lossless, arithmetic …, or of 12 bits."""
    data = bytearray(data)
    for marker, start, _ in jpeg_segments(data):
        if 0xC0 <= marker <= 0xC2:
            if random.random() < 0.3:
                data[start + 4] = 12
            else:
                data[start + 1] = 0xC0 + pick(random, 1, 2, 3, 5, 6, 7, 9, 10, 11)
    return bytes(data)


def other_sampling(data, random):
    data = bytearray(data)
    for marker, start, _ in jpeg_segments(data):
        if 0xC0 <= marker <= 0xC2:
            data[start + 11 + 3 * int(random.integers(data[start + 9]))] = pick(random, 0x11, 0x12, 0x21, 0x22, 0x41)
    return bytes(data)


JPEG = (
    no_end_marker, two_end_markers, garbage_before_end, garbage_before_start, garbage_between_segments,
    other_frame, other_sampling,
)


# --- GIF and WebP -------------------------------------------------------------------------------


def no_trailer(data, random):
    return data[:-1]


def other_code_size(data, random):
    data = bytearray(data)
    frame = gif_frame(data)
    if frame:
        local = (3 << ((data[frame + 9] & 7) + 1)) if data[frame + 9] & 0x80 else 0
        data[frame + 10 + local] = int(random.integers(0, 14))
    return bytes(data)


def other_frame_size(data, random):
    data = bytearray(data)
    frame = gif_frame(data)
    if frame:
        data[frame + 5 : frame + 9] = struct.pack("<HH", *random.integers(0, 100, 2).tolist())
    return bytes(data)


GIF = (no_trailer, other_code_size, other_frame_size)


def other_riff_size(data, random):
    size = len(data) - 8 + pick(random, -20, -2, -1, 1, 2, 40)
    return data[:4] + struct.pack("<I", max(0, size)) + data[8:]


WEBP = (other_riff_size,)
