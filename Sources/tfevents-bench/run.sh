#!/usr/bin/env bash
# Runs all measurements: installs the peers into a virtual environment, builds for release, and
# prints the tables of the README next to this file.
#
#   Sources/tfevents-bench/run.sh [DIRECTORY]
#
# DIRECTORY holds the workloads and the environment (10 GB); by default it is created in /tmp.
# torch, whose GPU wheels take gigabytes, is omitted: set TFEVENTS_BENCH_TORCH to the package that
# pip should install, such as "torch" or the path of a wheel.
set -euo pipefail
cd "$(dirname "$0")/../.."
directory=${1:-${TMPDIR:-/tmp}/tfevents-bench}
mkdir -p "$directory"

python=$directory/peers/bin/python
if [ ! -x "$python" ]; then
    python3 -m venv "$directory/peers"
    "$python" -m pip install -q --disable-pip-version-check -r Tests/Interop/requirements.txt
fi
if [ -n "${TFEVENTS_BENCH_TORCH:-}" ]; then
    # Several words are several arguments on purpose.
    # shellcheck disable=SC2086
    "$python" -m pip install -q --disable-pip-version-check $TFEVENTS_BENCH_TORCH
fi

swift build -c release --product tfevents-bench
bench=.build/release/tfevents-bench

echo "machine: $(grep -m 1 'model name' /proc/cpuinfo | cut -d : -f 2 | xargs || uname -m)," \
    "$(getconf _NPROCESSORS_ONLN) processors," \
    "$(awk '/MemTotal/ { print int($2 / 1048576) " GiB" }' /proc/meminfo 2>/dev/null)," \
    "$(uname -sr), commit $(git rev-parse --short HEAD)"
"$python" -m pip list --disable-pip-version-check 2>/dev/null |
    grep -iE '^(tensor(board|flow)|torch|tbparse|numpy)' | xargs -n 2 echo "   " || true
for table in "scan --directory $directory --python $python" "write --python $python" \
    "check --python $python" "growth --directory $directory --picture $directory/growth.svg"; do
    printf '\n$ tfevents-bench %s\n' "$table"
    # shellcheck disable=SC2086
    $bench $table
done
if command -v valgrind >/dev/null; then
    printf '\n$ Sources/tfevents-bench/instructions.sh\n'
    Sources/tfevents-bench/instructions.sh
fi
