"""Files of TensorFlow: tf.summary (v2), tf.compat.v1.summary, the Keras callback, the hparams plugin.

TensorFlow's writer takes the wall time from the system clock in C++, so these files are restamped.
"""

import numpy as np
import tensorflow as tf
from tensorboard.plugins.hparams import api as hp
from tensorboard.plugins.histogram import summary_v2 as histogram_plugin
from tensorflow.python.framework import dtypes

from .common import INF, NAN, START, Case, Clock, case, finding, histogram, main, scalar, tensor

clock = Clock()
FILE = f"events.out.tfevents.{START}.host.1.0.v2"
FILE_V1 = f"events.out.tfevents.{START}.host"


def write(directory, body):
    writer = tf.summary.create_file_writer(str(directory))
    with writer.as_default():
        body()
    writer.close()


@case("tensorflow/scalar")
def _(c):
    """tf.summary.scalar: rank-0 DT_FLOAT in tensor_content; 1e39 overflows in the cast to float32."""
    def body():
        for step, x in enumerate([1.0, NAN, INF, -INF, 0.5]):
            tf.summary.scalar("loss", x, step)
            tf.summary.scalar("lr", 0.1, step)
        tf.summary.scalar("double", np.float64(1e39), 5)
    write(c.dir, body)
    c.expect(FILE, tensor("loss", "nan", 1, 0), tensor("loss", "+inf", 2, 0), tensor("loss", "-inf", 3, 0),
             tensor("double", "+inf", 5, 0))


HISTOGRAMS = {
    "nan": [1, NAN, 2, NAN, 3], "+inf": [1, 2, 3, INF, INF], "-inf": [1, 2, 3, -INF, -INF],
    "both": [1, -INF, 2, INF, 3], "nan+inf": [1, NAN, INF], "all-nan": [NAN, NAN], "all+inf": [INF, INF],
    "all-inf": [-INF, -INF], "overflow": [-1.7e308, 1, 1.7e308], "empty": [], "one-value": [5, 5],
    "normal": list(np.linspace(-1, 1, 20)),
}


def expect_histograms(more):
    """What the rows tell on both paths; the counts are 0 or lost, so no number of elements."""
    found = [("nan", "nan"), ("+inf", "+inf"), ("-inf", "-inf"), ("nan+inf", "nan"), ("all-nan", "nan"),
             ("all+inf", "+inf"), ("all-inf", "-inf"), *more]
    return [histogram(tag, kind, 1) for tag, kind in found]


OVERFLOW = [{"tag": "overflow", "what": "accumulator-overflow", "kind": "+inf", "place": "histogram", "firstStep": 1,
             "why": "max - min overflows, so inner edges are Inf; every element is finite"}]


@case("tensorflow/histogram")
def _(c):
    """tf.summary.histogram: the op `_buckets`, eager, and once in a tf.function (same bytes). The first left edge
    is the minimum and the last right edge the maximum, so both kinds can be told; other NaN edges are artefacts."""
    @tf.function
    def graph(data):
        tf.summary.histogram("graph/both", data, step=1)

    def body():
        for tag, values in HISTOGRAMS.items():
            tf.summary.histogram(tag, tf.constant(values, tf.float64), step=1)
        graph(tf.constant(HISTOGRAMS["both"], tf.float64))
    write(c.dir, body)
    c.expect(FILE, *expect_histograms([("both", "-inf"), ("both", "+inf"),
                                       ("graph/both", "-inf"), ("graph/both", "+inf")]), lowSeverity=OVERFLOW)


@case("tensorflow/histogram-numpy")
def _(c):
    """histogram_pb (numpy) through write_raw_pb: as above, but the first left edge is NaN in every bad case, so
    -Inf beside +Inf leaves no trace (`both` and `all+inf` have the same rows)."""
    def body():
        for tag, values in HISTOGRAMS.items():
            with np.errstate(all="ignore"):
                summary = histogram_plugin.histogram_pb(tag, np.array(values))
            tf.summary.experimental.write_raw_pb(summary.SerializeToString(), step=1)
    write(c.dir, body)
    c.expect(FILE, *expect_histograms([("both", "+inf")]), lowSeverity=OVERFLOW)


