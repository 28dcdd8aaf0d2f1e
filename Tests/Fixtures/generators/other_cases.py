"""Files of writers that cannot be run here, put together as their sources describe; harmless files; wall times;
compressed files; a clean run."""

import gzip
import struct
import zlib

import numpy as np
import tensorflow as tf
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.summary.writer.record_writer import RecordWriter

from .common import EVENTS, INF, NAN, START, Clock, case, finding, frame, histogram, issue, main, scalar, tensor, wall
from .wire import (CONTENT, FLOAT, FLOAT_VAL, INT32, STRING, doubles, double, event, integer, message, shape, single,
                   singles, tensor_value, value, version)

clock = Clock()
DBL_MAX, FLT_MAX = 1.7976931348623157e308, 3.4028234663852886e38
VERSION = event_pb2.Event(wall_time=wall(0), file_version="brain.Event:2")


def write(path, *events):
    """Through TensorBoard's RecordWriter."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        writer = RecordWriter(file)
        for e in events:
            writer.write(e.SerializeToString())
        writer.flush()


def summary(step, *values, time=None):
    return event_pb2.Event(wall_time=wall(step) if time is None else time, step=step,
                           summary=summary_pb2.Summary(value=values))


def histo(tag, limits, buckets, **fields):
    return summary_pb2.Summary.Value(tag=tag, histo=dict(bucket_limit=limits, bucket=buckets, **fields))


def simple(tag, x):
    return summary_pb2.Summary.Value(tag=tag, simple_value=x)


# --- SageMaker Debugger -------------------------------------------------------------------------

MAGIC = 0x062DC0B3  # masked CRC-32C of the text "0x12345678", written in place of every data CRC


def sagemaker(c, step, *tensors):
    """One step's file as smdebug/core/tfevent writes it: no version record, tensor_content, dimension names, two
    `plugin_data` (the message had them repeated), the magic footer."""
    data = b""
    for tag, dtype, array in tensors:
        dims = b"".join(message(2, integer(1, d), message(2, f"{tag}_{d}")) for d in array.shape)
        proto = integer(1, dtype) + message(2, dims) + message(CONTENT, array.tobytes())
        plugin = b"".join(message(1, message(1, name), message(2, str(n)))
                          for name, n in (("mode_step", step), ("mode", 1)))
        payload = double(1, wall(step)) + (integer(2, step) if step else b"") + message(
            5, message(1, message(1, tag), message(8, proto), message(9, plugin)))
        data += frame(payload, data_crc=MAGIC)
    path = c.dir / "events" / f"{step:012d}" / f"{step:012d}_worker_0.tfevents"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return str(path.relative_to(c.dir))


@case("smdebug/clean")
def _(c):
    """SageMaker Debugger, nothing wrong: the fake data CRC is that writer's habit, not damage."""
    weight = np.linspace(-1, 1, 6, dtype=np.float32).reshape(2, 3)
    for step in (0, 500):
        file = sagemaker(c, step, ("weight/fc1", FLOAT, weight), ("gradient/fc1", FLOAT, weight * 0.1))
        c.expect(file, magicCRC=True)


@case("smdebug/nan")
def _(c):
    """The same with a NaN gradient. numpy float16 goes to DT_INT32 there (smdebug/core/tfevent/util.py), two bytes
    per element: only the length of the content betrays it."""
    grad = np.array([[1, NAN, 3], [NAN, 5, INF]], np.float32)
    file = sagemaker(c, 500, ("weight/fc1", FLOAT, np.ones([2, 3], np.float32)), ("gradient/fc1", FLOAT, grad))
    c.expect(file, tensor("gradient/fc1", "nan", 500, 1, 2), tensor("gradient/fc1", "+inf", 500, 5), magicCRC=True)


@case("smdebug/float16")
def _(c):
    """float16 labelled DT_INT32 by SageMaker Debugger."""
    half = np.array([1, NAN, -INF, 2], np.float16)
    file = sagemaker(c, 500, ("gradient/half", INT32, half))
    c.expect(file, tensor("gradient/half", "nan", 500, 1, disguised=True),
             tensor("gradient/half", "-inf", 500, 2, disguised=True), magicCRC=True)


# --- other writers ------------------------------------------------------------------------------

@case("others/rustingsword")
def _(c):
    """RustingSword/tensorboard_logger (C++): no version record; NaN is counted in bucket 0 (limit -DBL_MAX), min and
    max stay finite, only the sums are NaN; min stays DBL_MAX while values rise; empty buckets are left out."""
    write(c.dir / "tfevents.pb",
          summary(1, histo("rising", [1.0089710279437536, 2.1628190051144287], [1, 1], min=DBL_MAX, max=2, num=2,
                           sum=3, sum_squares=5)),
          summary(2, histo("nan", [-DBL_MAX, 1.0089710279437536, 2.1628190051144287], [2, 1, 1], min=DBL_MAX, max=2,
                           num=4, sum=NAN, sum_squares=NAN)),
          summary(3, simple("loss", NAN)))
    c.expect("tfevents.pb", histogram("nan", "nan", 2, 2, planted=2), scalar("loss", "nan", 3))


