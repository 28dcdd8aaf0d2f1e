#!/usr/bin/env bash
# Counts the instructions that a scan, and logging a scalar, take for each record and for each
# byte, with valgrind.
#
#   Sources/tfevents-bench/instructions.sh [DIRECTORY]
#
# A file is scanned and one twice as long, so that the cost of starting cancels out. valgrind knows
# no AVX-512: the kernels of SSE4.2 and AVX2 are counted. `.ci/instructions` compares the result
# with instructions.tsv.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ $# -gt 0 ]; then
    directory=$1
else
    directory=$(mktemp -d)
    trap 'rm -rf "$directory"' EXIT
fi
swift build -c release --product tfevents-bench >&2
swift build -c release --product tfevents >&2
# valgrind cannot read all that Swift says for debuggers.
for product in tfevents tfevents-bench; do
    strip --strip-debug -o "$directory/$product" ".build/release/$product"
done
tfevents=$directory/tfevents bench=$directory/tfevents-bench

# The instructions of a command. A finding makes an exit status of 1, and no text is no count.
count() {
    valgrind --tool=callgrind --callgrind-out-file="$directory/callgrind.out" "$@" \
        2>"$directory/valgrind.log" >"$directory/output" || [ $? = 1 ]
    local counted
    counted=$(sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$directory/valgrind.log")
    if [ -z "$counted" ]; then
        echo "valgrind counted nothing of: $*" >&2
        cat "$directory/valgrind.log" >&2
        return 1
    fi
    echo "$counted"
}

size() { cat "$1"/* | wc -c; }

# row NAME RECORDS ONE TWO: a line of the table, ONE and TWO being the counts.
row() {
    awk -v p="$1" -v r="$2" -v i=$(($4 - $3)) -v b="$5" \
        'BEGIN { printf "%-16s %12.1f %12.4f\n", p, i / r, i / b }'
}

printf '%-16s %12s %12s\n' path 'per record' 'per byte'
for path in scalars:20000 scalars2:20000 floats:20 halves:20 histograms:200 images:200; do
    name=${path%:*} events=${path#*:}
    one=$directory/$name-1 two=$directory/$name-2
    "$bench" prepare --directory "$one" --events "$events" "$name"
    "$bench" prepare --directory "$two" --events $((2 * events)) "$name"
    bytes=$(($(size "$two") - $(size "$one")))
    first=$(count "$tfevents" scan --jobs 1 "$one")
    second=$(count "$tfevents" scan --jobs 1 "$two")
    row "$name" "$events" "$first" "$second" "$bytes"
    if [ "$name" = scalars ]; then
        first=$(count "$tfevents" scan --quiet --jobs 1 "$one")
        second=$(count "$tfevents" scan --quiet --jobs 1 "$two")
        row scalars-quiet "$events" "$first" "$second" "$bytes"
    fi
done

# A scalar on its way to the disk; both threads of the writer are counted.
events=50000
one=$directory/log-1 two=$directory/log-2
first=$(count "$bench" log --directory "$one" --events "$events")
second=$(count "$bench" log --directory "$two" --events $((2 * events)))
row log-scalar "$events" "$first" "$second" $(($(size "$two") - $(size "$one")))
