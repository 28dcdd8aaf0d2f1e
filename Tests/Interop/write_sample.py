"""Writes a logdir with every kind of data by TensorBoard's own protos, and its `expected.json`.

    python write_sample.py LOGDIR

It is what the checks of this directory are tested with: they must pass for it, and fail for it
once a value of `expected.json` is changed. The Swift tests write the same kinds on their own.
"""

import hashlib
import io
import json
import math
import pathlib
import sys
import wave

import numpy as np
from PIL import Image
from google.protobuf import struct_pb2
from tensorboard.compat.proto import (
    attr_value_pb2, config_pb2, event_pb2, graph_pb2, summary_pb2, tensor_pb2, tensor_shape_pb2,
    types_pb2,
)
from tensorboard.plugins.audio import plugin_data_pb2 as audio_pb2
from tensorboard.plugins.custom_scalar import layout_pb2
from tensorboard.plugins.hparams import api_pb2, plugin_data_pb2 as hparams_pb2
from tensorboard.plugins.image import plugin_data_pb2 as image_pb2
from tensorboard.plugins.mesh import plugin_data_pb2 as mesh_pb2
from tensorboard.plugins.pr_curve import plugin_data_pb2 as pr_curve_pb2
from tensorboard.summary.writer.record_writer import RecordWriter

START = 1_700_000_000.0
SCALAR, TENSOR, BLOBS = 1, 2, 3


class Run:
    def __init__(self, logdir, name):
        directory = logdir / name
        directory.mkdir(parents=True, exist_ok=True)
        self.directory = directory
        self.file = open(directory / f"events.out.tfevents.{int(START)}.host.1.0", "xb")
        self.records = RecordWriter(self.file)
        self.seen = set()
        self.write(event_pb2.Event(file_version="brain.Event:2"), 0)

    def write(self, event, step):
        event.step = step
        event.wall_time = START + step
        self.records.write(event.SerializeToString())

    def add(self, plugin, data_class, tag, tensor, step, content=b"", name="", description=""):
        value = summary_pb2.Summary.Value(tag=tag, tensor=tensor)
        if tag not in self.seen:
            value.metadata.plugin_data.plugin_name = plugin
            value.metadata.plugin_data.content = content
            value.metadata.data_class = data_class
            value.metadata.display_name = name
            value.metadata.summary_description = description
            self.seen.add(tag)
        self.write(event_pb2.Event(summary=summary_pb2.Summary(value=[value])), step)


def numbers(array):
    kinds = {"f4": types_pb2.DT_FLOAT, "f8": types_pb2.DT_DOUBLE, "i4": types_pb2.DT_INT32,
             "u1": types_pb2.DT_UINT8}
    return tensor_pb2.TensorProto(
        dtype=kinds[array.dtype.str[1:]], tensor_shape=shape(array.shape),
        tensor_content=array.tobytes(),
    )


def strings(items, dims):
    return tensor_pb2.TensorProto(
        dtype=types_pb2.DT_STRING, tensor_shape=shape(dims), string_val=items
    )


def shape(dims):
    return tensor_shape_pb2.TensorShapeProto(
        dim=[tensor_shape_pb2.TensorShapeProto.Dim(size=size) for size in dims]
    )


def digest(data):
    return hashlib.sha256(data).hexdigest()


def spelled(value):
    if math.isnan(value):
        return "NaN"
    return value if math.isfinite(value) else "Infinity" if value > 0 else "-Infinity"


def write_scalars(train, evaluation, root):
    loss = [(step, 1 / (step + 1)) for step in range(10)]
    odd = [(0, 0.5), (1, math.nan), (2, math.inf), (3, -math.inf), (4, 0.25)]
    for step, value in loss:
        train.add("scalars", SCALAR, "loss", numbers(np.array(value, "<f4")), step,
                  name="the loss", description="how *wrong* it is")
        evaluation.add("scalars", SCALAR, "loss", numbers(np.array(value / 2, "<f4")), step)
    for step, value in odd:
        train.add("scalars", SCALAR, "odd/values é", numbers(np.array(value, "<f4")), step)
    root.add("scalars", SCALAR, "top", numbers(np.array(1, "<f4")), 2**53 + 1)
    return {
        "train": {"loss": loss, "odd/values é": [(step, spelled(value)) for step, value in odd]},
        "eval": {"loss": [(step, value / 2) for step, value in loss]},
        ".": {"top": [(2**53 + 1, 1)]},
    }


