"""What fuzzing and hostile files have found, each boiled down to the bytes that matter.

Most end with a NaN that was lost, or never reached because the scanner died, until the fault was mended.
"""

from .common import EVENTS, INF, NAN, START, case, finding, frame, header, issue, main, scalar, tensor, wall
from .wire import (CONTENT, DOUBLE, FLOAT, FLOAT_VAL, HALF, HALF_VAL, INT32, VARIANT, VARIANT_VAL, double, doubles,
                   event, integer, message, shape, single, singles, tensor_value, value, varints, version)

HUGE = (1 << 62) + 5  # twice this, and any sum of two, is beyond 64 bits
LOSS = event(9, value("loss", single(2, NAN)))


def save(c, *records):
    """Writes the file; returns where each record begins, and the file's length."""
    data, at = version(), []
    for record in records:
        at.append(len(data))
        data += record
    (c.dir / EVENTS).write_bytes(data)
    return at + [len(data)]


@case("found/int32-shape-overflow")
def _(c):
    """Two bytes of DT_INT32 for 2^62 elements: is it SageMaker's float16 (two bytes an element)? Asking overflowed."""
    save(c, event(1, tensor_value("ints", INT32, [1 << 62], message(CONTENT, b"\0\0"))), LOSS)
    c.expect(EVENTS, scalar("loss", "nan", 9), records=3, values=2)


@case("found/splat-overflow")
def _(c):
    """One number stands for 2^62 of them, twice in a value and twice in variants: the sum overflowed."""
    splat = [FLOAT, [HUGE], single(FLOAT_VAL, 1)]
    inner = integer(1, FLOAT) + shape(HUGE) + single(FLOAT_VAL, 1)
    variants = message(VARIANT_VAL, message(3, inner)) * 2
    save(c, event(1, tensor_value("a", *splat) + tensor_value("a", *splat)),
         event(2, value("b", *[message(8, inner)] * 2)),
         event(3, tensor_value("c", VARIANT, [], variants)), LOSS)
    c.expect(EVENTS, scalar("loss", "nan", 9), records=5, values=5)


@case("found/half-val-cut")
def _(c):
    """A packed half_val that ends inside a varint, and a good one in the next event, whose NaN was read as a part of
    what had been left over."""
    cut = event(1, tensor_value("cut", HALF, [1], message(HALF_VAL, b"\x80")))
    at = save(c, cut, event(2, tensor_value("good", HALF, [1], message(HALF_VAL, varints(0x7E00)))))
    c.expect(EVENTS, tensor("good", "nan", 2, 0), records=3, values=2,
             issues=[issue("malformed-event", at[0], len(cut))])


@case("found/half-val-long")
def _(c):
    """A varint of eleven bytes in a packed half_val, with more behind it: how much of that was read hung on where the
    record stood in the reader's buffer."""
    long = event(1, tensor_value("long", HALF, [400], message(HALF_VAL, b"\x80" * 10 + b"\x01" + b"\x01" * 400)))
    at = save(c, long)
    c.expect(EVENTS, records=2, values=1, issues=[issue("malformed-event", at[0], len(long))])


@case("found/variant-cut")
def _(c):
    """A variant that breaks off behind its first tensor: the rest of it was never missed."""
    inner = integer(1, FLOAT) + message(CONTENT, singles(1))
    cut = event(1, tensor_value("wrapped", VARIANT, [], message(VARIANT_VAL, message(3, inner) + b"\x1a\x7f")))
    at = save(c, cut)
    c.expect(EVENTS, records=2, values=1, issues=[issue("malformed-event", at[0], len(cut))])


@case("found/shape-cut")
def _(c):
    """A shape that breaks off, in a tensor that goes by in pieces when the buffer is small."""
    cut = event(1, value("t", message(8, integer(1, FLOAT), message(2, b"\x12"), message(CONTENT, bytes(300)))))
    at = save(c, cut)
    c.expect(EVENTS, records=2, values=1, issues=[issue("malformed-event", at[0], len(cut))])


@case("found/records-read-twice")
def _(c):
    """A record with a bad data CRC, good records, a damaged header: looking for the next record went back into the
    first one, though the good header behind it had shown its length to be right, and read all again."""
    big = bytearray(event(1, tensor_value("big", FLOAT, [450], message(CONTENT, bytes(1800)))))
    big[-1] ^= 1
    bad = b"\xff" * 12 + event(3, value("ok", single(2, 1)))[12:]
    at = save(c, bytes(big), LOSS, event(2, value("ok", single(2, 1))), bad, event(4, value("ok", single(2, 1))))
    c.expect(EVENTS, scalar("loss", "nan", 9), records=5, values=4,
             issues=[issue("data-crc", at[0], len(big)), issue("length-crc", at[3], len(bad))])


