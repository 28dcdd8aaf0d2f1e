"""Datasets: record files of tf.train.Example and SequenceExample, written by TensorFlow and, where its classes refuse
to write such bytes, by hand."""

import os
import struct

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf

from .common import INF, NAN, case, finding, frame, issue, main
from .wire import event, message, single, singles, value, varints, version

BIG = 3.4028234663852886e38  # the largest finite float
SHARDS = ["train.tfrecord-00000-of-00002", "train.tfrecord-00001-of-00002"]


# --- what TensorFlow writes ----------------------------------------------------------------------

def feature(values):
    if isinstance(values, tf.train.Feature):
        return values
    if values and isinstance(values[0], float):
        return tf.train.Feature(float_list=tf.train.FloatList(value=values))
    if values and isinstance(values[0], bytes):
        return tf.train.Feature(bytes_list=tf.train.BytesList(value=values))
    return tf.train.Feature(int64_list=tf.train.Int64List(value=values))


def features(named):
    return tf.train.Features(feature={name: feature(values) for name, values in named.items()})


def example(**named):
    return tf.train.Example(features=features(named)).SerializeToString(deterministic=True)


def sequence(context, **lists):
    rows = {name: tf.train.FeatureList(feature=[feature(row) for row in rows]) for name, rows in lists.items()}
    made = tf.train.SequenceExample(context=features(context), feature_lists=tf.train.FeatureLists(feature_list=rows))
    return made.SerializeToString(deterministic=True)


def write(path, records, compression=""):
    with tf.io.TFRecordWriter(str(path), compression) as writer:
        for record in records:
            writer.write(record)


def at(tag, kind, record, index, count=1, occurrences=1, place="example", shape=None, exact=True, **more):
    """One line of the truth; `index` is the position in the list, or row and position in a list of features."""
    position = index if isinstance(index, list) else [index]
    flat = position[0] if len(position) == 1 else position[0] * shape[1] + position[1]
    return finding(tag, kind, place, record, count, occurrences, flat, exact, firstPosition=position,
                   shape=shape, **more)


# --- cases ---------------------------------------------------------------------------------------

@case("datasets/examples")
def _(c):
    """Two parts of a training set; some features are not in every record, some records have none."""
    def row(i, **more):
        return example(**({"pixels": [i + j / 8 for j in range(8)], "label": [i % 3], "name": [b"image %d" % i],
                           "weight": [1.0]} | more))
    first = [row(i) for i in range(20)]
    first[4] = row(4, pixels=[1.0, 2.0, NAN, 4.0, 5.0, NAN, 7.0, 8.0])
    first[5] = row(5, pixels=[1.0, INF, NAN, 4.0, 5.0, 6.0, 7.0, -INF])
    first[9] = row(9, weight=[INF])
    first[12] = b""
    first[13] = tf.train.Example(features=tf.train.Features()).SerializeToString()
    first[14] = example(pixels=tf.train.Feature(), weight=tf.train.Feature(float_list=tf.train.FloatList()))
    first[19] = row(19, weight=[INF])
    second = [row(20 + i) for i in range(10)]
    second[0] = row(20, weight=[-INF], pixels=[NAN] * 8)
    write(c.dir / SHARDS[0], first)
    write(c.dir / SHARDS[1], second)
    c.expect(SHARDS[0], at("pixels", "nan", 4, 2, 3, 2, shape=[8]), at("pixels", "+inf", 5, 1, shape=[8]),
             at("pixels", "-inf", 5, 7, shape=[8]), at("weight", "+inf", 9, 0, 2, 2, shape=[1]),
             records=20, values=17 * 4 + 2, examples=19)
    c.expect(SHARDS[1], at("pixels", "nan", 0, 0, 8, shape=[8]), at("weight", "-inf", 0, 0, shape=[1]),
             records=10, values=40, examples=10)


@case("datasets/gzip")
def _(c):
    """What TFX writes: compressed, with an underscore in the name."""
    name = "data_tfrecord-00000-of-00001.gz"
    write(c.dir / name, [example(x=[float(i), NAN if i == 30 else 0.5]) for i in range(40)], "GZIP")
    c.expect(name, at("x", "nan", 30, 1, shape=[2]), records=40, values=40, examples=40)


