"""Every encoding of a tensor on the wire, legal or not: hand-assembled, because no writer makes them all.

Where TensorBoard's own `tensor_util.make_tensor_proto` makes the bytes, it is used (`wire/half-val`).
"""

import struct

import ml_dtypes
import numpy as np
import tensorflow as tf
from tensorboard.util import tensor_util

from .common import EVENTS, INF, NAN, case, frame, frames, histogram, issue, main, scalar, tensor
from .wire import *

QUIET = 0x7FC00000


def save(c, *records):
    (c.dir / EVENTS).write_bytes(version() + b"".join(records))


def three(tag, step, first=1, count=1):
    """NaN, +Inf, -Inf in this order from position `first`."""
    return [tensor(tag, kind, step, first + i, count) for i, kind in enumerate(("nan", "+inf", "-inf"))]


# --- the value fields ---------------------------------------------------------------------------

def complexes(xs):
    return [part for x in xs for part in (x, 0.0)]


def half_bits(xs):
    return [int(b) for b in np.array(xs, np.float16).view(np.uint16)]


def bfloat_bits(xs):
    return [int(b) for b in np.array(xs, ml_dtypes.bfloat16).view(np.uint16)]


def little(code, xs):
    return struct.pack(f"<{len(xs)}{code}", *xs)


def runs(xs):
    return varints(*xs)


def pack(code):
    return lambda xs: little(code, xs)


# name: dtype, field, numbers of the elements, bytes of a packed run, one unpacked number, tensor_content
ENCODINGS = {
    "float": (FLOAT, FLOAT_VAL, list, pack("f"), single, pack("f")),
    "double": (DOUBLE, DOUBLE_VAL, list, pack("d"), double, pack("d")),
    "half": (HALF, HALF_VAL, half_bits, runs, integer, pack("H")),
    "bfloat16": (BFLOAT16, HALF_VAL, bfloat_bits, runs, integer, pack("H")),
    "complex64": (COMPLEX64, SCOMPLEX_VAL, complexes, pack("f"), single, pack("f")),
    "complex128": (COMPLEX128, DCOMPLEX_VAL, complexes, pack("d"), double, pack("d")),
}


@case("wire/encodings")
def _(c):
    """[1, NaN, +Inf, -Inf, 2] in every float field: packed, unpacked, split (packed runs around an unpacked
    element), and as tensor_content."""
    records, found = [], []
    for name, (dtype, field, numbers, packed, unpacked, content) in ENCODINGS.items():
        xs = numbers([1, NAN, INF, -INF, 2])
        forms = {
            "packed": message(field, packed(xs)),
            "unpacked": b"".join(unpacked(field, x) for x in xs),
            "split": message(field, packed(xs[:2])) + unpacked(field, xs[2]) + message(field, packed(xs[3:])),
            "content": message(CONTENT, content(xs)),
        }
        for form, data in forms.items():
            tag = f"{name}/{form}"
            records.append(event(1, tensor_value(tag, dtype, [5], data)))
            found += three(tag, 1)
    save(c, *records)
    c.expect(EVENTS, *found)


