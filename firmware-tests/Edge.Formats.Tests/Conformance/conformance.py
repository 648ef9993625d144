# decode FILE: one hex document a line -> its canonical text a line. encode: documents as "hex canonical" lines.
import struct
import sys

import msgpack


def canonical(value):
    if value is None:
        return "n"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, int):
        return "i%d" % value
    if isinstance(value, float):
        return "dNaN" if value != value else "d" + struct.pack(">d", value).hex()
    if isinstance(value, str):
        return "s" + value.encode().hex()
    if isinstance(value, bytes):
        return "b" + value.hex()
    if isinstance(value, msgpack.Timestamp):
        return "x-1:" + value.to_bytes().hex()
    if isinstance(value, msgpack.ExtType):
        code = value.code - 256 if value.code > 127 else value.code
        return "x%d:%s" % (code, value.data.hex())
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(canonical(v) for v in value) + "]"
    return "{" + ",".join(canonical(k) + ":" + canonical(v) for k, v in value.items()) + "}"


def single(value):
    return struct.unpack(">f", struct.pack(">f", value))[0]


def cases():
    for value in (None, True, False):
        yield value, {}
    for power in (0, 5, 7, 8, 15, 16, 31, 32, 63):
        for value in (2**power - 1, 2**power, 2**power + 1, -(2**power) + 1, -(2**power), -(2**power) - 1):
            if value >= -(2**63):
                yield value, {}
    yield 2**64 - 1, {}
    for value in (0.0, -0.0, 0.5, -0.1, 1.0, 1e300, 5e-324, float("inf"), float("-inf"), float("nan")):
        yield value, {}
        if abs(value) < 1e38 or value in (float("inf"), float("-inf")):
            yield single(value), {"use_single_float": True}
    for length in (0, 1, 31, 32, 255, 256, 65535, 65536):
        yield "x" * length, {}
        yield b"\x07" * length, {}
        yield [None] * length, {}
        yield {i: i for i in range(length)}, {}
    yield "größer → 大 😀\0", {}
    for length in (0, 1, 2, 3, 4, 5, 8, 9, 16, 17, 255, 256, 65535, 65536):
        yield msgpack.ExtType(42, bytes([length & 255]) * length), {}
    for timestamp in (msgpack.Timestamp(1), msgpack.Timestamp(1, 5), msgpack.Timestamp(-1, 999999999)):
        yield timestamp, {}
    nested = []
    for depth in range(60):
        nested = [nested, depth] if depth % 2 else {"a": nested, -depth: True}
    yield nested, {}


if sys.argv[1] == "decode":
    with open(sys.argv[2]) as lines:
        for line in lines:
            print(canonical(msgpack.unpackb(bytes.fromhex(line), raw=False, strict_map_key=False)))
else:
    for value, options in cases():
        print(msgpack.packb(value, use_bin_type=True, **options).hex(), canonical(value))