def write_histograms(run):
    points = []
    for step in range(3):
        edges = np.linspace(-1 - step, 1 + step, 6)
        rows = np.stack([edges[:-1], edges[1:], np.array([1, 4, 9, 4, 1.0])], 1)
        run.add("histograms", TENSOR, "weights", numbers(rows), step)
        points.append((step, rows.tolist()))
    return {"train": {"weights": points}}


def write_images(run):
    def encode(mode, size, fill, kind):
        buffer = io.BytesIO()
        Image.new(mode, size, fill).save(buffer, kind)
        return buffer.getvalue()

    content = image_pb2.ImagePluginData(converted_to_tensor=True).SerializeToString()
    reds = [encode("RGB", (16, 8), (250 - i, 9 * i, 7), "PNG") for i in range(3)]
    expected = {}
    for tag, mime, images in [
        ("rgb", "image/png", reds),
        ("grey", "image/png", [encode("L", (16, 8), 99, "PNG")]),
        ("photo", "image/jpeg", [encode("RGB", (16, 8), (1, 2, 250), "JPEG")]),
    ]:
        for step in range(2):
            run.add("images", BLOBS, tag, strings([b"16", b"8", *images], [2 + len(images)]), step,
                    content)
        expected[tag] = [
            {"step": step, "width": 16, "height": 8, "mime": mime, "sha256": [*map(digest, images)]}
            for step in range(2)
        ]
    return {"train": expected}