@case("wire/splat")
def _(c):
    """Fewer values than elements: the last value fills the rest, so one NaN on disk can be many elements."""
    save(c,
         event(1, tensor_value("only", FLOAT, [2, 3], message(FLOAT_VAL, singles(NAN)))),
         event(1, tensor_value("last", FLOAT, [8], message(FLOAT_VAL, singles(1, 2, NAN)))),
         event(1, tensor_value("first", FLOAT, [5], message(FLOAT_VAL, singles(NAN, 1)))),
         event(1, tensor_value("unpacked", FLOAT, [4], single(FLOAT_VAL, INF))),
         event(1, tensor_value("double", DOUBLE, [4], message(DOUBLE_VAL, doubles(-INF)))),
         event(1, tensor_value("half", HALF, [4], message(HALF_VAL, varints(0x7E00)))),
         event(1, tensor_value("bfloat16", BFLOAT16, [4], message(HALF_VAL, varints(0x7F80)))),
         event(1, tensor_value("complex64", COMPLEX64, [4], message(SCOMPLEX_VAL, singles(1, 1, NAN, INF)))),
         event(1, tensor_value("float8", 24, [4], message(FLOAT8_VAL, bytes([0x3C, 0x7E])))),
         event(1, tensor_value("billion", FLOAT, [1_000_000, 1_000], message(FLOAT_VAL, singles(NAN)))),
         event(1, tensor_value("finite", FLOAT, [1_000_000, 1_000], message(FLOAT_VAL, singles(1)))))
    c.expect(EVENTS, tensor("only", "nan", 1, 0, 6), tensor("last", "nan", 1, 2, 6), tensor("first", "nan", 1, 0),
             tensor("unpacked", "+inf", 1, 0, 4), tensor("double", "-inf", 1, 0, 4), tensor("half", "nan", 1, 0, 4),
             tensor("bfloat16", "+inf", 1, 0, 4), tensor("complex64", "nan", 1, 1, 3),
             tensor("complex64", "+inf", 1, 1, 3), tensor("float8", "nan", 1, 1, 3),
             tensor("billion", "nan", 1, 0, 1_000_000_000))


@case("wire/half-val")
def _(c):
    """half_val as the writers fill it: 16-bit patterns (TensorBoard's and TensorFlow's own make_tensor_proto),
    sign-extended to 64 bits (TensorFlow's MLIR export: ten-byte varints), float32 bits (PyTorch)."""
    halves = np.array([1, NAN, INF, -INF, -1], np.float16)
    records = [event(1, value(f"tensorboard/{tag}", message(8, tensor_util.make_tensor_proto(xs).SerializeToString())))
               for tag, xs in (("array", halves), ("one", halves[1:2]))]
    for name, array in {"half": halves, "bfloat16": halves.astype(ml_dtypes.bfloat16)}.items():
        for i, kind in enumerate(("nan", "+inf", "-inf"), 1):
            proto = tf.make_tensor_proto(array[i:i + 1])
            records.append(event(1, value(f"tensorflow/{name}/{kind}", message(8, proto.SerializeToString()))))
    signed = {"half": [int(b) for b in halves.view(np.int16)],
              "bfloat16": [0x3F80, -1, 0x7F80, 0xFF80 - 65536, 0xBF80 - 65536]}
    torch = [struct.unpack("<i", struct.pack("<f", float(x)))[0] for x in halves]
    for name, dtype in (("half", HALF), ("bfloat16", BFLOAT16)):
        for form, numbers in (("sign-extended", signed[name]), ("torch", torch)):
            records.append(event(1, tensor_value(f"{form}/{name}", dtype, [5], message(HALF_VAL, varints(*numbers)))))
    save(c, *records)
    c.expect(EVENTS, *three("tensorboard/array", 1), tensor("tensorboard/one", "nan", 1, 0),
             *[tensor(f"tensorflow/{name}/{kind}", kind, 1, 0) for name in ("half", "bfloat16")
               for kind in ("nan", "+inf", "-inf")],
             *[f for name in ("half", "bfloat16") for form in ("sign-extended", "torch")
               for f in three(f"{form}/{name}", 1)])


@case("wire/half-val-ambiguous")
def _(c):
    """half_val arrays that two readings fit. The finding is what one of them holds, so the count is a bound."""
    def one(tag, *numbers):
        return event(1, tensor_value(tag, HALF, [len(numbers)], message(HALF_VAL, varints(*numbers))))
    save(c,
         one("sign-extended-or-torch-nan", 0, -8192, 0),           # -512 as 16 bits, NaN as float32 bits
         one("torch-and-16-bit", 0x3F800000, 0x7C00),              # 1.0 and tiny as float32; 0 and +Inf as 16 bits
         one("torch-zeros", 0x3F800000, 0, -2147483648),           # float32 bits, finite either way
         one("sign-extended-finite", 0x3C00, -17408))              # 1, -1; as float32 bits a NaN that no cast makes
    c.expect(EVENTS, tensor("sign-extended-or-torch-nan", "nan", 1, 1, exact=False, ambiguous=True),
             tensor("torch-and-16-bit", "+inf", 1, 1, exact=False, ambiguous=True))


