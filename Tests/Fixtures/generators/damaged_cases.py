"""Damaged copies of two clean files that TensorBoard's EventFileWriter wrote.

`scalars` has 20 records, of which all but the first are 64 bytes long; the loss is NaN at step 16.
`tensors` has 20 records, of which all but the first are 512 bytes long; one element is NaN at step 18.

A record with a bad length CRC is read where its data CRC proves the length. An issue's `offset` is the first byte that is not certified and its `length` runs to the next record that is read (or
to the end of the file). A record counts where its length CRC holds and no whole record recovered later overlaps it;
its data CRC may be bad.
"""

import random
import struct

import numpy as np
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.summary.writer.event_file_writer import EventFileWriter

from .common import EVENTS, NAN, Clock, case, frame, frames, header, issue, main, scalar, tensor, wall
from .wire import FLOAT, FLOAT_VAL, double, integer, key, message, single, singles, tensor_proto, value

clock = Clock()
LOSS, GRADIENT = "train/cross_entropy_summed", "gradient/dense_3/kernel"
BAD = 16  # the step of the NaN, and its record, counting from 0
LATE = 18  # the same in `tensors`


def written(c, make_value):
    writer = EventFileWriter(str(c.dir))
    for step in range(1, 20):
        writer.add_event(event_pb2.Event(wall_time=wall(step), step=step,
                                         summary=summary_pb2.Summary(value=[make_value(step)])))
    writer.close()
    path = next(c.dir.iterdir())
    path.rename(c.dir / EVENTS)
    return (c.dir / EVENTS).read_bytes()


def scalars(c, bad=BAD):
    """The file and where each record begins."""
    data = written(c, lambda step: summary_pb2.Summary.Value(tag=LOSS, simple_value=NAN if step == bad else 1 / step))
    offsets = [offset for offset, _ in frames(data)]
    assert len(offsets) == 20 and offsets[2] - offsets[1] == 64
    return data, offsets


def tensors(c):
    def make(step):
        array = np.full(110, 1 / step, np.float32)
        array[7] = NAN if step == LATE else 1
        return summary_pb2.Summary.Value.FromString(
            message(1, GRADIENT) + message(8, integer(1, FLOAT), message(2, message(2, integer(1, 110))),
                                           message(4, array.tobytes())))
    data = written(c, make)
    offsets = [offset for offset, _ in frames(data)]
    assert len(offsets) == 20 and offsets[2] - offsets[1] == 512, offsets
    return data, offsets


def put(data, offset, new):
    return data[:offset] + new + data[offset + len(new):]


def flip(data, offset):
    return put(data, offset, bytes([data[offset] ^ 0x01]))


def save(c, data, *issues, records, values=None, found=True, **more):
    """Every record after the first holds one value."""
    (c.dir / EVENTS).write_bytes(data)
    c.expect(EVENTS, *([scalar(LOSS, "nan", BAD, **more)] if found else []), issues=issues, records=records,
             values=records - 1 if values is None else values)


@case("damaged/base")
def _(c):
    """The file that those of this folder were made from, undamaged."""
    data, _ = scalars(c)
    save(c, data, records=20)


@case("damaged/truncated-header")
def _(c):
    """The last record is cut after 5 bytes of its header: a live writer, not damage."""
    data, at = scalars(c)
    save(c, data[:at[19] + 5], issue("truncated-tail", at[19], 5), records=19)


@case("damaged/truncated-payload")
def _(c):
    """The last record is cut in its payload."""
    data, at = scalars(c)
    save(c, data[:at[19] + 40], issue("truncated-tail", at[19], 40), records=19)


@case("damaged/truncated-footer")
def _(c):
    """The last record lacks one byte of its data CRC."""
    data, _ = scalars(c)
    save(c, data[:-1], issue("truncated-tail", len(data) - 64, 63), records=19)


@case("damaged/length-crc")
def _(c):
    """A bit of record 9's length CRC is flipped; its data CRC proves the length, so the record is read."""
    data, at = scalars(c)
    save(c, flip(data, at[9] + 8), issue("length-crc", at[9], 64), records=20)


@case("damaged/length")
def _(c):
    """A bit of record 9's length is flipped; both CRCs are right for the bit flipped back, so the record is read."""
    data, at = scalars(c)
    save(c, flip(data, at[9]), issue("length-crc", at[9], 64), records=20)


@case("damaged/length-crc-first")
def _(c):
    """The very first length CRC is wrong: is this even a TFRecord file? It is."""
    data, at = scalars(c)
    save(c, flip(data, 8), issue("length-crc", 0, at[1]), records=20)


@case("damaged/length-crc-two")
def _(c):
    """Records 5, 6 and 12 have bad length CRCs and good data CRCs."""
    data, at = scalars(c)
    data = flip(flip(flip(data, at[5] + 8), at[6] + 9), at[12] + 10)
    save(c, data, *(issue("length-crc", at[i], 64) for i in (5, 6, 12)), records=20)


@case("damaged/length-crc-and-data")
def _(c):
    """Record 9's length CRC and data CRC are both wrong: nothing proves its length, it is skipped."""
    data, at = scalars(c)
    save(c, flip(flip(data, at[9] + 8), at[9] + 20), issue("length-crc", at[9], 64), records=19)


