"""The contract between who writes a logdir and who checks it: `expected.json`.

The file lies in the logdir and tells what a reader must find there; sections that are left out
are not checked. Within a section, a run or a tag that is found but not expected is an error too.
`run` is the directory relative to the logdir, "." for the logdir itself. Numbers that are not
finite are the strings "NaN", "Infinity" and "-Infinity". Keep within what TensorBoard samples by
default: 10 steps of images, audio and text, 50 of histograms.

    {
      "scalars":    {run: {tag: [[step, value], ...]}},
      "histograms": {run: {tag: [[step, [[left, right, count], ...]], ...]}},
      "images":     {run: {tag: [{"step": 0, "width": 2, "height": 2, "mime": "image/png",
                                  "sha256": [hex of the bytes of each image],
                                  "rgba": [base64 of each image's pixels] or left out,
                                  "gray16": [numbers of the first image] or left out,
                                  "durations": [ms of each frame of a GIF] or left out,
                                  "frames": [base64 of each frame's pixels] or left out},
                                 ...]}},
      "audio":      {run: {tag: [{"step": 0, "sha256": [hex of each clip's WAV file]}, ...]}},
      "text":       {run: {tag: [[step, "Markdown" or ["cell", ...] or [[...], ...]], ...]}},
      "hparams":    {run: {"hparams": {name: number, string or bool},
                           "metrics": {tag: last value}, "status": "STATUS_SUCCESS"}},
      "hparams_experiment": {"hparams": {name: [discrete values] or {"min": 0, "max": 1} or null},
                             "metrics": {tag: display name or ""}},
      "pr_curves":  {run: {tag: [{"step": 0, "thresholds": [...], "precision": [...],
                                  "recall": [...], "true_positives": [...],
                                  "false_positives": [...], "true_negatives": [...],
                                  "false_negatives": [...]}, ...]}},
      "meshes":     {run: {name: [{"step": 0, "vertices": [B][N][3], "faces": [B][M][3] or null,
                                   "colors": [B][N][3] or null, "config": {...}}, ...]}},
      "custom_scalars": {"category": [{"title": "", "chart": [
                             {"title": "", "multiline": {"tag": [regex, ...]}} or
                             {"title": "", "margin": {"series": [
                                 {"value": tag, "lower": tag, "upper": tag}]}}]}]},
      "projector":  {run: {tensor name: {"shape": [N, D], "values": [N * D numbers],
                                         "metadata": text or null,
                                         "sprite": {"sha256": hex, "width": 4, "height": 4}
                                                   or null}}},
      "graphs":     {run: [{"name": "a/b", "op": "MatMul", "input": ["x", "^y"],
                            "shapes": [[-1, 3], ...] or null}, ...]},
      "run_metadata": {run: {tag: [node names that have statistics]}},
      "descriptions": {plugin: {run: {tag: {"display_name": "", "description": "in Markdown"}}}}
    }

Wherever a "sha256" is asked for, "base64" with the bytes themselves will do. `display_name` and
and pr_curves, whose pages show them.
"""

import base64
import hashlib
import json
import math
import pathlib
import struct

FILE_NAME = "expected.json"
NON_FINITE = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def load(logdir):
    text = (pathlib.Path(logdir) / FILE_NAME).read_text(encoding="utf-8")
    return json.loads(text, object_hook=_hashed)


def _hashed(entry):
    """Adds the hash of bytes that are given themselves."""
    if "base64" in entry:
        given = entry["base64"]
        many = isinstance(given, list)
        entry["sha256"] = [_hash(part) for part in given] if many else _hash(given)
    return entry


def _hash(text):
    return hashlib.sha256(base64.b64decode(text)).hexdigest()


def number(value):
    """A number as the contract and TensorBoard's JSON write it."""
    return NON_FINITE[value] if isinstance(value, str) else value


def single(value):
    """The nearest 32-bit float."""
    value = number(value)
    try:
        return struct.unpack("<f", struct.pack("<f", value))[0]
    except OverflowError:
        return math.copysign(math.inf, value)


def same_number(a, b):
    a, b = number(a), number(b)
    return a == b or (a != a and b != b)


def same_single(a, b):
    """Whether two numbers are the same when stored with 32 bits."""
    return same_number(single(a), single(b))


def same(a, b, numbers=same_number):
    """Whether nested lists hold the same; numbers are compared by the function given."""
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(same(x, y, numbers) for x, y in zip(a, b))
    if is_number(a) and is_number(b):
        return numbers(a, b)
    return type(a) is type(b) and a == b


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) or (
        isinstance(value, str) and value in NON_FINITE
    )


def tags(section):
    """All runs and tags of a section, as pairs."""
    return {(run, tag) for run, tags in section.items() for tag in tags}


def shortened(value, limit=300):
    text = json.dumps(value, default=str)
    return text if len(text) <= limit else text[:limit] + "…"


class Findings:
    """What is wrong, and how much was looked at."""

    def __init__(self):
        self.errors = []
        self.count = 0

    def equal(self, what, found, expected, numbers=same_number):
        self.count += 1
        if not same(found, expected, numbers):
            self.errors.append(f"{what}: {shortened(found)} instead of {shortened(expected)}")

    def true(self, what, holds):
        self.count += 1
        if not holds:
            self.errors.append(what)

    def tags(self, what, found, expected):
        """Compares runs and tags, passing over runs without any."""
        self.count += 1
        missing, extra = expected - found, found - expected
        if missing:
            self.errors.append(f"{what}: missing {sorted(missing)}")
        if extra:
            self.errors.append(f"{what}: not expected {sorted(extra)}")