@case("wire/both-fields")
def _(c):
    """tensor_content and float_val both set: TensorFlow reads the first, rustboard the second; scan both."""
    def one(tag, content, float_val):
        return event(1, tensor_value(tag, FLOAT, [2], message(CONTENT, content), message(FLOAT_VAL, float_val)))
    save(c,
         one("in-content", singles(1, NAN), singles(1, 2)),
         one("in-float-val", singles(1, 2), singles(INF, 2)),
         one("empty-content", b"", singles(1, -INF)))
    c.expect(EVENTS, tensor("in-content", "nan", 1, 1, exact=False, ambiguous=True),
             tensor("in-float-val", "+inf", 1, 0, exact=False, ambiguous=True),
             tensor("empty-content", "-inf", 1, 1))


@case("wire/mismatch")
def _(c):
    """A value field that does not belong to the dtype is scanned all the same; an integer's content is not."""
    nan = message(FLOAT_VAL, singles(1, NAN))
    save(c,
         event(1, tensor_value("half-in-float-val", HALF, [2], nan)),
         event(1, tensor_value("bfloat16-in-float-val", BFLOAT16, [2], nan)),
         event(1, tensor_value("double-in-float-val", DOUBLE, [2], nan)),
         event(1, tensor_value("float-in-double-val", FLOAT, [2], message(DOUBLE_VAL, doubles(INF, 1)))),
         event(1, tensor_value("int-in-float-val", INT32, [2], nan)),
         event(1, tensor_value("no-dtype", 0, [2], nan)),
         event(1, tensor_value("float-ref", 100 + FLOAT, [2], message(CONTENT, singles(1, NAN)))),
         event(1, tensor_value("int-content", INT32, [2], message(CONTENT, struct.pack("<2I", QUIET, 0x7F800000)))),
         event(1, tensor_value("int-val", INT32, [2], message(INT_VAL, varints(QUIET, 0x7F800000)))),
         event(1, tensor_value("string-content", STRING, [1], message(8, struct.pack("<I", QUIET)))))
    c.expect(EVENTS, *[tensor(f"{t}-in-float-val", "nan", 1, 1) for t in ("half", "bfloat16", "double")],
             tensor("float-in-double-val", "+inf", 1, 0), tensor("int-in-float-val", "nan", 1, 1),
             tensor("no-dtype", "nan", 1, 1), tensor("float-ref", "nan", 1, 1))


def last_offset(c):
    """Where the last record begins, whose bytes do not add up."""
    return list(frames((c.dir / EVENTS).read_bytes()))[-1][0]


@case("wire/shape")
def _(c):
    """Shapes that do not fit the data: none, unknown rank, -1, too small (out of shape), merged from two fields,
    a product that overflows; content that is too short or ragged."""
    nan = message(FLOAT_VAL, singles(1, NAN))
    unknown_rank = integer(1, FLOAT) + message(2, integer(3, 1)) + nan
    twice = integer(1, FLOAT) + shape(2) + shape(3) + message(FLOAT_VAL, singles(1, NAN))
    save(c,
         event(1, tensor_value("none", FLOAT, None, nan)),
         event(1, value("unknown-rank", message(8, unknown_rank))),
         event(1, tensor_value("minus-one", FLOAT, [-1, 2], nan)),
         event(1, tensor_value("out-of-shape", FLOAT, [1], nan)),
         event(1, tensor_value("zero", FLOAT, [0], nan)),
         event(1, value("merged", message(8, twice))),             # [2, 3]: the NaN fills five of six
         event(1, tensor_value("overflow", FLOAT, [1 << 40, 1 << 40], nan)),
         event(1, tensor_value("short-content", FLOAT, [4], message(CONTENT, singles(1, NAN)))),
         event(1, tensor_value("ragged-content", FLOAT, [2], message(CONTENT, singles(NAN) + b"\0\0\xc0"))))
    out = {"outOfShape": True}
    c.expect(EVENTS, tensor("none", "nan", 1, 1, **out), tensor("unknown-rank", "nan", 1, 1),
             tensor("minus-one", "nan", 1, 1), tensor("out-of-shape", "nan", 1, 1, **out),
             tensor("zero", "nan", 1, 1, **out), tensor("merged", "nan", 1, 1, 5),
             tensor("overflow", "nan", 1, 1, None), tensor("short-content", "nan", 1, 1),
             tensor("ragged-content", "nan", 1, 0), issues=[issue("malformed-event", last_offset(c), None)])