def write_audio(run):
    clips = []
    for frequency in (220, 440):
        buffer = io.BytesIO()
        with wave.open(buffer, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(8000)
            sine = np.sin(np.arange(800) * frequency * 2 * np.pi / 8000)
            file.writeframes((sine * 32767).astype("<i2").tobytes())
        clips.append(buffer.getvalue())
    content = audio_pb2.AudioPluginData(encoding=11, converted_to_tensor=True).SerializeToString()
    # Pairs of a clip and its label, the older form, are not taken apart where data_class is set.
    run.add("audio", BLOBS, "tone", strings(clips, [2]), 4, content)
    return {"train": {"tone": [{"step": 4, "sha256": [*map(digest, clips)]}]}}


def write_text(run):
    table = [["name", "value"], ["rate", "0.1 < 1"]]
    run.add("text", TENSOR, "notes", strings(["**bold** <é>".encode()], []), 0)
    run.add("text", TENSOR, "table",
            strings([cell.encode() for row in table for cell in row], [2, 2]), 1)
    return {"train": {"notes": [(0, "**bold** <é>")], "table": [(1, table)]}}


def write_hparams(logdir):
    expected = {}
    nothing = tensor_pb2.TensorProto(dtype=types_pb2.DT_FLOAT, tensor_shape=shape([0]))

    def add(run, tag, **data):
        content = hparams_pb2.HParamsPluginData(**data).SerializeToString()
        run.add("hparams", TENSOR, f"_hparams_/{tag}", nothing, 0, content)

    for number, rate in enumerate([0.1, 0.01]):
        name = f"sweep/{number}"
        run = Run(logdir, name)
        values = {"rate": rate, "layers": 3, "optimizer": "adam", "bias": number == 0}
        if number == 0:
            infos = [
                api_pb2.HParamInfo(name="rate", type="DATA_TYPE_FLOAT64",
                                   domain_interval=api_pb2.Interval(min_value=0.001, max_value=1)),
                api_pb2.HParamInfo(name="layers", type="DATA_TYPE_FLOAT64"),
                api_pb2.HParamInfo(name="optimizer", type="DATA_TYPE_STRING"),
                api_pb2.HParamInfo(name="bias", type="DATA_TYPE_BOOL"),
            ]
            infos[2].domain_discrete.extend(["adam", "sgd"])
            metric = api_pb2.MetricInfo(
                name=api_pb2.MetricName(tag="accuracy"), display_name="Accuracy"
            )
            add(run, "experiment",
                experiment=api_pb2.Experiment(hparam_infos=infos, metric_infos=[metric]))
        start = hparams_pb2.SessionStartInfo(group_name=name, start_time_secs=START)
        for key, value in values.items():
            kind = {bool: "bool_value", str: "string_value"}.get(type(value), "number_value")
            start.hparams[key].CopyFrom(struct_pb2.Value(**{kind: value}))
        add(run, "session_start_info", session_start_info=start)
        run.add("scalars", SCALAR, "accuracy", numbers(np.array(0.5 + rate, "<f4")), 5)
        status = "STATUS_FAILURE" if number else "STATUS_SUCCESS"
        add(run, "session_end_info", session_end_info=hparams_pb2.SessionEndInfo(
            status=api_pb2.Status.Value(status), end_time_secs=START + 9))
        run.file.close()
        expected[name] = {
            "hparams": values, "metrics": {"accuracy": 0.5 + rate}, "status": status,
        }
    experiment = {
        "hparams": {"rate": {"min": 0.001, "max": 1}, "layers": None,
                    "optimizer": ["adam", "sgd"], "bias": None},
        "metrics": {"accuracy": "Accuracy"},
    }
    scalars = {name: {"accuracy": [(5, run["metrics"]["accuracy"])]}
               for name, run in expected.items()}
    return expected, experiment, scalars


def write_pr_curve(run):
    count = 11
    thresholds = np.linspace(0, 1, count)
    true_positives = np.array([50, 49, 47, 44, 40, 35, 29, 22, 14, 5, 0.0])
    false_positives = np.array([50, 40, 31, 23, 16, 10, 6, 3, 1, 0, 0.0])
    true_negatives, false_negatives = 50 - false_positives, 50 - true_positives
    precision = true_positives / np.maximum(1e-7, true_positives + false_positives)
    recall = true_positives / 50
    rows = {
        "true_positives": true_positives, "false_positives": false_positives,
        "true_negatives": true_negatives, "false_negatives": false_negatives,
        "precision": precision, "recall": recall,
    }
    content = pr_curve_pb2.PrCurvePluginData(num_thresholds=count).SerializeToString()
    run.add("pr_curves", TENSOR, "curve/pr_curves",
            numbers(np.stack([*rows.values()]).astype("<f4")), 3, content)
    point = {key: row.tolist() for key, row in rows.items()}
    point |= {"step": 3, "thresholds": thresholds.tolist()}
    return {"train": {"curve/pr_curves": [point]}}


def write_mesh(run):
    vertices = np.array([[[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]]], "<f4")
    faces = np.array([[[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]]], "<i4")
    colors = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [9, 9, 9]]], "u1")
    for kind, part in [("VERTEX", vertices), ("FACE", faces), ("COLOR", colors)]:
        number = mesh_pb2.MeshPluginData.ContentType.Value(kind)
        content = mesh_pb2.MeshPluginData(
            name="solid", content_type=number, json_config="{}", shape=part.shape, components=14
        ).SerializeToString()
        run.add("mesh", TENSOR, f"solid_{kind}", numbers(part), 2, content)
    return {"train": {"solid": [{
        "step": 2, "vertices": vertices.tolist(), "faces": faces.tolist(),
        "colors": colors.tolist(), "config": {},
    }]}}


def write_layout(run):
    layout = {"category": [{"title": "Losses", "chart": [
        {"title": "all", "multiline": {"tag": ["loss.*"]}},
        {"title": "band", "margin": {"series": [
            {"value": "loss", "lower": "loss", "upper": "loss"}]}},
    ]}]}
    message = layout_pb2.Layout()
    for category in layout["category"]:
        added = message.category.add(title=category["title"])
        added.chart.add(title="all").multiline.tag.append("loss.*")
        added.chart.add(title="band").margin.series.add(value="loss", lower="loss", upper="loss")
    run.add("custom_scalars", TENSOR, "custom_scalars__config__",
            strings([message.SerializeToString()], []), 0)
    return layout