@case("others/julia")
def _(c):
    """TensorBoardLogger.jl's log_vector: the vector itself is stored as bucket weights, so the NaN's bucket is its
    element; the sums are taken over the weights. The file name holds a float; node_name repeats the tag."""
    v = histo("vector", [1, 2, 3, 4, 5], [0.5, 1.5, 2.5, NAN, 4.5], min=0, max=5, num=5, sum=NAN, sum_squares=NAN)
    v.node_name = "vector"
    write(c.dir / "events.out.tfevents.1.7e9.host", VERSION, summary(1, v))
    c.expect("events.out.tfevents.1.7e9.host", histogram("vector", "nan", 1, 1, bucketIndex=3, planted=1))


@case("others/dl4s")
def _(c):
    """DL4S-Tensorboard (Swift): an empty event first; an empty histogram has min +Inf, max -DBL_MAX and, since
    i / n * (max - min) + min is NaN, every limit NaN. Nothing was in it: no finding."""
    name = f"events.out.tfevents.{START}.host"
    write(c.dir / name, event_pb2.Event(wall_time=wall(0)),
          summary(1, histo("empty", [NAN] * 4, [0] * 4, min=INF, max=-DBL_MAX)),
          summary(2, histo("full", [1.5, 2], [1, 1], min=1, max=2, num=2, sum=2, sum_squares=2)))
    c.expect(name)


@case("others/catboost")
def _(c):
    """A C++ trainer's own writer: no version record, node_name beside the tag."""
    name = f"events.out.tfevents.{START}.host"
    events = []
    for step in range(3):
        v = simple("Logloss", NAN if step == 2 else 0.5)
        v.node_name = "Logloss"
        events.append(summary(step, v))
    write(c.dir / name, *events)
    c.expect(name, scalar("Logloss", "nan", 2))


@case("others/audio")
def _(c):
    """The legacy Audio message has a float: sample_rate."""
    audio = [summary_pb2.Summary.Value(tag="sound", audio=dict(sample_rate=rate, num_channels=1, length_frames=1,
                                                               encoded_audio_string=b"RIFF", content_type="audio/wav"))
             for rate in (44100, NAN, INF)]
    write(c.dir / EVENTS, VERSION, *[summary(step, a) for step, a in enumerate(audio)])
    c.expect(EVENTS, finding("sound", "nan", "audio", 1), finding("sound", "+inf", "audio", 2))


# --- harmless -----------------------------------------------------------------------------------

@case("benign/histograms")
def _(c):
    """Histograms with the sentinels and open ends that writers use."""
    write(c.dir / EVENTS, VERSION,
          summary(1, histo("tensorflow/empty", [DBL_MAX], [0], min=DBL_MAX, max=-DBL_MAX)),
          summary(1, histo("tensorflow/outer", [-DBL_MAX, 0, DBL_MAX], [1, 1, 1], min=-1e300, max=1e300, num=3)),
          summary(1, histo("last-limit", [1, 2, INF], [1, 1, 1], min=0, max=9, num=3, sum=12, sum_squares=90)),
          summary(1, histo("first-limit", [-INF, 1, 2], [0, 1, 1], min=0, max=2, num=2, sum=3, sum_squares=5)),
          summary(1, histo("no-buckets", [], [])))
    c.expect(EVENTS)


@case("benign/values")
def _(c):
    """Integers and strings whose bytes look like NaN, empty and null tensors, values without a value, the old-style
    histogram, an image, largest finite numbers, -0."""
    nan = struct.pack("<I", 0x7FC00000)
    write_raw = [
        tensor_value("int32", INT32, [2], message(CONTENT, nan * 2)),
        tensor_value("string", STRING, [2], message(8, nan), message(8, "nan")),
        tensor_value("null", FLOAT, [0]),
        tensor_value("zeros", FLOAT, [2, 2]),
        tensor_value("finite", FLOAT, [4], message(FLOAT_VAL, singles(FLT_MAX, -FLT_MAX, -0.0, 1e-45))),
        value("no-value"),
        value("old-style", message(3, nan * 4)),
        value("image", message(4, integer(1, 1), integer(2, 1), integer(3, 1), message(4, b"\x89PNG" + nan * 3))),
        value("metadata", message(9, message(1, message(1, "custom"), message(2, nan * 4)))),
    ]
    (c.dir / EVENTS).write_bytes(version() + event(1, *write_raw) + b"".join(event(2, v) for v in write_raw))
    c.expect(EVENTS)


@case("benign/events")
def _(c):
    """Events without a summary: SageMaker's sentinel (an empty record), wall time 0, negative time, session logs, a
    log message, an unknown kind of event, a graph whose constant is -Inf."""
    graph = tf.Graph()
    with graph.as_default():
        tf.constant([-INF, NAN], name="mask")
    write(c.dir / EVENTS, VERSION, event_pb2.Event(),
          event_pb2.Event(wall_time=0, step=3, file_version="brain.Event:2"),
          event_pb2.Event(session_log=event_pb2.SessionLog(status=event_pb2.SessionLog.START)),
          event_pb2.Event(wall_time=-1.0, step=3, log_message=dict(level=20, message="loss is nan")),
          event_pb2.Event(wall_time=wall(3), graph_def=graph.as_graph_def().SerializeToString(deterministic=True)),
          event_pb2.Event(wall_time=wall(4), tagged_run_metadata=dict(tag="step", run_metadata=b"\x0a\x00")),
          summary(5, simple("loss", 0.5), time=0.0))
    with (c.dir / EVENTS).open("ab") as file:
        file.write(frame(double(1, wall(5)) + message(77, doubles(NAN))))
    c.expect(EVENTS)