@case("damaged/length-wrong-crc-right")
def _(c):
    """Record 9 claims 8 bytes more than it has, with a CRC that fits the claim: its data CRC fails, and the next
    record begins inside of it."""
    data, at = scalars(c)
    save(c, put(data, at[9], header(48 + 8)), issue("data-crc", at[9], 64, accept=["data-crc", "length-crc"]),
         records=19)


@case("damaged/data-crc-on-nan")
def _(c):
    """The footer of the record that holds the NaN is wrong: the NaN is reported, as not certified."""
    data, at = scalars(c)
    save(c, flip(data, at[BAD] + 60), issue("data-crc", at[BAD], 64), records=20, crcValid=False)


@case("damaged/data-crc-elsewhere")
def _(c):
    """A bit of record 9's wall time is flipped."""
    data, at = scalars(c)
    save(c, flip(data, at[9] + 13), issue("data-crc", at[9], 64), records=20, crcValid=True)


@case("damaged/zero-hole-64")
def _(c):
    """64 zero bytes over record 9 exactly."""
    data, at = scalars(c)
    save(c, put(data, at[9], bytes(64)), issue("zero-hole", at[9], 64), records=19)


@case("damaged/zero-hole-64-askew")
def _(c):
    """64 zero bytes from the middle of record 9 to the middle of record 10."""
    data, at = scalars(c)
    save(c, put(data, at[9] + 30, bytes(64)), issue("data-crc", at[9], 64, accept=["data-crc", "malformed-event"]),
         issue("zero-hole", at[10], 64), records=19, values=18)


def save_tensors(c, data, *issues, records, values):
    (c.dir / EVENTS).write_bytes(data)
    c.expect(EVENTS, tensor(GRADIENT, "nan", LATE, 7), issues=issues, records=records, values=values)


@case("damaged/zero-hole-4096")
def _(c):
    """4 KiB of zeros over records 4 to 11 exactly."""
    data, at = tensors(c)
    save_tensors(c, put(data, at[4], bytes(4096)), issue("zero-hole", at[4], 4096), records=12, values=11)


@case("damaged/zero-hole-page")
def _(c):
    """A page that never reached the disk: zeros from 4096 to 8192, which begin and end inside of records. The first
    of them still parses (its last elements are zeros); the page's last record is lost."""
    data, at = tensors(c)
    first = max(i for i in range(20) if at[i] < 4096)
    after = min(i for i in range(20) if at[i] >= 8192)
    save_tensors(c, put(data, 4096, bytes(4096)), issue("data-crc", at[first], 512),
                 issue("zero-hole", at[first + 1], at[after] - at[first + 1]),
                 records=20 - (after - first - 1), values=19 - (after - first - 1))


@case("damaged/zero-hole-first")
def _(c):
    """The first page is zeros."""
    data, at = tensors(c)
    after = min(i for i in range(20) if at[i] >= 4096)
    save_tensors(c, put(data, 0, bytes(4096)), issue("zero-hole", 0, at[after]), records=20 - after, values=20 - after)


@case("damaged/zeros-at-end")
def _(c):
    """4 KiB of zeros after the last record."""
    data, _ = scalars(c)
    save(c, data + bytes(4096), issue("zero-hole", len(data), 4096), records=20)


@case("damaged/few-zeros-at-end")
def _(c):
    """Seven zero bytes after the last record: less than a header."""
    data, _ = scalars(c)
    save(c, data + bytes(7), issue("truncated-tail", len(data), 7, accept=["truncated-tail", "zero-hole"]), records=20)


@case("damaged/malformed")
def _(c):
    """Good CRCs, bad protobuf: a summary longer than its record, field number 0, an eleven-byte varint, wire type 7."""
    data, at = scalars(c)
    stamp = double(1, wall(0))
    bad = [stamp + b"\x2a\x20", stamp + b"\x00\x01", stamp + b"\x10" + b"\xff" * 10 + b"\x01",
           stamp + b"\x57"]
    out, issues = b"", []
    for i, start in enumerate(at):
        if i in (5, 8, 11, 14):
            record = frame(bad.pop(0))
            issues.append(issue("malformed-event", len(out), len(record)))
        else:
            record = data[start:start + 64] if i else data[:at[1]]
        out += record
    save(c, out, *issues, records=20, values=15)


@case("damaged/malformed-after-nan")
def _(c):
    """An event that goes wrong after its summary: what was read before the error is reported too."""
    data, at = scalars(c)
    bad = frame(double(1, wall(1)) + integer(2, 30) + message(5, value("late", single(2, NAN))) + key(10, 2) + b"\x7f")
    (c.dir / EVENTS).write_bytes(data + bad)
    c.expect(EVENTS, scalar(LOSS, "nan", BAD), scalar("late", "nan", 30), records=21, values=20,
             issues=[issue("malformed-event", len(data), len(bad))])


