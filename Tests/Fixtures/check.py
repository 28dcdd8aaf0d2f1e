#!/usr/bin/env python3
"""Reads the fixtures back with TensorFlow's and TensorBoard's own readers and compares them with expected.json:
`python check.py [DIR]`. It shares no code with the Swift scanner, and it prints what those readers cannot read.
"""

import json
import os
import sys
from collections import defaultdict
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
sys.dont_write_bytecode = True

import numpy as np
import tensorflow as tf
from google.protobuf.message import DecodeError
from tensorboard.compat.tensorflow_stub.pywrap_tensorflow import masked_crc32c
from tensorboard.plugins.hparams import plugin_data_pb2
from tensorflow.core.protobuf import debug_event_pb2

from generate import FOLDERS

HERE = Path(__file__).resolve().parent
ROOT = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE
LIMIT = 64 << 10

# Files whose bytes TensorFlow reads otherwise than it should, or not at all; expected.json is the truth there.
OTHERWISE = {
    "wire/half-val-ambiguous": "several readings",
    "wire/both-fields": "TensorFlow reads tensor_content only",
    "wire/mismatch": "TensorFlow reads the dtype's field only",
    "wire/shape": "shapes that do not fit",
    "wire/complex-odd": "odd number of parts",
    "wire/variant": "DT_VARIANT", "wire/variant-deep": "beyond protobuf's depth", "wire/tag-not-utf8": "not UTF-8",
    "smdebug/float16": "float16 labelled DT_INT32",
    "others/dl4s": "defaults", "others/julia": "bucket weights", "others/rustingsword": "NaN only in the sums",
    "wire/histogram": "hand-made statistics",
}


# Datasets that TensorFlow does not read to the end, or of which it lets one of two lists fall.
DATASETS_OTHERWISE = {
    "datasets/damaged": "damaged", "datasets/malformed": "no whole examples", "datasets/unknown": "no examples",
    "datasets/events": "no dataset", "datasets/wire": "keys that stand twice and bytes that are no UTF-8",
}


def kinds(array):
    array = np.asarray(array)
    if array.dtype.kind == "c":
        parts = kinds(array.real), kinds(array.imag)
        return {kind: sorted(set(parts[0][kind]) | set(parts[1][kind])) for kind in parts[0]}
    with np.errstate(invalid="ignore"):
        flat = array.astype(np.float64).ravel()
    return {"nan": np.flatnonzero(np.isnan(flat)).tolist(), "+inf": np.flatnonzero(flat == np.inf).tolist(),
            "-inf": np.flatnonzero(flat == -np.inf).tolist()}


def histogram_kinds(low, high):
    """By the smallest and the largest value; a NaN there hides everything else."""
    if np.isnan(low) or np.isnan(high):
        return {"nan"}
    return {kind for kind, infinity in (("-inf", -np.inf), ("+inf", np.inf)) if infinity in (low, high)}


def array_of(proto):
    """The elements, of half_val also where TensorFlow gets them wrong."""
    halves = list(proto.half_val)
    if any(not -32768 <= v <= 65535 for v in halves):  # PyTorch: float32 bits
        return np.array(halves, np.int32).view(np.float32)
    if any(v < 0 for v in halves):  # sign-extended
        proto.half_val[:] = [v & 0xFFFF for v in halves]
    if np.prod([d.size for d in proto.tensor_shape.dim]) > 1 << 20:
        return np.zeros(0)
    try:
        return tf.make_ndarray(proto)
    except TypeError:  # TensorFlow's Python does not know all float8 types; its C++ does
        return tf.io.parse_tensor(proto.SerializeToString(), tf.as_dtype(proto.dtype)).numpy()