@case("tensorflow/histogram-xla")
def _(c):
    """`_buckets` compiled by XLA, as on a TPU: its minimum ignores NaN, which is counted in the first bucket, so NaN
    leaves no trace at all (no finding for `nan`). Infinities do, and are counted too."""
    compiled = tf.function(lambda data: histogram_plugin._buckets(data), jit_compile=True, reduce_retracing=True)
    plugin = histogram_plugin.metadata.create_summary_metadata(display_name=None, description=None)

    def body():
        for tag in ("nan", "+inf", "-inf", "both", "normal"):
            tf.summary.write(tag, compiled(tf.constant(HISTOGRAMS[tag], tf.float64)), step=1, metadata=plugin)
    write(c.dir, body)
    c.expect(FILE, *[histogram(tag, kind, 1) for tag, kind in
                     (("+inf", "+inf"), ("-inf", "-inf"), ("both", "-inf"), ("both", "+inf"))],
             undetectable=[{"tag": "nan", "kind": "nan", "planted": 2}])


NONE_INFINITE = ["float8_e4m3fn", "float8_e4m3fnuz", "float8_e4m3b11fnuz", "float8_e5m2fnuz"]


@case("tensorflow/tensor")
def _(c):
    """tf.summary.write of [1, NaN, +Inf, -Inf, 0.5, 2] in every float type: tensor_content throughout. The float8
    types without infinities store NaN for them; float4 stores neither."""
    full = ["float16", "bfloat16", "float32", "float64", "float8_e5m2"]

    def body():
        for name in full + NONE_INFINITE + ["float4_e2m1fn"]:
            dtype = getattr(dtypes, name)
            planted = np.array([1, NAN, INF, -INF, 0.5, 2]).astype(dtype.as_numpy_dtype)
            tf.summary.write(name, tf.constant(planted, dtype, [2, 3]), step=1)
        for name in ("complex64", "complex128"):
            parts = [complex(1, 0), complex(NAN, 1), complex(1, INF), complex(NAN, -INF)]
            tf.summary.write(name, tf.constant(parts, getattr(dtypes, name)), step=1)
        for name in ("int8", "uint8", "int16", "int32", "int64", "uint64", "bool"):
            tf.summary.write(name, tf.cast(tf.constant([0, 1, 127]), getattr(dtypes, name)), step=1)
        tf.summary.write("string", tf.constant(["nan", "inf"]), step=1)
        tf.summary.write("float32/empty", tf.zeros([0, 3]), step=1)
        tf.summary.write("float32/splat", tf.fill([2, 3], NAN), step=1)
    write(c.dir, body)
    found = [tensor(tag, kind, 1, i) for tag in full for i, kind in [(1, "nan"), (2, "+inf"), (3, "-inf")]]
    found += [tensor(tag, "nan", 1, 1, 3) for tag in NONE_INFINITE]
    for tag in ("complex64", "complex128"):
        found += [tensor(tag, "nan", 1, 1, 2), tensor(tag, "+inf", 1, 2), tensor(tag, "-inf", 1, 3)]
    c.expect(FILE, *found, tensor("float32/splat", "nan", 1, 0, 6))


@case("tensorflow/media")
def _(c):
    """tf.summary.image, audio and text from inputs with NaN: DT_STRING tensors, no finding."""
    def body():
        tf.summary.image("pixels", np.full([1, 4, 4, 3], NAN, np.float32), step=1)
        tf.summary.audio("sound", np.full([1, 32, 1], NAN, np.float32), 8000, step=1)
        tf.summary.text("note", "loss is nan", step=1)
    write(c.dir, body)
    c.expect(FILE)


def session(c, build, run):
    """A TF1 graph, session and FileWriter."""
    with tf.Graph().as_default(), tf.compat.v1.Session() as sess:
        merged = build()
        writer = tf.compat.v1.summary.FileWriter(str(c.dir))
        run(sess, merged, writer)
        writer.close()


@case("tensorflow/v1")
def _(c):
    """tf.compat.v1.summary ops: simple_value, a legacy histogram whose limits end in +-DBL_MAX, audio, image, and a
    tensor_summary. The histogram op itself refuses NaN, so there is no record of one."""
    v1 = tf.compat.v1
    fed = {}

    def build():
        fed["x"] = x = v1.placeholder(tf.float32, [4])
        v1.summary.scalar("scalar", x[0])
        v1.summary.histogram("histogram", tf.constant([-2.0, 0.0, 1e25]))
        v1.summary.histogram("histogram/empty", tf.zeros([0]))
        v1.summary.tensor_summary("tensor", x)
        v1.summary.audio("audio", tf.zeros([1, 16, 1]), 8000.0)
        v1.summary.image("image", tf.reshape(x, [1, 2, 2, 1]))
        fed["refused"] = v1.summary.histogram("refused", x, collections=[])
        return v1.summary.merge_all()

    def run(sess, merged, writer):
        for step, x in enumerate([1.0, NAN, INF, -INF]):
            writer.add_summary(sess.run(merged, {fed["x"]: [x, 2, 3, 4]}), step)
        try:
            sess.run(fed["refused"], {fed["x"]: [NAN, 2, 3, 4]})
        except tf.errors.InvalidArgumentError as error:
            assert "Nan in summary histogram" in str(error)
        else:
            raise AssertionError("the histogram op took a NaN")
    session(c, build, run)
    found = []
    for step, kind in [(1, "nan"), (2, "+inf"), (3, "-inf")]:
        found += [scalar("scalar", kind, step), tensor("tensor", kind, step, 0)]
    c.expect(FILE_V1, *found)