# --- wall times ---------------------------------------------------------------------------------

@case("walltime/first")
def _(c):
    """NaN, +Inf or -Inf in the version record: at NaN rustboard drops the rest of the file, where the loss
    becomes Inf."""
    for run, time, kind in (("nan", NAN, "nan"), ("plus", INF, "+inf"), ("minus", -INF, "-inf")):
        write(c.dir / run / EVENTS, event_pb2.Event(wall_time=time, file_version="brain.Event:2"),
              *[summary(step, simple("loss", INF if step == 3 else 1.0)) for step in range(5)])
        c.expect(f"{run}/{EVENTS}", finding("", kind, "wall_time", 0), scalar("loss", "+inf", 3))


@case("walltime/middle")
def _(c):
    """NaN, +Inf and -Inf as wall times of events in the middle, whose values are finite but one."""
    times = {2: NAN, 3: INF, 4: -INF, 6: NAN}
    write(c.dir / EVENTS, VERSION,
          *[summary(step, simple("loss", NAN if step == 6 else 1.0), time=times.get(step)) for step in range(8)])
    c.expect(EVENTS, finding("", "nan", "wall_time", 2, 2, 2), finding("", "+inf", "wall_time", 3),
             finding("", "-inf", "wall_time", 4), scalar("loss", "nan", 6))


# --- compressed ---------------------------------------------------------------------------------

def run(steps, bad):
    return [VERSION] + [summary(step, simple("loss", NAN if step == bad else 1 / (step + 1))) for step in range(steps)]


def compress(path, kind, events):
    with tf.io.TFRecordWriter(str(path), kind) as writer:
        for e in events:
            writer.write(e.SerializeToString())


@case("compressed/plain")
def _(c):
    """The file that the others of this folder hold."""
    compress(c.dir / EVENTS, "", run(10, 7))
    c.expect(EVENTS, scalar("loss", "nan", 7), records=11, values=10)


@case("compressed/gzip")
def _(c):
    """tf.io.TFRecordWriter(options="GZIP")."""
    compress(c.dir / EVENTS, "GZIP", run(10, 7))
    c.expect(EVENTS, scalar("loss", "nan", 7), records=11, values=10)


@case("compressed/zlib")
def _(c):
    """tf.io.TFRecordWriter(options="ZLIB")."""
    compress(c.dir / EVENTS, "ZLIB", run(10, 7))
    c.expect(EVENTS, scalar("loss", "nan", 7), records=11, values=10)


@case("compressed/gzip-members")
def _(c):
    """Three gzip members, one after another; the second cuts a record in two, the third holds the NaN."""
    compress(c.dir / EVENTS, "", run(10, 7))
    data = (c.dir / EVENTS).read_bytes()
    parts = data[:100], data[100:190], data[190:]
    (c.dir / EVENTS).write_bytes(b"".join(gzip.compress(part, mtime=0) for part in parts))
    c.expect(EVENTS, scalar("loss", "nan", 7), records=11, values=10)


@case("compressed/gzip-truncated")
def _(c):
    """A gzip file cut near its end, as of a live or dead writer: what can be inflated is scanned. The offset of the
    cut is one of the inflated stream."""
    compress(c.dir / EVENTS, "GZIP", run(300, 7))
    data = (c.dir / EVENTS).read_bytes()[:-200]
    (c.dir / EVENTS).write_bytes(data)
    inflated = len(zlib.decompressobj(wbits=31).decompress(data))
    offset, records = 0, 0
    for e in run(300, 7):
        if offset + 16 + e.ByteSize() > inflated:
            break
        offset, records = offset + 16 + e.ByteSize(), records + 1
    c.expect(EVENTS, scalar("loss", "nan", 7), records=records, values=records - 1,
             issues=[issue("truncated-tail", offset, inflated - offset)])


# --- a healthy run ------------------------------------------------------------------------------

@case("clean")
def _(c):
    """Two runs, one file each, nothing wrong."""
    for name, offset in (("train", 0.0), ("eval", 0.1)):
        rows = np.array([[i - 5, i - 4, i] for i in range(10)], float)
        hist = summary_pb2.Summary.Value.FromString(
            message(1, "weights") + message(8, integer(1, 2), shape(10, 3), message(CONTENT, rows.tobytes()))
            + message(9, message(1, message(1, "histograms"))))
        write(c.dir / name / EVENTS, VERSION,
              *[summary(step, simple("loss", 1 / (step + 1) + offset), simple("lr", 0.1)) for step in range(20)],
              summary(19, hist))
        c.expect(f"{name}/{EVENTS}")


if __name__ == "__main__":
    main()