def scan(payloads):
    """(tag, kind, place) -> [count or None, occurrences, first step, first index]."""
    found = defaultdict(list)

    def add(tag, kind, place, step, count, index):
        found[tag, kind, place].append((step, count, index))
    for payload in payloads:
        event = tf.compat.v1.Event.FromString(payload)
        for kind, where in kinds(event.wall_time).items():
            if where:
                add("", kind, "wall_time", event.step, 1, None)
        for v in event.summary.value:
            place, one = v.WhichOneof("value"), None
            plugin = v.metadata.plugin_data
            if plugin.plugin_name == "hparams":
                start = plugin_data_pb2.HParamsPluginData.FromString(plugin.content).session_start_info
                numbers = [h.number_value for h in start.hparams.values()]
                for kind, where in kinds(numbers).items():
                    if where:
                        add(v.tag, kind, "hparam", event.step, len(where), None)
            if place == "simple_value":
                one = v.simple_value
            elif place == "audio":
                one = v.audio.sample_rate
            elif place == "histo":
                for kind in histogram_kinds(v.histo.min, v.histo.max) if v.histo.num else ():
                    bound = max(0, v.histo.num - sum(v.histo.bucket))
                    add(v.tag, kind, "histogram", event.step, int(bound), None)
            elif place == "tensor" and plugin.plugin_name == "histograms":
                rows = tf.make_ndarray(v.tensor)
                for kind in tf2_histogram_kinds(rows) if rows.size else ():
                    add(v.tag, kind, "histogram", event.step, None, None)
            elif place == "tensor" and plugin.plugin_name == "debugger":
                slots = tf.make_ndarray(v.tensor)
                for kind, count in zip(("nan", "-inf", "+inf"), slots[[2, 3, 7]]):
                    if count:
                        add(v.tag, kind, "debug_health", event.step, int(count), None)
            elif place == "tensor" and v.tensor.dtype not in (tf.string.as_datatype_enum, 0):
                for kind, where in kinds(array_of(v.tensor)).items():
                    if where:
                        add(v.tag, kind, "tensor", event.step, len(where), where[0])
            if one is not None:
                for kind, where in kinds(one).items():
                    if where:
                        add(v.tag, kind, place, event.step, 1, None)
    return found


def tf2_histogram_kinds(rows):
    """The first left edge is the minimum (or NaN, where numpy made the rows); the last right edge is the maximum."""
    low, high = rows[0, 0], rows[-1, 1]
    if np.isnan(high):
        return {"nan"}
    found = histogram_kinds(high if np.isnan(low) else low, high)
    if np.isnan(low) and np.isfinite(high) and np.isnan(rows[1, 0]):
        found.add("-inf")
    return found


def merge(points):
    counts = [count for _, count, _ in points]
    step, _, index = min(points, key=lambda p: p[0])
    return [None if None in counts else sum(counts), len(points), step, index]


def whole_records(data):
    """Every record whose two CRCs hold, wherever it begins."""
    def holds(start, end):
        return masked_crc32c(data[start:end]) == int.from_bytes(data[end:end + 4], "little")
    offset, records = 0, []
    while offset + 16 <= len(data):
        end = offset + 12 + int.from_bytes(data[offset:offset + 8], "little")
        if end + 4 <= len(data) and holds(offset, offset + 8) and holds(offset + 12, end):
            records.append((offset, end + 4))
            offset = end + 4
        else:
            offset += 1
    return records


def parses(payload):
    try:
        tf.compat.v1.Event.FromString(payload)
    except DecodeError:
        return False
    return True


def check_damage(path, truth):
    """Whole records and issues must cover every byte of the file, and each byte once."""
    data = path.read_bytes()
    spans = whole_records(data)
    malformed = [i for i in truth["issues"] if i["kind"] == "malformed-event"]
    other = [i for i in truth["issues"] if i["kind"] != "malformed-event"]
    refused = [{"offset": start, "length": end - start} for start, end in spans if not parses(data[start + 12:end - 4])]
    assert refused == [{"offset": i["offset"], "length": i["length"]} for i in malformed], path
    spans = sorted(spans + [(i["offset"], i["offset"] + i["length"]) for i in other])
    at = 0
    for start, end in spans:
        assert start == at, f"{path}: bytes {at} to {start} are in no record and no issue"
        at = end
    assert at == len(data), path


