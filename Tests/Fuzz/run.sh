#!/bin/bash
# Fuzzes the framing, the walk, the inspector and the cold decode with libFuzzer and ASan.
#
#   Tests/Fuzz/run.sh             for a minute
#   Tests/Fuzz/run.sh 3600        for an hour
#   Tests/Fuzz/run.sh -runs=N     so many inputs
#   Tests/Fuzz/run.sh FILE...     these inputs once each, such as a crash that was found
#
# More of libFuzzer's options may follow. A crash is kept in .build-fuzz/found; make a fixture of
# it in Tests/Fixtures/found.
set -euo pipefail
cd "$(dirname "$0")/../.."

export TFEVENTS_FUZZ=1
scratch=.build-fuzz
# Release for its speed; the checks look into modules as tests do.
# SwiftPM hands its two sanitizers to swiftc one by one, which only takes the last: without the
# list behind them, Swift code would not be instrumented for coverage.
build=(swift build -c release -Xswiftc -enable-testing --sanitize fuzzer --sanitize address
    -Xswiftc -sanitize=fuzzer,address --scratch-path "$scratch" --product tfevents-fuzz)
"${build[@]}"
target=$("${build[@]}" --show-bin-path)/tfevents-fuzz

# Swift's own backtraces would take the signals that libFuzzer waits for.
export SWIFT_BACKTRACE=enable=no
# Stacks of allocations cost more than half of the speed; the crash itself is enough to go by.
export ASAN_OPTIONS=${ASAN_OPTIONS:-malloc_context_size=1:quarantine_size_mb=8}
# The scratch file that is read again and again had better be in memory.
if [[ -z ${TMPDIR:-} && -w /dev/shm ]]; then export TMPDIR=/dev/shm; fi

# One input gets every check; of many, each gets its turn.
if [[ -f ${1:-} ]]; then TFEVENTS_FUZZ_ALL=1 exec "$target" "$@"; fi
case ${1:-60} in
-*) limit=() ;;
*)
    limit=(-max_total_time="${1:-60}")
    shift || true
    ;;
esac

# One folder holds what libFuzzer has learned so far; the others are only read.
corpus=$scratch/corpus
mkdir -p "$corpus" "$scratch/found"
seeds=(Tests/Fixtures)
if [[ -d ../shared/corpus ]]; then seeds+=(../shared/corpus); fi
exec nice "$target" -max_len=4096 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
    -artifact_prefix="$scratch/found/" ${limit[@]+"${limit[@]}"} "$@" "$corpus" "${seeds[@]}"
