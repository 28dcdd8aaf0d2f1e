"""The embedding projector, which reads files beside the event files."""

import hashlib
import struct

from expectation import same_single


def projector(server, expected, findings):
    findings.equal("projector", sorted(server.json("/data/plugin/projector/runs")),
                   sorted(expected))
    for run, embeddings in expected.items():
        info = server.json("/data/plugin/projector/info", run=run)["embeddings"]
        found = {entry["tensorName"]: entry for entry in info}
        findings.equal(f"projector {run}", sorted(found), sorted(embeddings))
        for name, wanted in embeddings.items():
            _embedding(server, run, name, found[name], wanted, findings)


def _embedding(server, run, name, entry, wanted, findings):
    what = f"projector {run} {name}"
    findings.equal(what, entry["tensorShape"], wanted["shape"])
    body, _ = server.bytes("/data/plugin/projector/tensor", run=run, name=name)
    values = list(struct.unpack(f"<{len(body) // 4}f", body))
    findings.equal(what, values, wanted["values"], same_single)
    findings.equal(what, "metadataPath" in entry, wanted.get("metadata") is not None)
    if wanted.get("metadata") is not None:
        text, _ = server.bytes("/data/plugin/projector/metadata", run=run, name=name)
        findings.equal(what, text.decode(), wanted["metadata"])
    findings.equal(what, "sprite" in entry, wanted.get("sprite") is not None)
    if wanted.get("sprite") is not None:
        sprite = wanted["sprite"]
        image, kind = server.bytes("/data/plugin/projector/sprite_image", run=run, name=name)
        findings.equal(what, hashlib.sha256(image).hexdigest(), sprite["sha256"])
        findings.equal(what, kind, "image/png")
        findings.equal(what, entry["sprite"]["singleImageDim"],
                       [sprite["width"], sprite["height"]])


SECTIONS = [("projector", projector)]