def check_dataset(path, truth):
    """Every feature as TensorFlow parses it, a context beside the lists of features."""
    found, values = defaultdict(list), 0
    records = [r.numpy() for r in tf.data.TFRecordDataset(str(path), "GZIP" if path.suffix == ".gz" else "")]
    for number, record in enumerate(records):
        parsed = tf.train.SequenceExample.FromString(record)
        values += len(parsed.context.feature) + len(parsed.feature_lists.feature_list)
        for name, feature in parsed.context.feature.items():
            for kind, where in kinds(feature.float_list.value).items():
                if where:
                    found[name, kind, "example"].append((number, len(where), where[:1]))
        for name, rows in parsed.feature_lists.feature_list.items():
            places = [(kind, [row, index]) for row, feature in enumerate(rows.feature)
                      for kind, where in kinds(feature.float_list.value).items() for index in where]
            for kind in sorted({kind for kind, _ in places}):
                where = [place for k, place in places if k == kind]
                found[name, kind, "feature_list"].append((number, len(where), where[0]))
    actual = {key: merge(points) for key, points in found.items()}
    wanted = {(f["tag"], f["kind"], f["place"]): [f["count"], f["occurrences"], f["firstStep"], f["firstPosition"]]
              for f in truth["findings"]}
    assert actual == wanted, (path, actual, wanted)
    assert (len(records), values) == (truth["records"], truth["values"]), (path, len(records), values)


def payloads(path, name):
    kind = {"compressed/gzip": "GZIP", "compressed/gzip-members": "GZIP", "compressed/zlib": "ZLIB"}.get(name, "")
    return [r.numpy() for r in tf.data.TFRecordDataset(str(path), kind)]


def main():
    files = json.loads((ROOT / "expected.json").read_text())["files"]
    on_disk = {str(p.relative_to(ROOT)) for folder in FOLDERS for p in (ROOT / folder).rglob("*") if p.is_file()}
    assert on_disk == set(files), on_disk ^ set(files)
    notes = []
    for file, truth in files.items():
        path = ROOT / file
        name = "/".join(file.split("/")[:2])
        assert path.stat().st_size < LIMIT, file
        if file.startswith("damaged/"):
            if truth["exitCode"] != 65:
                check_damage(path, truth)
            continue
        if file.startswith("datasets/") and name not in DATASETS_OTHERWISE:
            check_dataset(path, truth)
            continue
        if name in DATASETS_OTHERWISE:
            notes.append(f"{file}: {DATASETS_OTHERWISE[name]}")
            continue
        if file.startswith("found/"):
            notes.append(f"{file}: hostile; expected.json is the truth")
            continue
        if name == "compressed/gzip-truncated":
            notes.append(f"{file}: TensorFlow stops at the cut")
            continue
        try:
            records = payloads(path, name)
        except tf.errors.DataLossError as error:
            assert truth.get("magicCRC"), (file, error)
            data, records = path.read_bytes(), []
            while data:
                length = int.from_bytes(data[:8], "little")
                assert data[12 + length:16 + length] == (0x062DC0B3).to_bytes(4, "little"), file
                records.append(data[12:12 + length])
                data = data[16 + length:]
            notes.append(f"{file}: TensorFlow refuses the data CRC")
        assert len(records) == truth["records"], (file, len(records), truth["records"])
        if path.name.startswith("tfdbg_events"):
            assert all(debug_event_pb2.DebugEvent.FromString(r).wall_time for r in records)
            continue
        if name in OTHERWISE:
            notes.append(f"{file}: {OTHERWISE[name]}")
            continue
        actual = {key: merge(points) for key, points in scan(records).items()}
        wanted = {(f["tag"], f["kind"], f["place"]): [f["count"], f["occurrences"], f["firstStep"], f["firstIndex"]]
                  for f in truth["findings"] if (f["count"] or 0) < 1 << 20}
        if actual != wanted:
            print(f"{file}\n  only read:     { {k: v for k, v in actual.items() if wanted.get(k) != v} }"
                  f"\n  only expected: { {k: v for k, v in wanted.items() if actual.get(k) != v} }")
    print("\n".join(notes))
    print(f"{len(files)} files, {sum(len(t['findings']) for t in files.values())} findings, "
          f"{sum(len(t['issues']) for t in files.values())} issues")


if __name__ == "__main__":
    main()