@case("damaged/malformed-tensor")
def _(c):
    """A packed float run whose length is not a multiple of four: the NaN before the rest is reported."""
    data, at = scalars(c)
    ragged = tensor_proto(FLOAT, [2], message(FLOAT_VAL, singles(NAN) + b"\0\0\xc0"))
    bad = frame(double(1, wall(1)) + integer(2, 30) + message(5, value("ragged", message(8, ragged))))
    (c.dir / EVENTS).write_bytes(data + bad)
    c.expect(EVENTS, scalar(LOSS, "nan", BAD), tensor("ragged", "nan", 30, 0), records=21, values=20,
             issues=[issue("malformed-event", len(data), len(bad))])


@case("damaged/garbage-at-end")
def _(c):
    """1 KiB of random bytes (seed 1) after the last record."""
    data, _ = scalars(c)
    save(c, data + random.Random(1).randbytes(1024), issue("trailing-garbage", len(data), 1024), records=20)


@case("damaged/garbage-in-middle")
def _(c):
    """100 random bytes (seed 2) between records 9 and 10."""
    data, at = scalars(c)
    garbage = random.Random(2).randbytes(100)
    save(c, data[:at[10]] + garbage + data[at[10]:], issue("length-crc", at[10], 100), records=20)


@case("damaged/oversize-2-63")
def _(c):
    """Between records 9 and 10, a header that claims 2^63 bytes, with a good CRC."""
    data, at = scalars(c)
    save(c, data[:at[10]] + header(1 << 63) + data[at[10]:], issue("oversize", at[10], 12), records=20)


@case("damaged/oversize-max")
def _(c):
    """The same claiming 2^64 - 1, so that length + 16 overflows."""
    data, at = scalars(c)
    save(c, data[:at[10]] + header((1 << 64) - 1) + data[at[10]:], issue("oversize", at[10], 12), records=20)


@case("damaged/oversize-4-gib")
def _(c):
    """The same claiming 4 GiB, more than any protobuf."""
    data, at = scalars(c)
    save(c, data[:at[10]] + header(1 << 32) + data[at[10]:], issue("oversize", at[10], 12), records=20)


@case("damaged/oversize-at-end")
def _(c):
    """The same header of 2^63 at the end of the file."""
    data, _ = scalars(c)
    save(c, data + header(1 << 63), issue("oversize", len(data), 12), records=20)


TORN = ["data-crc", "truncated-tail", "length-crc"]


@case("damaged/torn-then-appended")
def _(c):
    """A writer died 30 bytes into record 9, another appended whole records: the torn record's length reaches into
    record 10, which must not be lost."""
    data, at = scalars(c)
    save(c, data[:at[9] + 30] + data[at[10]:], issue("data-crc", at[9], 30, accept=TORN), records=19)


@case("damaged/torn-past-end")
def _(c):
    """The same with a torn record that claims 64 KiB, beyond the end of the file: not a cut tail, for whole records
    follow, the NaN among them."""
    data, at = scalars(c)
    torn = header(1 << 16) + data[at[9] + 12:at[9] + 40]
    save(c, data[:at[9]] + torn + data[at[10]:], issue("data-crc", at[9], 40, accept=TORN), records=19)


@case("damaged/torn-header")
def _(c):
    """A writer died 5 bytes into record 9's header, another appended whole records."""
    data, at = scalars(c)
    save(c, data[:at[9] + 5] + data[at[10]:], issue("length-crc", at[9], 5), records=19)


@case("damaged/no-nan-length-crc")
def _(c):
    """No NaN was found, but a record could not be read: exit 2."""
    data, at = scalars(c, bad=None)
    save(c, flip(data, at[9] + 8), issue("length-crc", at[9], 64), records=20, found=False)


@case("damaged/no-nan-data-crc")
def _(c):
    """The same with a bad data CRC."""
    data, at = scalars(c, bad=None)
    save(c, flip(data, at[9] + 60), issue("data-crc", at[9], 64), records=20, found=False)


@case("damaged/no-nan-truncated")
def _(c):
    """No NaN, and the tail is cut: exit 0."""
    data, at = scalars(c, bad=None)
    save(c, data[:-10], issue("truncated-tail", at[19], 54), records=19, found=False)


@case("damaged/zero-hole-on-nan")
def _(c):
    """The hole lies over the NaN, which is gone: exit 2."""
    data, at = scalars(c)
    save(c, put(data, at[BAD], bytes(64)), issue("zero-hole", at[BAD], 64), records=19, found=False)


@case("damaged/second-version")
def _(c):
    """Two writers' files one after the other: a second version record in the middle is no damage."""
    data, _ = scalars(c)
    (c.dir / EVENTS).write_bytes(data + data)
    c.expect(EVENTS, scalar(LOSS, "nan", BAD, 2), records=40, values=38)


@case("damaged/empty")
def _(c):
    """An empty file is normal."""
    (c.dir / EVENTS).write_bytes(b"")
    c.expect(EVENTS, records=0, values=0)


@case("damaged/text")
def _(c):
    """Not an event file at all, but named like one."""
    text = b"loss is nan since step 3\n" * 4
    (c.dir / "events.out.tfevents.txt").write_bytes(text)
    c.expect("events.out.tfevents.txt", records=0, values=0, exitCode=65)


if __name__ == "__main__":
    main()
