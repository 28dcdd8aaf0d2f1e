#!/usr/bin/env bash
# Counts the instructions of a scan per record and per byte, with valgrind.
#
#   Sources/tfevents-bench/instructions.sh [DIRECTORY]
#
# A file and one twice as long are scanned, so that the cost of starting cancels out. valgrind does
# not support AVX-512: the kernels for SSE4.2 and AVX2 are counted.
set -euo pipefail
cd "$(dirname "$0")/../.."
directory=${1:-$(mktemp -d)}
swift build -c release --product tfevents-bench
swift build -c release --product tfevents
# valgrind cannot read all of Swift's debugging information.
strip --strip-debug -o "$directory/tfevents" .build/release/tfevents

count() {
    valgrind --tool=callgrind --callgrind-out-file="$directory/callgrind.out" \
        "$directory/tfevents" scan --jobs 1 "$1" 2>&1 >/dev/null |
        sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

printf '%-12s %12s %12s\n' path 'per record' 'per byte'
for path in scalars:20000 scalars2:20000 floats:20 halves:20 histograms:200 images:200; do
    name=${path%:*} events=${path#*:}
    one=$directory/$name-1 two=$directory/$name-2
    .build/release/tfevents-bench prepare --directory "$one" --events "$events" "$name"
    .build/release/tfevents-bench prepare --directory "$two" --events $((2 * events)) "$name"
    instructions=$(($(count "$two") - $(count "$one")))
    bytes=$(($(cat "$two"/* | wc -c) - $(cat "$one"/* | wc -c)))
    awk -v i="$instructions" -v r="$events" -v b="$bytes" -v p="$name" \
        'BEGIN { printf "%-12s %12.1f %12.4f\n", p, i / r, i / b }'
done