@case("datasets/sequences")
def _(c):
    """SequenceExamples: a context, lists of features with rows of equal and of unequal length."""
    records = [sequence({"speaker": [b"ann"], "rate": [16000.0]}, frames=[[0.5, 1.0, 2.0]] * 4, words=[[b"a"], [b"b"]],
                        pauses=[[0.1], [], [0.2, 0.3]]) for _ in range(6)]
    records[2] = sequence({"rate": [NAN]}, frames=[[0.5, 1.0, 2.0], [0.0, 0.0, INF], [NAN, 1.0, INF]])
    records[3] = sequence({"rate": [1.0]}, pauses=[[0.1], [], [0.2, 0.3, 0.4, -INF], [-INF]])
    records[5] = sequence({}, frames=[[NAN, NAN, NAN]])
    write(c.dir / "clips.tfrecords", records)
    lists = {"place": "feature_list"}
    c.expect("clips.tfrecords", at("rate", "nan", 2, 0, shape=[1]),
             at("frames", "nan", 2, [2, 0], 4, 2, shape=[3, 3], **lists),
             at("frames", "+inf", 2, [1, 2], 2, shape=[3, 3], **lists),
             at("pauses", "-inf", 3, [2, 3], 2, shape=[4, 4], **lists), records=6, values=3 * 5 + 5, examples=6)


@case("datasets/clean")
def _(c):
    """Nothing wrong: the largest numbers, the smallest, -0; integers and bytes that look like NaN."""
    records = [example(edge=[BIG, -BIG, 1e-45, -1e-45, -0.0, 0.0], ones=[-1, -1], raw=[b"\xff" * 64])]
    write(c.dir / "clean.tfrecord", records * 3)
    c.expect("clean.tfrecord", records=3, values=9, examples=3)


@case("datasets/no-floats")
def _(c):
    """Examples of bytes and integers: what they mean is not looked into."""
    write(c.dir / "images.tfrec", [example(image=[struct.pack("<2f", NAN, INF)], label=[7])] * 2)
    c.expect("images.tfrec", records=2, values=4, examples=2)


@case("datasets/events")
def _(c):
    """Events in a file that is named like a dataset: what the records hold counts, not the name."""
    (c.dir / "events.tfrecord").write_bytes(version() + event(3, value("loss", single(2, NAN))))
    c.expect("events.tfrecord", finding("loss", "nan", "simple_value", 3), records=2, values=1)


@case("datasets/unknown")
def _(c):
    """Records of other kinds, with an example among them: each stretch of them is one issue."""
    # The second is a protobuf whose first field is a string, as that of an example is a message.
    strange = [frame(b"just text"), frame(message(1, "a name") + single(2, NAN)), frame(message(7, b"\0" * 9))]
    good = frame(example(x=[NAN]))
    (c.dir / "strange.tfrecord").write_bytes(strange[0] + strange[1] + good + strange[2])
    start = len(strange[0] + strange[1])
    c.expect("strange.tfrecord", at("x", "nan", 2, 0, shape=[1]),
             issues=[issue("unknown-record", 0, start), issue("unknown-record", start + len(good), len(strange[2]))],
             records=4, values=1, examples=1)


def entry(name, *values):
    return message(1, message(1, name), *(message(2, v) for v in values))


def floats(*xs):
    """A packed float list."""
    return message(2, message(1, singles(*xs)))


def by_hand(*entries):
    return message(1, *entries)


