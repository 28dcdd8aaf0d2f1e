"""Reads a logdir back without TensorBoard's server and compares it with `expected.json`.

    python check_readback.py LOGDIR

Two readers: TensorFlow's `summary_iterator`, for every value with its tensor, step and metadata,
and `tbparse`, for the kinds that it knows.
"""

import base64
import io
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import numpy as np  # noqa: E402
import tbparse  # noqa: E402
import tensorflow as tf  # noqa: E402
from PIL import Image, ImageSequence  # noqa: E402
from tensorboard.compat.proto import graph_pb2  # noqa: E402

tf.get_logger().setLevel("ERROR")

import expectation  # noqa: E402
from api_blobs import digest  # noqa: E402
from expectation import same_single  # noqa: E402


def event_files(logdir):
    """The event files of each run, by the name that TensorBoard gives it."""
    runs = {}
    for path in sorted(pathlib.Path(logdir).rglob("*tfevents*")):
        run = path.parent.relative_to(logdir).as_posix()
        runs.setdefault(run, []).append(path)
    return runs


class ReadBack:
    """All that the event files hold, as {plugin: {run: {tag: [[step, array], ...]}}}."""

    def __init__(self, logdir, findings):
        self.series = {}
        self.graphs = {}
        self.run_metadata = {}
        for run, paths in event_files(logdir).items():
            plugins = {}
            for path in paths:
                first = True
                for event in tf.compat.v1.train.summary_iterator(str(path)):
                    if first:
                        findings.equal(f"{path} version", event.file_version, "brain.Event:2")
                    first = False
                    self._take(run, event, plugins, findings)

    def _take(self, run, event, plugins, findings):
        if event.HasField("graph_def"):
            self.graphs[run] = graph_pb2.GraphDef.FromString(event.graph_def)
        if event.HasField("tagged_run_metadata"):
            tagged = event.tagged_run_metadata
            message = tf.compat.v1.RunMetadata.FromString(tagged.run_metadata)
            self.run_metadata.setdefault(run, {})[tagged.tag] = message
        for value in event.summary.value:
            if value.HasField("metadata"):
                plugins.setdefault(value.tag, value.metadata.plugin_data.plugin_name)
                findings.true(f"{run} {value.tag}: no data class", value.metadata.data_class != 0)
            findings.true(f"{run} {value.tag}: no metadata at first", value.tag in plugins)
            plugin = plugins.get(value.tag, "")
            series = self.series.setdefault(plugin, {}).setdefault(run, {})
            array = tf.make_ndarray(value.tensor) if value.HasField("tensor") else None
            series.setdefault(value.tag, []).append([event.step, array])


def check_iterator(logdir, expected, findings):
    back = ReadBack(logdir, findings)
    for section, plugin, form in [
        ("scalars", "scalars", float), ("histograms", "histograms", lambda rows: rows.tolist()),
        ("text", "text", decoded),
    ]:
        if section in expected:
            found = back.series.get(plugin, {})
            findings.tags(section, expectation.tags(found), expectation.tags(expected[section]))
            for run, tag in sorted(expectation.tags(expected[section])):
                points = [[step, form(array)] for step, array in found.get(run, {}).get(tag, [])]
                numbers = {"numbers": same_single} if section == "scalars" else {}
                findings.equal(f"{section} {run} {tag}", points, expected[section][run][tag],
                               **numbers)
    check_blobs(back, expected, findings)
    check_graphs(back, expected, findings)


def decoded(array):
    """A string, or nested lists of strings."""
    item = array.item() if array.ndim == 0 else array.tolist()
    return _text(item)


def _text(item):
    return [_text(part) for part in item] if isinstance(item, list) else item.decode()


def check_blobs(back, expected, findings):
    for section, header in (("images", 2), ("audio", 0)):
        for run, tag in sorted(expectation.tags(expected.get(section, {}))):
            points = back.series.get(section, {}).get(run, {}).get(tag, [])
            wanted = expected[section][run][tag]
            what = f"{section} {run} {tag}"
            findings.equal(what, [step for step, _ in points], [point["step"] for point in wanted])
            for (_, array), point in zip(points, wanted):
                found = [digest(blob) for blob in array.tolist()[header:]]
                findings.equal(what, found, point["sha256"])
                if section == "images":
                    size = [int(text) for text in array.tolist()[:2]]
                    findings.equal(what, size, [point["width"], point["height"]])
                    for blob, pixels in zip(array.tolist()[header:], point.get("rgba", [])):
                        image = Image.open(io.BytesIO(blob)).convert("RGBA")
                        findings.equal(what + " pixels", digest(image.tobytes()),
                                       digest(base64.b64decode(pixels)))
                    check_pixels(array.tolist()[header], point, what, findings)


