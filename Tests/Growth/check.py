#!/usr/bin/env python3
"""Checks that `scan` and `explain` take instructions in proportion to a file, and little memory,
whatever its names.

    Tests/Growth/check.py [--quick] [TOOL]

Instructions are those that valgrind counts at two sizes, and twice the size must take about twice
as many; no time is measured. The tool must be built for release. Needs cc and valgrind.

With --quick, the sizes are a fraction, as in .ci/run; .ci/long takes the full ones.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
QUICK = "--quick" in sys.argv[1:]
PATHS = [argument for argument in sys.argv[1:] if argument != "--quick"]
TOOL = Path(PATHS[0] if PATHS else HERE.parent.parent / ".build/release/tfevents")

# Kind or pattern of the names, how many, their length; and again at twice the size.
GROWTH = [
    ("1", (1, 5_000), (1, 10_000)),
    ("layers", (200, 0), (400, 0)),
    ("restarts", (1_000, 0), (2_000, 0)),
    ("steps", (5_000, 250), (10_000, 500)),
    ("layer/", (25, 2_500), (50, 2_500)),
    ("w/1/", (25, 1_000), (50, 1_000)),
    ("a/", (1, 500), (1, 1_000)),
] if QUICK else [
    ("1", (1, 40_000), (1, 80_000)),
    ("layers", (400, 0), (800, 0)),
    ("restarts", (2_000, 0), (4_000, 0)),
    ("steps", (10_000, 500), (20_000, 1_000)),
    ("layer/", (100, 20_000), (200, 20_000)),
    ("w/1/", (100, 1_000), (200, 1_000)),
    ("a/", (1, 500), (1, 1_000)),
]
# Four times as many would be quadratic.
MOST_GROWTH = 2.6

MEMORY = [
    ("a/", 2_000 if QUICK else 10_000, 65_000),
    ("a", 1, 100_000_000),
    ("\x1b", 1, 50_000_000),
    ("\x1b", 10_000, 1_024),
    ("\x01w/1/", 10_000, 1_024),
    ("ÿ", 10_000, 300),
    ("steps", 400_000, 10_000),
    ("steps", 1_400_000, 20_000),
    ("late", 1_000_000, 0),
    ("layers", 4_000, 0),
]
MOST_BYTES = 64 << 20


def write(directory, case):
    kind, count, length = case
    path = directory / "events.out.tfevents.1700000000.host"
    with open(path, "wb") as file:
        arguments = [directory / "write_events", kind, str(count), str(length)]
        subprocess.run(arguments, stdout=file, check=True)
    return path


def instructions(directory, tool, command, case):
    path = write(directory, case)
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={directory}/callgrind.out"]
        + [tool, command]
        + (["--jobs", "1"] if command == "scan" else [])
        + [path],
        capture_output=True,
        text=True,
    )
    found = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 1 or not found:
        sys.exit(f"{command} of {case}: status {run.returncode}\n{run.stderr}")
    return int(found[1])


def peak_byte_count(directory, command, case):
    path = write(directory, case)
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.execv(TOOL, [TOOL, command, path])
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) != 1:
        sys.exit(f"{command} of {case}: status {os.waitstatus_to_exitcode(status)}")
    return usage.ru_maxrss * 1024


def main():
    failures = 0
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        compiler = ["cc", "-O2", "-o", directory / "write_events", HERE / "write_events.c"]
        subprocess.run(compiler, check=True)
        # valgrind cannot read all that Swift says for debuggers.
        tool = directory / "tfevents"
        subprocess.run(["strip", "--strip-debug", "-o", tool, TOOL], check=True)
        for command in ["scan", "explain"]:
            start = instructions(directory, tool, command, ("layers", 2, 0))
            for kind, one, two in GROWTH:
                counts = [
                    instructions(directory, tool, command, (kind, *size)) - start
                    for size in (one, two)
                ]
                growth = counts[1] / max(1, counts[0])
                mark = "" if growth <= MOST_GROWTH else "  TOO MUCH"
                failures += bool(mark)
                print(f"{command:8} {kind!r:12} {one} {counts[0]:,} -> {two} {counts[1]:,}: "
                      f"{growth:.2f} times{mark}", flush=True)
            for case in MEMORY:
                peak = peak_byte_count(directory, command, case)
                mark = "" if peak <= MOST_BYTES else "  TOO MUCH"
                failures += bool(mark)
                print(f"{command:8} {case!r:32} {peak / (1 << 20):.0f} MiB{mark}", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
