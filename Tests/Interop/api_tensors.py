"""The dashboards of numbers: scalars, histograms, distributions, curves, meshes, time series."""

import html
import json
import struct

from expectation import same_single, single, tags


def found_tags(server, plugin):
    """The runs and tags that a plugin lists; it answers with lists or with dictionaries."""
    return tags(server.json(f"/data/plugin/{plugin}/tags"))


def scalars(server, expected, findings):
    findings.tags("scalars", found_tags(server, "scalars"), tags(expected))
    for run, series in expected.items():
        for tag, points in series.items():
            answer = server.json("/data/plugin/scalars/scalars", run=run, tag=tag)
            found = [[step, value] for _, step, value in answer]
            findings.equal(f"scalar {run} {tag}", found, points, same_single)
    _time_series(server, "scalars", expected, findings, lambda point: point["value"])


def histograms(server, expected, findings):
    for plugin in ("histograms", "distributions"):
        findings.tags(plugin, found_tags(server, plugin), tags(expected))
    for run, series in expected.items():
        for tag, points in series.items():
            answer = server.json("/data/plugin/histograms/histograms", run=run, tag=tag)
            found = [[step, rows] for _, step, rows in answer]
            findings.equal(f"histogram {run} {tag}", found, points)
            answer = server.json("/data/plugin/distributions/distributions", run=run, tag=tag)
            found = [step for _, step, _ in answer]
            findings.equal(f"distribution {run} {tag}", found, [step for step, _ in points])
            for (_, _, compressed), (step, rows) in zip(answer, points):
                values = [value for _, value in compressed]
                findings.true(
                    f"distribution {run} {tag} step {step}: {values} do not rise within the edges",
                    values == sorted(values)
                    and (not rows or rows[0][0] <= values[0] and values[-1] <= rows[-1][1]),
                )

    def rows_of(point):
        return [[row["min"], row["max"], row["count"]] for row in point["bins"]]

    _time_series(server, "histograms", expected, findings, rows_of)


def _time_series(server, plugin, expected, findings, value_of):
    """The Time Series page, which has routes of its own."""
    listed = server.json("/data/plugin/timeseries/tags")[plugin]["runTagInfo"]
    findings.tags(f"time series of {plugin}", tags(listed), tags(expected))
    for run, series in expected.items():
        for tag, points in series.items():
            wanted = [{"plugin": plugin, "tag": tag, "run": run}]
            answer = server.post(
                "/data/plugin/timeseries/timeSeries", None, requests=json.dumps(wanted)
            )
            found = [
                [point["step"], value_of(point)] for point in answer[0]["runToSeries"].get(run, [])
            ]
            numbers = {"numbers": same_single} if plugin == "scalars" else {}
            findings.equal(f"time series {run} {tag}", found, points, **numbers)


def text(server, expected, findings):
    findings.tags("text", {(run, tag) for run, tag in found_tags(server, "text")}, tags(expected))
    for run, series in expected.items():
        for tag, points in series.items():
            answer = server.json("/data/plugin/text/text", run=run, tag=tag, markdown="false")
            steps = [point["step"] for point in answer]
            findings.equal(f"text {run} {tag}", steps, [step for step, _ in points])
            for point, (step, value) in zip(answer, points):
                what = f"text {run} {tag} step {step}: {point['text']!r}"
                findings.equal(what, "<table>" in point["text"], isinstance(value, list))
                for cell in cells(value):
                    # Without Markdown the text is shown as it is, escaped.
                    shown = html.unescape(point["text"])
                    findings.true(f"{what} does not show {cell!r}", cell.strip() in shown)


def cells(value):
    if isinstance(value, str):
        return [value]
    return [cell for row in value for cell in cells(row)]