@case("datasets/wire")
def _(c):
    """Protobuf's liberties: floats one by one, in several pieces, mixed; maps out of order; a key twice; no key."""
    loose = message(2, single(1, 1), single(1, NAN), single(1, 2), single(1, INF))
    pieces = message(2, message(1, singles(1, 2)), single(1, 3), message(1, b""), message(1, singles(4, NAN, 6)))
    records = [
        by_hand(entry("loose", loose), entry("pieces", pieces)),
        # Features in two pieces; a feature in two pieces, which are one list.
        by_hand(entry("a", floats(1, 2))) + by_hand(entry("b", floats(1, 2), floats(3, -INF))),
        # The value in front of the key; no key; no value.
        by_hand(message(1, message(2, floats(NAN)), message(1, "late")), message(1, message(2, floats(1, INF))),
                message(1, message(1, "nothing"))),
        # A key twice: the last counts for TensorFlow, both are looked at.
        by_hand(entry("twice", floats(NAN)), entry("twice", floats(1))),
        # Floats, then integers: only one of the two counts.
        by_hand(entry("either", floats(1, NAN) + message(3, message(1, varints(5))))),
        # Integers one by one, and a name that is not UTF-8.
        by_hand(entry("loose-ints", message(3, b"\x08\x05\x08\x06")), entry(b"\xff", floats(0, NAN))),
        # Lists of features in two pieces.
        message(2, entry("rows", message(1, floats(1, 2)))) + message(2, entry("rows2", message(1, loose) * 2)),
    ]
    (c.dir / "wire.tfrecord").write_bytes(b"".join(frame(r) for r in records))
    lists = {"place": "feature_list"}
    c.expect("wire.tfrecord", at("loose", "nan", 0, 1, shape=[4]), at("loose", "+inf", 0, 3, shape=[4]),
             at("pieces", "nan", 0, 4, shape=[6]), at("b", "-inf", 1, 3, shape=[4]), at("late", "nan", 2, 0, shape=[1]),
             at("", "+inf", 2, 1, shape=[2]), at("twice", "nan", 3, 0, shape=[1]),
             at("either", "nan", 4, 1, shape=[2], exact=False), at("\\xff", "nan", 5, 1, shape=[2]),
             at("rows2", "nan", 6, [0, 1], 2, shape=[2, 4], **lists),
             at("rows2", "+inf", 6, [0, 3], 2, shape=[2, 4], **lists), records=7, values=14, examples=7)


@case("datasets/malformed")
def _(c):
    """Whole records that are no whole examples: what of them can be read is."""
    records = [
        example(x=[1.0, 2.0]),
        # Three bytes too many for floats; cut inside a feature; a field that examples do not have; a group.
        by_hand(entry("x", message(2, message(1, singles(1, NAN) + b"\0\0\0")))),
        by_hand(entry("x", floats(INF)), b"\x0a\x7f"),
        by_hand(entry("x", floats(-INF))) + single(9, NAN),
        by_hand(entry("y", floats(NAN))) + b"\x1b\x1c",
        example(x=[1.0]),
    ]
    data, spans = b"", []
    for record in records:
        spans.append((len(data), len(record) + 16))
        data += frame(record)
    (c.dir / "malformed.tfrecord").write_bytes(data)
    c.expect("malformed.tfrecord", at("x", "nan", 1, 1, shape=[2]), at("x", "+inf", 2, 0, shape=[1]),
             at("x", "-inf", 3, 0, shape=[1]), at("y", "nan", 4, 0, shape=[1]),
             issues=[issue("malformed-event", *spans[i]) for i in (1, 2, 3, 4)], records=6, values=6, examples=6)


@case("datasets/damaged")
def _(c):
    """A bad checksum over a NaN, a bad length, and a tail that is cut: what a dataset shares with event files."""
    whole = [frame(example(x=[float(i)] * 4)) for i in range(6)]
    spoiled = frame(example(x=[1.0, NAN, 1.0, 1.0]), data_crc=0x12345678)
    headless = b"\0" * 12 + whole[3][12:]
    tail = frame(example(x=[NAN] * 4))[:-9]
    parts = [whole[0], spoiled, whole[2], headless, whole[4], whole[5], tail]
    offsets = [sum(map(len, parts[:i])) for i in range(len(parts))]
    (c.dir / "damaged.tfrecord").write_bytes(b"".join(parts))
    c.expect("damaged.tfrecord", at("x", "nan", 1, 1, shape=[4], crcValid=False),
             issues=[issue("data-crc", offsets[1], len(spoiled)),
                     issue("zero-hole", offsets[3], len(headless), ["length-crc"]),
                     issue("truncated-tail", offsets[6], len(tail))], records=5, values=5, examples=5)


if __name__ == "__main__":
    main()