@case("tensorflow/v1-restart")
def _(c):
    """add_session_log(START, step=4) twice in one file: the NaN at step 5 of the first attempt is superseded."""
    start = tf.compat.v1.SessionLog(status=tf.compat.v1.SessionLog.START)

    def run(sess, _, writer):
        def add(step, x):
            writer.add_summary(tf.compat.v1.Summary(value=[{"tag": "loss", "simple_value": x}]), step)
        writer.add_session_log(start, 0)
        for step in range(6):
            add(step, NAN if step == 5 else 1.0)
        writer.add_session_log(start, 4)
        for step in range(4, 8):
            add(step, INF if step == 7 else 0.5)
    session(c, lambda: None, run)
    c.expect(FILE_V1, scalar("loss", "nan", 5, superseded=True), scalar("loss", "+inf", 7))


@case("tensorflow/keras")
def _(c):
    """keras.callbacks.TensorBoard(histogram_freq=1): a weight becomes NaN when epoch 1 begins, so that epoch's loss
    and all weights end as NaN."""
    tf.keras.utils.set_random_seed(7)
    model = tf.keras.Sequential([tf.keras.layers.Input([3], name="in"), tf.keras.layers.Dense(2, name="hidden"),
                                 tf.keras.layers.Dense(1, name="out")])
    model.compile("sgd", "mse")
    kernel = model.get_layer("hidden").kernel

    def poison(epoch, logs=None):
        if epoch == 1:
            kernel.assign(tf.tensor_scatter_nd_update(kernel.value, [[0, 0]], [NAN]))
    x = np.linspace(-1, 1, 24, dtype=np.float32).reshape(8, 3)
    model.fit(x, x.sum(1), epochs=3, verbose=0, shuffle=False, validation_data=(x[:2], x[:2].sum(1)),
              callbacks=[tf.keras.callbacks.LambdaCallback(on_epoch_begin=poison),
                         tf.keras.callbacks.TensorBoard(str(c.dir), histogram_freq=1, write_graph=False)])
    weights = [f"sequential/{layer}/{part}" for layer in ("hidden", "out") for part in ("kernel", "bias")]
    c.expect(f"train/{FILE}", tensor("epoch_loss", "nan", 1, 0, 2, occurrences=2),
             *[histogram(f"{name}/histogram", "nan", 1, occurrences=2) for name in weights])
    c.expect(f"validation/{FILE}", tensor("evaluation_loss_vs_iterations", "nan", 2, 0, 2, occurrences=2),
             tensor("epoch_loss", "nan", 1, 0, 2, occurrences=2))


@case("tensorflow/hparams")
def _(c):
    """The hparams plugin: an open RealInterval(-inf, inf) is no finding, a NaN hyperparameter is."""
    rate = hp.HParam("lr", hp.RealInterval(-INF, INF))
    units = hp.HParam("units", hp.Discrete([16, 32]))
    write(c.dir / "experiment", lambda: hp.hparams_config([rate, units], [hp.Metric("loss")],
                                                          time_created_secs=START))
    write(c.dir / "good", lambda: hp.hparams({rate: 0.1, units: 16}, "trial-0", START))
    write(c.dir / "bad", lambda: hp.hparams({rate: NAN, units: 16}, "trial-1", START))
    c.expect(f"experiment/{FILE}")
    c.expect(f"good/{FILE}")
    c.expect(f"bad/{FILE}", finding("_hparams_/session_start_info", "nan", "hparam", 0, hparams=["lr"]))


if __name__ == "__main__":
    from .common import restamp
    finish = Case.finish

    def restamped(self):
        for path in sorted(self.dir.rglob("events.out.tfevents.*")):
            restamp(path)
        return finish(self)
    Case.finish = restamped
    main()