@case("wire/float8")
def _(c):
    """All 256 patterns of the one-byte types, as float8_val and as tensor_content."""
    every = bytes(range(256))
    types = {"e5m2": 24, "e4m3fn": 25, "e4m3fnuz": 26, "e4m3b11fnuz": 27, "e5m2fnuz": 28, "float4_e2m1fn": 33}
    save(c, *[event(1, tensor_value(f"{name}/{form}", dtype, [256], message(field, every)))
              for name, dtype in types.items() for form, field in (("val", FLOAT8_VAL), ("content", CONTENT))])
    found = []
    for form in ("val", "content"):
        found += [tensor(f"e5m2/{form}", "+inf", 1, 0x7C), tensor(f"e5m2/{form}", "nan", 1, 0x7D, 6),
                  tensor(f"e5m2/{form}", "-inf", 1, 0xFC), tensor(f"e4m3fn/{form}", "nan", 1, 0x7F, 2)]
        found += [tensor(f"{name}/{form}", "nan", 1, 0x80) for name in ("e4m3fnuz", "e4m3b11fnuz", "e5m2fnuz")]
    c.expect(EVENTS, *found)


@case("wire/patterns")
def _(c):
    """NaNs with a sign, a payload, signalling; the largest finite numbers, denormals and -0 beside them."""
    bits32 = [0x7F7FFFFF, 0xFF7FFFFF, 1, 0x80000000, 0x7F800001, 0xFFC00000, 0x7FFFFFFF, 0x7F800000, 0xFF800000]
    bits64 = [0x7FEF << 48 | (1 << 48) - 1, 1, 1 << 63, (0x7FF0 << 48) + 1, 0xFFF8 << 48, 0x7FF0 << 48, 0xFFF0 << 48]
    bits16 = [0x7BFF, 0xFBFF, 1, 0x8000, 0x7C01, 0xFE00, 0x7C00, 0xFC00]
    brain = [0x7F7F, 0xFF7F, 1, 0x8000, 0x7F81, 0xFFC0, 0x7F80, 0xFF80]
    save(c,
         event(1, tensor_value("float", FLOAT, [9], message(CONTENT, little("I", bits32)))),
         event(1, tensor_value("double", DOUBLE, [7], message(CONTENT, little("Q", bits64)))),
         event(1, tensor_value("half", HALF, [8], message(CONTENT, little("H", bits16)))),
         event(1, tensor_value("bfloat16", BFLOAT16, [8], message(CONTENT, little("H", brain)))),
         event(1, value("signalling", key(2, 5) + struct.pack("<I", 0x7F800001))))
    c.expect(EVENTS, tensor("float", "nan", 1, 4, 3), tensor("float", "+inf", 1, 7), tensor("float", "-inf", 1, 8),
             tensor("double", "nan", 1, 3, 2), tensor("double", "+inf", 1, 5), tensor("double", "-inf", 1, 6),
             *[f for tag in ("half", "bfloat16") for f in
               (tensor(tag, "nan", 1, 4, 2), tensor(tag, "+inf", 1, 6), tensor(tag, "-inf", 1, 7))],
             scalar("signalling", "nan", 1))


@case("wire/complex-odd")
def _(c):
    """An odd number of complex parts is malformed; the NaN in it is found all the same."""
    save(c, event(1, tensor_value("odd", COMPLEX64, [2], message(SCOMPLEX_VAL, singles(1, 1, NAN)))),
         event(1, tensor_value("parts", COMPLEX128, [3], message(DCOMPLEX_VAL, doubles(NAN, NAN, INF, -INF, 0, 0)))))
    c.expect(EVENTS, tensor("odd", "nan", 1, 1), tensor("parts", "nan", 1, 0), tensor("parts", "+inf", 1, 1),
             tensor("parts", "-inf", 1, 1))


