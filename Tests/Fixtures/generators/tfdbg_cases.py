"""Dumps of TensorFlow's debuggers: Debugger V2 (tfdbg2, DebugEvent files) and tfdbg v1 (DebugNumericSummary).

The dumps would hold this machine's source files and stack frames; the dumper is told that there are none, so its
`.source_files` and `.stack_frames` files are empty, and left out. Host name and random ids are replaced at their
source. Wall times are restamped. A DebugEvent has no tag and no step: the truth uses `op_type:slot` for eager
executions and `op_name:slot` for traces inside a function, and step 0.
"""

import itertools
import shutil
import struct
import tempfile
from pathlib import Path

import tensorflow as tf
from tensorflow.core.protobuf import debug_event_pb2
from tensorflow.python.debug.lib import debug_events_writer, debug_utils, dumping_callback
from tensorflow.python.framework import tensor_util
from tensorflow.python.ops import gen_debug_ops

from .common import INF, NAN, START, Clock, case, finding, frame, frames, main, restamp, tensor

clock = Clock()
ids = itertools.count(1)
dumping_callback._get_id = lambda: f"id-{next(ids)}"
dumping_callback._get_tfdbg_run_id = lambda: "00000000"
dumping_callback.socket.gethostname = lambda: "host"
dumping_callback._DumpingCallback._process_stack_frames = lambda self: debug_event_pb2.CodeLocation(host_name="host")
tf.config.threading.set_inter_op_parallelism_threads(1)

PREFIX = f"tfdbg_events.{START}.host"
KINDS = ("-inf", "+inf", "nan")


@tf.function
def inner(x):
    """Sqrt makes a NaN, Exp two +Inf; add carries all three; Sum is NaN."""
    return tf.reduce_sum(tf.exp(x * 100.0) + tf.sqrt(x))


# (-Inf, +Inf, NaN) counts of each bad tensor, and where the first of each stands.
EAGER = [("Log:0", (1, 0, 1), (1, None, 0)), ("RealDiv:0", (1, 1, 1), (1, 0, 2)),
         ("FUNCTION:0", (0, 0, 1), (None, None, 0))]
INSIDE = [("Sqrt:0", (0, 0, 1), (None, None, 0)), ("Exp:0", (0, 2, 0), (None, 2, None)),
          ("add:0", (0, 2, 1), (None, 2, 0)), ("Sum:0", (0, 0, 1), (None, None, 0))]


def dump(c, mode):
    root = Path(tempfile.mkdtemp())
    tf.debugging.experimental.enable_dump_debug_info(str(root), mode, circular_buffer_size=-1)
    x = tf.constant([-1.0, 0.0, 1.0, 2.0])
    tf.math.log(x)
    tf.math.divide(tf.constant([1.0, -1.0, 0.0]), tf.zeros([3]))
    tf.math.add(x, x)
    tf.function(inner.python_function)(x)
    tf.debugging.experimental.disable_dump_debug_info()
    keep(c, root)


def keep(c, root):
    for path in sorted(root.iterdir()):
        if path.stat().st_size == 0:
            continue
        target = c.dir / f"{PREFIX}.{path.name.rsplit('.', 1)[1]}"
        shutil.copyfile(path, target)
        restamp(target)
    shutil.rmtree(root)


def events(path):
    return [debug_event_pb2.DebugEvent.FromString(payload) for _, payload in frames(path.read_bytes())]


def expect(c, found, eager=EAGER):
    """`found(tag, counts, first)` gives the findings of one tensor; TensorFlow's classes count records and tensors."""
    for path in sorted(c.dir.iterdir()):
        records = events(path)
        values = sum(len(e.execution.tensor_protos) + e.graph_execution_trace.HasField("tensor_proto")
                     for e in records)
        part = path.name.rsplit(".", 1)[1]
        truth = {"execution": eager, "graph_execution_traces": INSIDE}.get(part, [])
        names = [e.execution.op_type for e in records if e.execution.op_type.startswith("__inference_")]
        truth = [(tag.replace("FUNCTION", names[0] if names else ""), *rest) for tag, *rest in truth]
        c.expect(path.name, *[f for line in truth for f in found(*line)], records=len(records), values=values)


def health(tag, counts, _):
    return [finding(tag, kind, "debug_health", 0, n) for kind, n in zip(KINDS, counts) if n]


@case("tfdbg/curt-health")
def _(c):
    """CURT_HEALTH: [tensor id, 1 if anything is not finite]; neither kind nor number is told."""
    dump(c, "CURT_HEALTH")
    expect(c, lambda tag, *_: [finding(tag, "unknown", "debug_health", 0, None)])


@case("tfdbg/concise-health")
def _(c):
    """CONCISE_HEALTH: [id, size, -Inf, +Inf, NaN]."""
    dump(c, "CONCISE_HEALTH")
    expect(c, health)


@case("tfdbg/full-health")
def _(c):
    """FULL_HEALTH: [id, device, dtype, rank, size, -Inf, +Inf, NaN, negative, zero, positive]."""
    dump(c, "FULL_HEALTH")
    expect(c, health)