@case("found/length-bit-20")
def _(c):
    """Bit 20 of a length is flipped. In a pipe, where nothing can be looked at ahead, the megabyte was believed and
    all records behind it were taken for its payload."""
    hit = bytearray(event(1, value("ok", single(2, 1))))
    hit[2] ^= 0x10
    at = save(c, bytes(hit), LOSS)
    c.expect(EVENTS, scalar("loss", "nan", 9), records=3, values=2, issues=[issue("length-crc", at[0], len(hit))])


@case("found/claim-before-records")
def _(c):
    """A good header that claims 2 GiB less one byte, and whole records behind it. In a pipe they go by as its payload:
    no cut tail, for what goes by is no event."""
    at = save(c, header((1 << 31) - 1), LOSS * 3)
    c.expect(EVENTS, scalar("loss", "nan", 9, 3), records=4, values=3,
             issues=[issue("data-crc", at[0], 12, accept=["data-crc", "truncated-tail", "length-crc"])])


# --- hyperparameters ----------------------------------------------------------------------------

SESSION = "_hparams_/session_start_info"


def metadata(plugin, content=b""):
    return message(9, message(1, message(1, plugin), message(2, content)))


def session(name, number):
    """HParamsPluginData with the start of a session of one hyperparameter."""
    return message(3, message(1, message(1, name), message(2, double(2, number))))


def hparam(tag, kind, step, name):
    return finding(tag, kind, "hparam", step, hparams=[name])


@case("found/hparams-in-pieces")
def _(c):
    """The start of a session in two pieces, which protobuf merges and libprotobuf-c does not: the NaN of the first was
    lost. To give up is allowed, to call it clean is not."""
    start = event(1, value(SESSION, metadata("hparams", session("lr", NAN) + session("decay", 1))))
    save(c, start)
    c.expect(EVENTS, hparam(SESSION, "nan", 1, "lr"), records=2, values=1, issuesInstead=["malformed-event"])


@case("found/hparams-after-scalars")
def _(c):
    """A tag that another plugin had first: its hyperparameters were not looked at."""
    save(c, event(1, value("x", single(2, 1), metadata("scalars"))),
         event(2, value("x", single(2, 1), metadata("hparams", session("lr", NAN)))))
    c.expect(EVENTS, hparam("x", "nan", 2, "lr"), records=3, values=2)


@case("found/hparams-named-interval")
def _(c):
    """A hyperparameter that is named like the end of an interval, where an infinity is no finding."""
    save(c, event(1, value(SESSION, metadata("hparams", session("a.domain_interval.max_value", INF)))))
    c.expect(EVENTS, hparam(SESSION, "+inf", 1, "a.domain_interval.max_value"), records=2, values=1)


# --- debuggers ----------------------------------------------------------------------------------

@case("found/health-vector-overflow")
def _(c):
    """tfdbg v1's vector says that it speaks for 8e18 elements, and another tensor for 2^62: the sum overflowed."""
    vector = integer(1, DOUBLE) + message(CONTENT, doubles(1, 8e18, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1))
    splat = integer(1, FLOAT) + shape(HUGE) + single(FLOAT_VAL, 1)
    save(c, event(1, value("v", message(7, "n:0:DebugNumericSummary"), message(8, vector), message(8, splat))), LOSS)
    c.expect(EVENTS, scalar("loss", "nan", 9), records=3, values=2)


@case("found/health-vector-of-halves")
def _(c):
    """A trace that promises a health vector and holds something else: three halves, of which one is NaN."""
    name = f"tfdbg_events.{START}.host.execution"
    halves = tensor_proto_of_halves(0x3C00, 0x7E00, 0x3C00)
    trace = message(9, message(1, "Log"), integer(6, 3), message(7, halves))
    (c.dir / name).write_bytes(frame(double(1, wall(0)) + trace))
    c.expect(name, tensor("Log:0", "nan", 0, 1), records=1, values=1)


def tensor_proto_of_halves(*bits):
    return integer(1, HALF) + shape(len(bits)) + message(CONTENT, b"".join(b.to_bytes(2, "little") for b in bits))


if __name__ == "__main__":
    main()
