#!/bin/bash
# Fuzzes what reads bytes that anybody may have made, with libFuzzer and ASan.
#
#   Tests/Fuzz/run.sh                   the target `files` for a minute
#   Tests/Fuzz/run.sh 3600              the same for an hour
#   Tests/Fuzz/run.sh explain 60        one target for a minute
#   Tests/Fuzz/run.sh all 60            each for a minute
#   Tests/Fuzz/run.sh globs -runs=N     so many inputs
#   Tests/Fuzz/run.sh explain FILE...   these inputs once each, such as a crash that was found
#
# The targets:
#
#   files           the framing, the walk, the inspector and the cold decode (also without a name)
#   explain         the explanation of a run
#   merge-reports   reports in JSON Lines
#   rules           a file of --rules, and tags
#   globs           the patterns of --tag and of a writer's probe
#
# More of libFuzzer's options may follow. A crash is kept in .build-fuzz/found; make a fixture of
# it in Tests/Fixtures/found.
set -euo pipefail
cd "$(dirname "$0")/../.."

export TFEVENTS_FUZZ=1
scratch=.build-fuzz
# Release for its speed; the checks look into modules as tests do.
# SwiftPM hands its two sanitizers to swiftc one by one, which only takes the last: without the
# list after them, Swift code would not be instrumented for coverage.
build=(swift build -c release -Xswiftc -enable-testing --sanitize fuzzer --sanitize address
    -Xswiftc -sanitize=fuzzer,address --scratch-path "$scratch" --product tfevents-fuzz)
"${build[@]}"
program=$("${build[@]}" --show-bin-path)/tfevents-fuzz

# Swift's own backtraces would take the signals that libFuzzer waits for.
export SWIFT_BACKTRACE=enable=no
# Stacks of allocations cost more than half of the speed; the crash itself is enough to go by.
export ASAN_OPTIONS=${ASAN_OPTIONS:-malloc_context_size=1:quarantine_size_mb=8}
# Files that are read again and again had better be in memory.
if [[ -z ${TMPDIR:-} && -w /dev/shm ]]; then export TMPDIR=/dev/shm; fi

targets=(files)
case ${1:-files} in
all)
    targets=(files explain merge-reports rules globs)
    shift || true
    ;;
files | explain | merge-reports | rules | globs)
    targets=("$1")
    shift
    ;;
esac

# One input gets every check; of many, each gets its turn.
if [[ -f ${1:-} ]]; then
    TFEVENTS_FUZZ_TARGET=${targets[0]} TFEVENTS_FUZZ_ALL=1 exec "$program" "$@"
fi
case ${1:-60} in
-*) limit=() ;;
*)
    limit=(-max_total_time="${1:-60}")
    shift || true
    ;;
esac

mkdir -p "$scratch/found"
for target in "${targets[@]}"; do
    echo "== $target"
    # One folder holds what libFuzzer has learned so far; the others are only read.
    corpus=$scratch/corpus
    [[ $target == files ]] || corpus=$scratch/corpus-$target
    mkdir -p "$corpus"
    seeds=()
    options=(-max_len=4096)
    case $target in
    files | explain)
        seeds=(Tests/Fixtures)
        if [[ $target == explain ]]; then
            # Small runs go by faster, and weighing what is rare takes a quarter of the time.
            seeds=(Tests/Fixtures/{failures,demo,found,walltime,clean,benign})
            options=(-max_len=1536 -entropic=0)
        fi
        for folder in "${TFEVENTS_CORPUS:-../shared/corpus}" ../shared/cases; do
            if [[ -d $folder ]]; then seeds+=("$folder"); else echo "there is no $folder"; fi
        done
        ;;
    *)
        seeds=("$scratch/seeds-$target")
        mkdir -p "${seeds[0]}"
        export TFEVENTS_FUZZ_SEEDS=${seeds[0]}
        [[ $target == merge-reports ]] || options=(-max_len=256)
        ;;
    esac
    TFEVENTS_FUZZ_TARGET=$target nice "$program" "${options[@]}" -timeout=10 -rss_limit_mb=1024 \
        -print_final_stats=1 -artifact_prefix="$scratch/found/$target-" \
        ${limit[@]+"${limit[@]}"} "$@" "$corpus" "${seeds[@]}"
    unset TFEVENTS_FUZZ_SEEDS
done