def write_graph(run):
    nodes = [
        {"name": "input", "op": "Placeholder", "input": [], "shapes": [[-1, 4]]},
        {"name": "layer/weights", "op": "Variable", "input": [], "shapes": [[4, 2]]},
        {"name": "layer/product", "op": "MatMul", "input": ["input", "layer/weights"],
         "shapes": [[-1, 2]]},
        {"name": "output", "op": "Softmax", "input": ["layer/product", "^layer/weights"],
         "shapes": None},
    ]
    graph = graph_pb2.GraphDef()
    graph.versions.producer = 22
    for node in nodes:
        added = graph.node.add(name=node["name"], op=node["op"], input=node["input"])
        if node["shapes"]:
            added.attr["_output_shapes"].CopyFrom(attr_value_pb2.AttrValue(
                list=attr_value_pb2.AttrValue.ListValue(shape=map(shape, node["shapes"]))))
    run.write(event_pb2.Event(graph_def=graph.SerializeToString()), 0)
    metadata = config_pb2.RunMetadata()
    device = metadata.step_stats.dev_stats.add(device="/device:CPU:0")
    for number, node in enumerate(nodes):
        device.node_stats.add(node_name=node["name"], all_start_micros=100 * number,
                              op_end_rel_micros=50, all_end_rel_micros=60 + number)
    run.write(event_pb2.Event(tagged_run_metadata=event_pb2.TaggedRunMetadata(
        tag="step 1", run_metadata=metadata.SerializeToString())), 1)
    return {"train": nodes}, {"train": {"step 1": [node["name"] for node in nodes]}}


def write_projector(run):
    points = np.array([[0, 1, 2], [3, 4.5, 1e-20], [6, -7, 8], [9, 10, 11.25]], "<f4")
    sprite = io.BytesIO()
    Image.fromarray(np.arange(8 * 8 * 3, dtype="u1").reshape(8, 8, 3)).save(sprite, "PNG")
    directory = run.directory / "projector"
    directory.mkdir()
    (directory / "points.tsv").write_text(
        "".join("\t".join(map(repr, row)) + "\n" for row in points.tolist()))
    (directory / "points.bytes").write_bytes(points.tobytes())
    (directory / "labels.tsv").write_text("word\tkind\na\t1\nb\t2\nc\t1\nd\t2\n")
    (directory / "sprite.png").write_bytes(sprite.getvalue())
    (run.directory / "projector_config.pbtxt").write_text("""
        embeddings { tensor_name: "points:00001" tensor_path: "projector/points.tsv"
            metadata_path: "projector/labels.tsv"
            sprite { image_path: "projector/sprite.png" single_image_dim: 4 single_image_dim: 4 } }
        embeddings { tensor_name: "raw:00002" tensor_path: "projector/points.bytes"
            tensor_shape: 4 tensor_shape: 3 }
        """)
    both = {"shape": [4, 3], "values": points.ravel().tolist()}
    return {"train": {
        "points:00001": both | {
            "metadata": (directory / "labels.tsv").read_text(),
            "sprite": {"sha256": digest(sprite.getvalue()), "width": 4, "height": 4},
        },
        "raw:00002": both | {"metadata": None, "sprite": None},
    }}


def main(logdir):
    logdir = pathlib.Path(logdir)
    root, train, evaluation = Run(logdir, "."), Run(logdir, "train"), Run(logdir, "eval")
    expected = {
        "scalars": write_scalars(train, evaluation, root),
        "descriptions": {"scalars": {"train": {
            "loss": {"display_name": "the loss", "description": "<em>wrong</em>"}}}},
        "histograms": write_histograms(train),
        "images": write_images(train),
        "audio": write_audio(train),
        "text": write_text(train),
        "pr_curves": write_pr_curve(train),
        "meshes": write_mesh(train),
        "custom_scalars": write_layout(root),
        "projector": write_projector(train),
    }
    expected["graphs"], expected["run_metadata"] = write_graph(train)
    expected["hparams"], expected["hparams_experiment"], scalars = write_hparams(logdir)
    expected["scalars"] |= scalars
    for run in (root, train, evaluation):
        run.file.close()
    (logdir / "expected.json").write_text(json.dumps(expected, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