def check_pixels(blob, point, what, findings):
    """What Pillow sees of a first image: the frames of an animation, or 16 bits."""
    image = Image.open(io.BytesIO(blob))
    if "durations" in point:
        frames, durations = [], []
        for frame in ImageSequence.Iterator(image):
            pixels = np.array(frame.convert("RGBA"))
            # Whatever the color of a transparent pixel.
            pixels[pixels[..., 3] == 0] = 0
            frames.append(digest(pixels.tobytes()))
            durations.append(frame.info["duration"])
        findings.equal(what + " durations", durations, point["durations"])
        findings.equal(what + " loop", image.info.get("loop"), 0)
        if "frames" in point:
            wanted = [digest(base64.b64decode(frame)) for frame in point["frames"]]
            findings.equal(what + " frames", frames, wanted)
    if "gray16" in point:
        findings.equal(what + " 16 bits", np.array(image).ravel().tolist(), point["gray16"])


def check_graphs(back, expected, findings):
    for run, nodes in expected.get("graphs", {}).items():
        found = [[node.name, node.op, list(node.input)] for node in back.graphs[run].node]
        wanted = [[node["name"], node["op"], node.get("input", [])] for node in nodes]
        findings.equal(f"graph {run}", found, wanted)
    for run, tags in expected.get("run_metadata", {}).items():
        findings.equal(f"run metadata {run}", sorted(back.run_metadata[run]), sorted(tags))


def check_tbparse(logdir, expected, findings):
    """The kinds that tbparse knows; of text it cannot read tables."""
    scalars, histograms, hparams, text = {}, {}, {}, {}
    has_tables = any(
        isinstance(value, list)
        for tags in expected.get("text", {}).values() for points in tags.values()
        for _, value in points
    )
    for run, paths in event_files(logdir).items():
        for path in paths:
            kinds = {"tensors", "hparams"} | (set() if has_tables else {"text"})
            reader = tbparse.SummaryReader(str(path), event_types=kinds)
            for row in reader.tensors.itertuples():
                if row.tag in expected.get("scalars", {}).get(run, {}):
                    scalars.setdefault((run, row.tag), []).append([row.step, float(row.value)])
                elif row.tag in expected.get("histograms", {}).get(run, {}):
                    rows = np.asarray(row.value).tolist()
                    histograms.setdefault((run, row.tag), []).append([row.step, rows])
            for row in reader.hparams.itertuples():
                hparams.setdefault(run, {})[row.tag] = row.value
            for row in () if has_tables else reader.text.itertuples():
                text.setdefault((run, row.tag), []).append([row.step, row.value])
    for section, found in (("scalars", scalars), ("histograms", histograms)):
        for run, tag in sorted(expectation.tags(expected.get(section, {}))):
            numbers = {"numbers": same_single} if section == "scalars" else {}
            findings.equal(f"{section} {run} {tag}", found.get((run, tag)),
                           expected[section][run][tag], **numbers)
    for run, session in expected.get("hparams", {}).items():
        for name, value in session["hparams"].items():
            findings.equal(f"hparams {run} {name}", hparams.get(run, {}).get(name), value)
    for run, tag in sorted(expectation.tags(expected.get("text", {}) if not has_tables else {})):
        findings.equal(f"text {run} {tag}", text.get((run, tag)), expected["text"][run][tag])


def main(logdir):
    expected = expectation.load(logdir)
    failed = False
    for name, check in (("summary_iterator", check_iterator), ("tbparse", check_tbparse)):
        findings = expectation.Findings()
        check(logdir, expected, findings)
        for error in findings.errors:
            print(f"{name}: {error}")
        print(f"{name}: {findings.count} checks, {len(findings.errors)} errors")
        failed = failed or bool(findings.errors) or findings.count == 0
    sys.exit(failed)


if __name__ == "__main__":
    main(sys.argv[1])
