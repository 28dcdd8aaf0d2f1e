"""Protobuf's wire format by hand, for bytes that the real message classes refuse to write."""

import struct

from .common import frame, wall


def varint(n):
    n &= (1 << 64) - 1
    out = b""
    while n > 0x7F:
        out += bytes([n & 0x7F | 0x80])
        n >>= 7
    return out + bytes([n])


def key(field, wire_type):
    return varint(field << 3 | wire_type)


def integer(field, n):
    return key(field, 0) + varint(n)


def double(field, x):
    return key(field, 1) + struct.pack("<d", x)


def single(field, x):
    return key(field, 5) + struct.pack("<f", x)


def message(field, *parts):
    """Any length-delimited field: bytes, string, sub-message, packed numbers."""
    body = b"".join(p.encode() if isinstance(p, str) else p for p in parts)
    return key(field, 2) + varint(len(body)) + body


def doubles(*xs):
    return struct.pack(f"<{len(xs)}d", *xs)


def singles(*xs):
    return struct.pack(f"<{len(xs)}f", *xs)


def varints(*ns):
    return b"".join(varint(n) for n in ns)


# Field numbers of TensorProto and the data types used here (types.proto, tensor.proto).
CONTENT, FLOAT_VAL, DOUBLE_VAL, INT_VAL, SCOMPLEX_VAL, DCOMPLEX_VAL = 4, 5, 6, 7, 9, 12
HALF_VAL, VARIANT_VAL, FLOAT8_VAL = 13, 15, 18
FLOAT, DOUBLE, INT32, UINT8, STRING, COMPLEX64, BFLOAT16, COMPLEX128, HALF, VARIANT = 1, 2, 3, 4, 7, 8, 14, 18, 19, 21


def shape(*dims):
    return message(2, *(message(2, integer(1, d)) for d in dims))


def tensor_proto(dtype, dims, *fields):
    """TensorProto bytes; `dims` None leaves the shape out."""
    return integer(1, dtype) + (b"" if dims is None else shape(*dims)) + b"".join(fields)


def value(tag, *fields):
    return message(1, message(1, tag), *fields)


def tensor_value(tag, dtype, dims, *fields):
    return value(tag, message(8, tensor_proto(dtype, dims, *fields)))


def event(step, *values):
    """A framed event with a summary."""
    return frame(double(1, wall(step)) + integer(2, step) + message(5, *values))


def version(step=0):
    """The first record that a well-behaved writer puts in a file."""
    return frame(double(1, wall(step)) + message(3, "brain.Event:2"))