# --- nesting ------------------------------------------------------------------------------------

def nested(depth):
    """A DT_VARIANT tensor with, `depth` levels down, a float tensor that holds a NaN."""
    inner = tensor_proto(FLOAT, [2], message(FLOAT_VAL, singles(1, NAN)))
    for _ in range(depth):
        inner = tensor_proto(VARIANT, [], message(VARIANT_VAL, message(1, "Wrapper"), message(3, inner)))
    return inner


@case("wire/variant")
def _(c):
    """variant_val: tensors inside a tensor, three levels down."""
    save(c, event(1, value("nested", message(8, nested(3)))))
    c.expect(EVENTS, tensor("nested", "nan", 1, 1))


@case("wire/variant-deep")
def _(c):
    """The same, 200 levels down: twice protobuf's limit of 100 messages, so TensorBoard cannot parse it. To give up
    is allowed, to call it clean is not."""
    save(c, event(1, value("deep", message(8, nested(200)))))
    c.expect(EVENTS, tensor("deep", "nan", 1, 1), records=2, values=1, issuesInstead=["malformed-event"])


# --- histograms ---------------------------------------------------------------------------------

@case("wire/histogram")
def _(c):
    """HistogramProto with its arrays packed, unpacked and split; NaN or Inf in limits and buckets. A last limit of
    +Inf and a first of -Inf are habits."""
    def limit(*xs):
        return message(6, doubles(*xs))

    def bucket(*xs):
        return message(7, doubles(*xs))

    def histo(tag, *fields):
        return event(1, value(tag, message(5, *fields)))
    low, high, rest = double(1, 1), double(2, 3), double(3, 4) + double(4, 8) + double(5, 17)
    head, limits = low + high + rest, limit(1, 2, 3)
    save(c,
         histo("bucket/packed", head, limits, bucket(1, NAN, 2)),
         histo("bucket/unpacked", head, limits, double(7, 1), double(7, 1), double(7, NAN)),
         histo("bucket/split", head, limits, bucket(1), double(7, NAN), bucket(2)),
         histo("limit/nan", head, limit(1, NAN, 3), bucket(1, 1, 2)),
         histo("limit/inner", head, double(6, 1), double(6, INF), double(6, 3), bucket(1, 1, 2)),
         histo("limit/outer", head, limit(-INF, 2, INF), bucket(0, 2, 2)),
         histo("min", double(1, NAN), high, rest, limits, bucket(1, 1, 1)),
         histo("max", low, double(2, INF), rest, limits, bucket(1, 1, 1)))
    c.expect(EVENTS, *[histogram(f"bucket/{form}", "nan", 1) for form in ("packed", "unpacked", "split")],
             histogram("limit/nan", "nan", 1), histogram("limit/inner", "+inf", 1),
             histogram("min", "nan", 1, 1), histogram("max", "+inf", 1, 1))


# --- protobuf's liberties -----------------------------------------------------------------------

@case("wire/field-order")
def _(c):
    """Fields in any order: the summary before the step, the value before the tag, the data before the dtype."""
    nan = single(2, NAN)
    data = message(FLOAT_VAL, singles(1, NAN))
    halves = message(HALF_VAL, varints(0x3C00, 0x7E00))
    save(c,
         frame(message(5, value("step-last", nan)) + integer(2, 7) + double(1, wall(7))),
         frame(double(1, wall(8)) + integer(2, 8) + message(5, message(1, nan, message(1, "tag-last")))),
         event(9, message(1, message(8, data, shape(2), integer(1, FLOAT)), message(1, "dtype-last"))),
         event(9, message(1, message(8, halves, shape(2), integer(1, BFLOAT16)), message(1, "half-dtype-last"))),
         event(9, message(1, message(8, message(CONTENT, doubles(1, NAN)), shape(2), integer(1, DOUBLE)),
                          message(9, message(1, message(1, "scalars"))), message(1, "content-first"))))
    # 0x7E00 read as bfloat16 is 4.2e37: half-dtype-last is finite.
    c.expect(EVENTS, scalar("step-last", "nan", 7), scalar("tag-last", "nan", 8), tensor("dtype-last", "nan", 9, 1),
             tensor("content-first", "nan", 9, 1))


