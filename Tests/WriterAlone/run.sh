#!/usr/bin/env bash
# Builds a program that uses the TensorBoard product alone, and looks at what it links.
#
#   Tests/WriterAlone/run.sh [DIRECTORY]
#
# It must link zlib, and neither libprotobuf-c nor anything else from the system that a bare Swift
# program does not link. Nothing in its build may name libprotobuf-c, so that it can be built where
# that is not installed.
set -euo pipefail
cd "$(dirname "$0")/../.."
scratch=${1:-$(mktemp -d)}

fail() {
    echo "Tests/WriterAlone/run.sh: $1" >&2
    exit 1
}

# A machine without libprotobuf-c: pkg-config finds none, and SwiftPM says so where it is needed.
mkdir -p "$scratch/pkgconfig"
zlib=$(pkg-config --variable=pcfiledir zlib 2>/dev/null || true)
if [ -n "$zlib" ]; then cp "$zlib/zlib.pc" "$scratch/pkgconfig"; fi
export PKG_CONFIG_LIBDIR=$scratch/pkgconfig PKG_CONFIG_PATH=

build=(swift build --package-path Tests/WriterAlone/Package --scratch-path "$scratch/build"
    --product writer-alone)
# Verbose, since it shows each command.
"${build[@]}" -v >"$scratch/log" 2>&1 || { cat "$scratch/log"; fail "the program does not build"; }
products=$("${build[@]}" --show-bin-path)

# SwiftPM plans all of the package and builds what the program needs.
grep -q 'module-name TensorBoardEvents' "$scratch/log" || fail "the log shows no commands"
if grep -E 'CProtobufC|CTensorBoardProto' "$scratch/log"; then
    fail "its build needs libprotobuf-c: the commands above name it"
fi
for module in CTensorBoardProto EventDecoding EventInspector; do
    if find "$products/$module.build" -name '*.o' 2>/dev/null | grep -q .; then
        fail "$module was built with the writer"
    fi
done

program=$products/writer-alone
needed=$(readelf -d "$program" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
grep -q '^libz\.so' <<<"$needed" || fail "zlib is not linked"
# Swift's own libraries, and those of the C library and of the compiler that all programs have.
others=$(grep -vE '^(libz|libswift[A-Za-z_]*|lib_[A-Za-z_]*|libc|libm|libgcc_s|libstdc\+\+|libpthread|libdl|ld-linux[a-z0-9-]*)\.so' \
    <<<"$needed" || true)
[ -z "$others" ] || fail "it links more than zlib: $others"
if ldd "$program" | grep -i protobuf; then fail "it loads libprotobuf-c"; fi

"$program" "$scratch/run"
ls "$scratch"/run/events.out.tfevents.* >/dev/null || fail "the program wrote no event file"
echo "the writer links $(tr '\n' ' ' <<<"$needed")"
