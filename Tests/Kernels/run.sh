#!/usr/bin/env bash
# Checks the kernels by themselves: natively, under the sanitizers, and for arm64 under qemu where
# an arm64 C library and qemu are installed (Debian: gcc-aarch64-linux-gnu, libc6-dev-arm64-cross,
# qemu-user-static). TFEVENTS_REQUIRE_ARM64=1 makes it fail where they are not.
#
#   Tests/Kernels/run.sh          checks
#   Tests/Kernels/run.sh bench    prints what the kernels cost
set -euo pipefail
cd "$(dirname "$0")"

kernels=../../Sources/CKernels
tests=(kernels_test.c checksum_test.c records_test.c nonfinite_test.c digest_test.c)
# gcc joins products and sums where clang heeds the pragma that forbids it.
flags=(-std=gnu11 -Wall -Wextra -Werror -Wno-unknown-pragmas -ffp-contract=off -I "$kernels/include")
built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT

build() { # compiler, output, more flags and sources
    local compiler=$1 output=$2
    shift 2
    # Unquoted: a compiler may come with its flags.
    $compiler "${flags[@]}" "$@" "$kernels"/*.c -lm -o "$built/$output"
}

# Swift's own compiler comes with it; any other shows that the kernels are C and not clang.
compilers=()
for compiler in clang gcc; do command -v $compiler >/dev/null && compilers+=($compiler); done
[ ${#compilers[@]} -gt 0 ] || { echo "clang or gcc is needed"; exit 1; }

if [ "${1:-}" = bench ]; then
    build "${compilers[0]}" bench -O2 bench.c
    exec "$built/bench"
fi

for compiler in "${compilers[@]}"; do
    echo "-- $compiler"
    build $compiler native -O2 "${tests[@]}"
    "$built/native"
done

# gcc's, where it is there: Swift's clang comes with a linker that warns about the sanitizer.
sanitizing=${compilers[${#compilers[@]} - 1]}
echo "-- $sanitizing, sanitized"
build "$sanitizing" sanitized -O1 -g -fsanitize=address,undefined \
    -fno-sanitize-recover=undefined "${tests[@]}"
"$built/sanitized"

arm64=()
command -v aarch64-linux-gnu-gcc >/dev/null && arm64+=("aarch64-linux-gnu-gcc")
if [ ${#arm64[@]} -gt 0 ] && command -v clang >/dev/null && command -v ld.lld >/dev/null; then
    arm64+=("clang --target=aarch64-linux-gnu -fuse-ld=lld")
fi
if [ ${#arm64[@]} = 0 ] || ! command -v qemu-aarch64-static >/dev/null; then
    echo "-- arm64 is left out: aarch64-linux-gnu-gcc or qemu-aarch64-static is not installed"
    exit "${TFEVENTS_REQUIRE_ARM64:-0}"
fi
for compiler in "${arm64[@]}"; do
    echo "-- arm64, $compiler"
    build "$compiler" arm64 -O2 -static "${tests[@]}"
    # An old core that runs in order, and all that there is.
    for cpu in cortex-a53 max; do
        echo "-- arm64, $cpu"
        qemu-aarch64-static -cpu $cpu "$built/arm64" arm64
    done
done