@case("wire/protobuf")
def _(c):
    """Unknown fields, groups, overlong varints, a oneof set twice (the last wins), messages given in two pieces
    (merged), wall time and step given twice (the last win)."""
    nan = single(2, NAN)
    unknown = (integer(1000, 5) + double(1001, NAN) + single(1002, NAN) + message(1003, b"\x15\x00\x00\xc0\x7f")
               + key(1004, 3) + single(2, NAN) + message(5, b"") + key(1004, 4))
    long_tag = b"\x0a" + b"\x88\x80\x80\x00" + b"overlong"      # length 8 in four bytes
    overlong = key(5, 2) + bytes([len(long_tag + nan) + 2 | 0x80, 0]) + message(1, long_tag, nan)
    piece = [message(8, integer(1, FLOAT), shape(2)), message(8, message(FLOAT_VAL, singles(1, NAN)))]
    among = message(1, message(1, "unknown"), unknown, nan)
    save(c,
         frame(double(1, wall(1)) + integer(2, 1) + unknown + message(5, unknown, among)),
         frame(double(1, wall(2)) + integer(2, 2) + overlong),
         event(3, value("last-wins", single(2, 1.0), single(2, NAN))),
         event(3, value("other-last", message(8, tensor_proto(FLOAT, [], message(FLOAT_VAL, singles(1)))), nan)),
         event(4, value("in-pieces", *piece)),
         frame(double(1, wall(5)) + integer(2, 5) + message(5, value("a", single(2, 1))) + message(5, value("b", nan))),
         frame(double(1, NAN) + integer(2, 99) + message(5, value("stamp", nan)) + integer(2, 6) + double(1, wall(6))))
    c.expect(EVENTS, scalar("unknown", "nan", 1), scalar("overlong", "nan", 2), scalar("last-wins", "nan", 3),
             scalar("other-last", "nan", 3), tensor("in-pieces", "nan", 4, 1), scalar("b", "nan", 5),
             scalar("stamp", "nan", 6))


@case("wire/many-values")
def _(c):
    """Many values in one event, the same tag twice among them."""
    save(c, event(1, *[value(f"v{i}", single(2, float(i))) for i in range(50)], value("twice", single(2, NAN)),
                  value("once", single(2, INF)), value("twice", single(2, NAN))),
         event(2, value("twice", single(2, NAN))))
    c.expect(EVENTS, scalar("twice", "nan", 1, 3), scalar("once", "+inf", 1))


@case("wire/steps")
def _(c):
    """Steps that are negative, beyond 2^53, the largest and the smallest."""
    nan = single(2, NAN)
    save(c, event(9007199254740993, value("big", nan)), event(2**63 - 1, value("max", nan)),
         event(-5, value("negative", nan)), event(-2**63, value("min", nan)))
    c.expect(EVENTS, scalar("big", "nan", 9007199254740993), scalar("max", "nan", 2**63 - 1),
             scalar("negative", "nan", -5), scalar("min", "nan", -2**63))


@case("wire/tags")
def _(c):
    """Tags that a terminal or a format may stumble over."""
    tags = ["", "line\nbreak", "tab\there", "\x1b[31mred\x1b[0m", "emoji/\U0001F9E0", "quote\"back\\slash", "a/" * 300,
            "<script>", "nul\0byte", "\u202eright-to-left", "%s%n", "comma,semicolon;"]
    save(c, *[event(1, value(tag, single(2, NAN))) for tag in tags])
    c.expect(EVENTS, *[scalar(tag, "nan", 1) for tag in tags])


@case("wire/tag-not-utf8")
def _(c):
    """A tag that is not UTF-8: TensorBoard's parser refuses the event; the finding's tag shows the byte as \\xff."""
    save(c, event(1, value(b"bad\xfftag", single(2, NAN))), event(2, value("good", single(2, NAN))))
    c.expect(EVENTS, scalar("bad\\xfftag", "nan", 1), scalar("good", "nan", 2), records=3, values=2)


if __name__ == "__main__":
    main()
