"""What every generator shares: a fixed clock, neutral file names, record frames, and the truth.

A generator module declares its cases with `@case("folder/name")`; each case is one function that makes
event files below `c.dir` and then says, with `c.expect(...)`, what it planted in them.
"""

import json
import math
import re
import struct
import sys
import time
from pathlib import Path

from tensorboard.compat.tensorflow_stub.pywrap_tensorflow import masked_crc32c

START = 1_700_000_000  # every clock in these files begins here
EVENTS = f"events.out.tfevents.{START}.host.1.0"  # the name most fixtures bear
NAN, INF = math.nan, math.inf


# --- time ---------------------------------------------------------------------------------------

class Clock:
    """Stands in for `time.time`, so that writers which ask the clock write the same bytes each time."""

    def __init__(self):
        self.now = float(START)
        time.time = lambda: self.now


def wall(step):
    """The wall time handed to writers that let the caller choose it."""
    return START + 0.5 * step


# --- TFRecord frames ----------------------------------------------------------------------------

def frame(payload, data_crc=None):
    """One TFRecord: length, masked CRC of the length, payload, masked CRC of the payload."""
    length = struct.pack("<Q", len(payload))
    footer = masked_crc32c(payload) if data_crc is None else data_crc
    return length + struct.pack("<I", masked_crc32c(length)) + payload + struct.pack("<I", footer)


def header(length):
    """The twelve bytes before a payload, with a good CRC whatever the length claims."""
    raw = struct.pack("<Q", length)
    return raw + struct.pack("<I", masked_crc32c(raw))


def frames(data):
    """Payloads and offsets of an undamaged file; raises where the length CRC does not hold."""
    offset = 0
    while offset < len(data):
        (length,) = struct.unpack_from("<Q", data, offset)
        (crc,) = struct.unpack_from("<I", data, offset + 8)
        assert crc == masked_crc32c(data[offset:offset + 8]), f"bad length CRC at {offset}"
        yield offset, data[offset + 12:offset + 12 + length]
        offset += length + 16


def restamp(path):
    """Sets the wall times (and nothing else) of a file whose writer reads the system clock in C++."""
    out = b""
    for index, (_, payload) in enumerate(frames(path.read_bytes())):
        assert payload[0] == 0x09, "an event begins with its wall time"
        out += frame(b"\x09" + struct.pack("<d", START + 0.25 * index) + payload[9:])
    path.write_bytes(out)


# --- names --------------------------------------------------------------------------------------

EVENT_NAME = re.compile(r"^(events\.out\.tfevents\.)(\d{10})\.([^.]+)(?:\.(\d+)\.(\d+))?(\..+)?$")


def neutral_names(directory):
    """Renames event files: time 1700000000 unless it came from our clock, host `host`, process 1."""
    parents = {p.parent for p in directory.rglob("events.out.tfevents.*")}
    for parent in sorted(parents):
        matches = [m for m in (EVENT_NAME.match(p.name) for p in parent.iterdir()) if m]
        matches.sort(key=lambda m: (int(m[2]), int(m[5] or 0)))
        for count, m in enumerate(matches):
            second = int(m[2]) if START <= int(m[2]) < START + 1_000_000 else START
            process = f".1.{count}" if m[4] else ""
            (parent / m[0]).rename(parent / f"{m[1]}{second}.host{process}{m[6] or ''}")


# --- the truth ----------------------------------------------------------------------------------

def finding(tag, kind, place, step, count=1, occurrences=1, index=None, exact=True, **more):
    """One line of the truth. `count` is over all occurrences; None where the encoding hides it."""
    return {"tag": tag, "kind": kind, "place": place, "count": count, "countIsExact": exact and count is not None,
            "occurrences": occurrences, "firstStep": step, "firstIndex": index, **more}


def scalar(tag, kind, step, occurrences=1, **more):
    return finding(tag, kind, "simple_value", step, occurrences, occurrences, **more)


def tensor(tag, kind, step, index, count=1, **more):
    return finding(tag, kind, "tensor", step, count, index=index, **more)


def histogram(tag, kind, step, count=None, **more):
    """Histograms tell at most an upper bound of how many elements were bad."""
    return finding(tag, kind, "histogram", step, count, exact=False, **more)


def issue(kind, offset, length, accept=None):
    return {"kind": kind, "offset": offset, "length": length} | ({"accept": accept} if accept else {})


class Case:
    def __init__(self, out, name, about):
        self.out, self.name, self.about, self.files = out, name, about, {}
        self.dir = out / name
        self.dir.mkdir(parents=True, exist_ok=True)

    def expect(self, file, *findings, issues=(), records=None, values=None, **more):
        """Says what a perfect scanner reports of `file`. Records and values are counted unless given."""
        self.files[file] = {"about": self.about, "records": records, "values": values,
                            "findings": list(findings), "issues": list(issues), **more}

    def finish(self):
        neutral_names(self.dir)
        on_disk = {str(p.relative_to(self.dir)) for p in self.dir.rglob("*") if p.is_file()}
        if on_disk != set(self.files):
            raise SystemExit(f"{self.name}: on disk {sorted(on_disk)}, expected {sorted(self.files)}")
        for file, truth in self.files.items():
            if truth["records"] is None:
                truth["records"], truth["values"] = count(self.dir / file)
            damage = any(i["kind"] != "truncated-tail" for i in truth["issues"])
            truth.setdefault("exitCode", 1 if truth["findings"] else 2 if damage else 0)
        return {f"{self.name}/{file}": truth for file, truth in self.files.items()}


def count(path):
    """Records of an undamaged file, and the summary values in them, by TensorBoard's own classes."""
    from tensorboard.compat.proto import event_pb2
    payloads = [payload for _, payload in frames(path.read_bytes())]
    events = [event_pb2.Event.FromString(payload) for payload in payloads]
    return len(events), sum(len(event.summary.value) for event in events)


CASES = []


def case(name):
    def add(function):
        CASES.append((name, " ".join((function.__doc__ or "").split()), function))
        return function
    return add


def main():
    """Runs all cases of one module: `python -m generators.<module> OUTDIR TRUTH.json`."""
    out, truth = Path(sys.argv[1]), {}
    for name, about, function in CASES:
        c = Case(out, name, about)
        function(c)
        truth |= c.finish()
    Path(sys.argv[2]).write_text(json.dumps(truth))
