"""The dashboards of encoded files: images and audio."""

import hashlib
import json

from api_tensors import found_tags
from expectation import tags


def digest(data):
    return hashlib.sha256(data).hexdigest()


def images(server, expected, findings):
    findings.tags("images", found_tags(server, "images"), tags(expected))
    _samples(server, "images", "images", "individualImage", expected, findings)
    listed = server.json("/data/plugin/timeseries/tags")["images"]["tagRunSampledInfo"]
    findings.tags(
        "time series of images",
        {(run, tag) for tag, runs in listed.items() for run in runs},
        tags(expected),
    )
    for run, series in expected.items():
        for tag, points in series.items():
            for sample in range(max(len(point["sha256"]) for point in points)):
                _image_series(server, run, tag, sample, points, findings)


def _image_series(server, run, tag, sample, points, findings):
    """The Time Series page, which has routes of its own."""
    wanted = [{"plugin": "images", "tag": tag, "run": run, "sample": sample}]
    answer = server.post("/data/plugin/timeseries/timeSeries", None, requests=json.dumps(wanted))
    found = [
        [image["step"], digest(server.bytes(
            "/data/plugin/timeseries/imageData", imageId=image["imageId"])[0])]
        for image in answer[0]["runToSeries"].get(run, [])
    ]
    expected = [
        [point["step"], point["sha256"][sample]]
        for point in points if len(point["sha256"]) > sample
    ]
    findings.equal(f"time series of images {run} {tag} {sample}", found, expected)


def audio(server, expected, findings):
    findings.tags("audio", found_tags(server, "audio"), tags(expected))
    _samples(server, "audio", "audio", "individualAudio", expected, findings)


def _samples(server, plugin, listing, single, expected, findings):
    listed = server.json(f"/data/plugin/{plugin}/tags")
    for run, series in expected.items():
        for tag, points in series.items():
            count = max(len(point["sha256"]) for point in points)
            findings.equal(f"{plugin} {run} {tag} samples", listed[run][tag]["samples"], count)
            for sample in range(count):
                answer = server.json(
                    f"/data/plugin/{plugin}/{listing}", run=run, tag=tag, sample=sample
                )
                wanted = [point for point in points if len(point["sha256"]) > sample]
                steps = [entry["step"] for entry in answer]
                findings.equal(
                    f"{plugin} {run} {tag} {sample}", steps, [point["step"] for point in wanted]
                )
                for entry, point in zip(answer, wanted):
                    body, kind = server.fetch(
                        server.url(f"/data/plugin/{plugin}/{single}") + "?" + entry["query"]
                    )
                    what = f"{plugin} {run} {tag} step {point['step']} sample {sample}"
                    findings.equal(what, digest(body), point["sha256"][sample])
                    mime = point.get("mime", "image/png" if plugin == "images" else "audio/wav")
                    findings.equal(what, kind, mime)


SECTIONS = [("images", images), ("audio", audio)]