@case("tfdbg/shape")
def _(c):
    """SHAPE: [id, dtype, rank, size, dims...] says nothing of health: no finding."""
    dump(c, "SHAPE")
    expect(c, lambda *_: [])


@case("tfdbg/full-tensor")
def _(c):
    """FULL_TENSOR: the tensors themselves."""
    dump(c, "FULL_TENSOR")
    expect(c, lambda tag, counts, first: [tensor(tag, kind, 0, i, n) for kind, n, i in zip(KINDS, counts, first) if n])


@case("tfdbg/reduce-inf-nan")
def _(c):
    """REDUCE_INF_NAN_THREE_SLOTS: [-Inf or 0, +Inf or 0, NaN or 0]. enable_dump_debug_info does not offer this mode,
    so the real op's output is handed to the real DebugEventsWriter."""
    root = Path(tempfile.mkdtemp())
    writer = debug_events_writer.DebugEventsWriter(str(root), "00000000", -1)
    for op, x in [("Log", [NAN, -INF, 0.0]), ("RealDiv", [INF, -INF, NAN]), ("AddV2", [0.0, 1.0])]:
        slots = gen_debug_ops.debug_numeric_summary_v2(tf.constant(x), tensor_debug_mode=8, output_dtype=tf.float32)
        writer.WriteExecution(debug_event_pb2.Execution(
            op_type=op, num_outputs=1, tensor_debug_mode=8, output_tensor_ids=[1],
            tensor_protos=[tensor_util.make_tensor_proto(slots.numpy())]))
    writer.FlushNonExecutionFiles()
    writer.FlushExecutionFiles()
    writer.Close()
    keep(c, root)
    expect(c, lambda tag, counts, _: [finding(tag, kind, "debug_health", 0, None)
                                      for kind, n in zip(KINDS, counts) if n], EAGER[:2])


# --- tfdbg v1 -----------------------------------------------------------------------------------

V1_FILE = f"events.debugger.out.tfevents.{START}.host"  # as TensorBoard's debugger plugin named it


def numeric_summaries(c, build):
    """Runs a TF1 session under DebugNumericSummary; each dump is a bare Event, framed here into one file."""
    root = Path(tempfile.mkdtemp())
    with tf.Graph().as_default() as graph, tf.compat.v1.Session() as session:
        fetches, feed = build()
        options = tf.compat.v1.RunOptions()
        debug_utils.watch_graph(options, graph, debug_ops=["DebugNumericSummary"], debug_urls=[f"file://{root}"])
        session.run(fetches, feed, options=options)
    found = {}
    for path in sorted(root.rglob("*_DebugNumericSummary_*")):
        event = tf.compat.v1.Event.FromString(path.read_bytes())
        found[event.summary.value[0].node_name] = path.read_bytes()
    shutil.rmtree(root)
    data = b""
    for index, name in enumerate(sorted(found)):
        time = (START + 0.25 * index) * 1e6  # this writer's wall times are microseconds
        data += frame(b"\x09" + struct.pack("<d", time) + found[name][9:])
    (c.dir / V1_FILE).write_bytes(data)


@case("tfdbg/v1-numeric-summary")
def _(c):
    """DebugNumericSummary: NaN in slot 2, -Inf in slot 3, +Inf in slot 7; slots 8-11 are min, max, mean and variance
    of the finite elements, +Inf, -Inf, NaN, NaN where there are none (`all_nan`)."""
    def build():
        x = tf.compat.v1.placeholder(tf.float32, [4], "x")
        zero = tf.compat.v1.placeholder(tf.float32, [3], "zero")
        nodes = [tf.math.log(x, name="log"), tf.math.divide(tf.constant([1.0, -1.0, 0.0]), zero, name="ratio"),
                 tf.math.divide(zero, zero, name="all_nan"), tf.math.add(x, x, name="sum")]
        return nodes, {x: [-1, 0, 1, 2], zero: [0, 0, 0]}
    numeric_summaries(c, build)
    c.expect(V1_FILE, finding("all_nan", "nan", "debug_health", 0, 3),
             *health("log", (1, 0, 1), None), *health("ratio", (1, 1, 1), None))


@case("benign/tfdbg-v1")
def _(c):
    """DebugNumericSummary of healthy, empty and integer tensors: the non-finite slots are defaults."""
    def build():
        x = tf.compat.v1.placeholder(tf.float32, [None], "x")
        empty = tf.compat.v1.placeholder(tf.float32, [None], "empty")
        whole = tf.compat.v1.placeholder(tf.int32, [None], "whole")
        nodes = [tf.math.add(x, x, name="sum"), tf.math.add(empty, empty, name="none"),
                 tf.math.add(whole, whole, name="integers")]
        return nodes, {x: [1, 2], empty: [], whole: [1, 2]}
    numeric_summaries(c, build)
    c.expect(V1_FILE)


if __name__ == "__main__":
    main()