def pr_curves(server, expected, findings):
    findings.tags("PR curves", found_tags(server, "pr_curves"), tags(expected))
    for run, series in expected.items():
        for tag, points in series.items():
            answer = server.json("/data/plugin/pr_curves/pr_curves", run=run, tag=tag)[run]
            steps = [point["step"] for point in answer]
            findings.equal(f"PR curve {run} {tag}", steps, [point["step"] for point in points])
            for found, point in zip(answer, points):
                length = shown_length(point)
                for key, value in point.items():
                    what = f"PR curve {run} {tag} step {point['step']} {key}"
                    wanted = value[:length] if isinstance(value, list) else value
                    findings.equal(what, found[key], wanted, close)


def shown_length(curve):
    """The page leaves out the thresholds at the end that predict nothing positive."""
    positives = [a + b for a, b in zip(curve["true_positives"], curve["false_positives"])]
    length = len(positives)
    while length > 1 and positives[length - 1] == 0:
        length -= 1
    return length


def close(a, b):
    """Precision, recall and thresholds are quotients: the last bit is the divider's choice."""
    a, b = single(a), single(b)
    return abs(a - b) <= 1e-6 * max(1, abs(b))


MESH_PARTS = [("vertices", "VERTEX", "f"), ("faces", "FACE", "i"), ("colors", "COLOR", "B")]


def meshes(server, expected, findings):
    findings.tags("meshes", found_tags(server, "mesh"), tags(expected))
    for run, series in expected.items():
        for name, points in series.items():
            parts = server.json("/data/plugin/mesh/meshes", run=run, tag=name, sample=0)
            for point in points:
                at_step = [part for part in parts if part["step"] == point["step"]]
                _mesh(server, run, name, point, at_step, findings)


def _mesh(server, run, name, point, parts, findings):
    step = point["step"]
    present = [part for part in MESH_PARTS if point.get(part[0])]
    kinds = {1: "VERTEX", 2: "FACE", 3: "COLOR"}
    found = sorted(kinds[part["content_type"]] for part in parts)
    findings.equal(f"mesh {run} {name} step {step}", found, sorted(kind for _, kind, _ in present))
    wall_times = {part["wall_time"] for part in parts}
    findings.true(f"mesh {run} {name} step {step}: {wall_times}", len(wall_times) <= 1)
    mask = sum(1 << number for number, kind in kinds.items() if kind in found)
    for part in parts:
        findings.equal(f"mesh {run} {name} components", part["components"], mask)
        config = json.loads(part["config"])
        findings.true(f"mesh {run} {name} config {config}", config == (point.get("config") or {}))
    for key, kind, letter in present:
        for sample, rows in enumerate(point[key]):
            body, _ = server.bytes(
                "/data/plugin/mesh/data", run=run, tag=name, step=step, sample=sample,
                content_type=kind,
            )
            flat = [number for row in rows for number in row]
            found = list(struct.unpack(f"<{len(body) // struct.calcsize(letter)}{letter}", body))
            findings.equal(f"mesh {run} {name} step {step} {key}", found, flat, same_single)


def custom_scalars(server, expected, findings):
    layout = server.json("/data/plugin/custom_scalars/layout")
    found = [
        {
            "title": category["title"],
            "chart": [
                {key: chart[key] for key in ("title", "multiline", "margin") if key in chart}
                for chart in category["chart"]
            ],
        }
        for category in layout["category"]
    ]
    wanted = [
        {"title": category["title"], "chart": category["chart"]}
        for category in expected["category"]
    ]
    findings.equal("custom scalars", json.dumps(found, sort_keys=True),
                   json.dumps(wanted, sort_keys=True))


def descriptions(server, expected, findings):
    for plugin, runs in expected.items():
        listed = server.json(f"/data/plugin/{plugin}/tags")
        for run, series in runs.items():
            for tag, words in series.items():
                found = listed[run][tag]
                findings.equal(f"{plugin} {run} {tag}", found["displayName"], words["display_name"])
                findings.true(
                    f"{plugin} {run} {tag}: {found['description']!r}",
                    words["description"] in html.unescape(found["description"]),
                )


SECTIONS = [
    ("scalars", scalars), ("histograms", histograms), ("text", text), ("pr_curves", pr_curves),
    ("meshes", meshes), ("custom_scalars", custom_scalars), ("descriptions", descriptions),
]
