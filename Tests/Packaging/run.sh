#!/usr/bin/env bash
# Tries the parts of a release on the ordinary tool, which has to be built for release.
#
#   Tests/Packaging/run.sh
#
# A whole release, for other machines, is .ci/release.
set -euo pipefail
cd "$(dirname "$0")/../.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tool=.build/release/tfevents
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH

for script in .ci/release .packaging/{archive,binary,deb,portable,share,sysroot,try-debian,try-wheel}; do
    bash -n "$script"
done
if [ "$(uname -s)" = Linux ]; then
    # This one needs Swift's libraries, and a newer glibc.
    .packaging/portable --self-test "$tool" >"$scratch/needs"
    grep -q 'libswiftCore' "$scratch/needs"
    printf 'int main(void) { return 0; }\n' | gcc -x c - -o "$scratch/plain"
    readelf --version-info "$scratch/plain" | grep -q 'GLIBC_2\.3[4-9]' || .packaging/portable "$scratch/plain"

    gcc -O1 -fno-builtin -Wall -Wextra -Werror -fsanitize=address,undefined \
        .packaging/newer-libc.c Tests/Packaging/newer_libc_test.c -o "$scratch/newer-libc"
    "$scratch/newer-libc"
fi

python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install -q --disable-pip-version-check -r .packaging/requirements.txt
"$scratch/venv/bin/pip" install -q --disable-pip-version-check mypy==1.11.2
"$scratch/venv/bin/mypy" --strict Sources/tfevents-python/src/tfevents Tests/Packaging/typed.py

.packaging/share "$tool" . "$scratch/no sysroot" "$scratch/share"
for again in one two; do
    mkdir "$scratch/$again"
    .packaging/archive "$tool" "$scratch/share" "$scratch/$again/tfevents.tar.gz"
    .packaging/wheel "$scratch/venv/bin/python" "$tool" "$scratch/share" linux_x86_64 "$scratch/$again"
    "$scratch/venv/bin/python" .packaging/contents sbom . "$scratch/no sysroot" "$tool" \
        >"$scratch/$again/bill.json"
done
diff -r "$scratch/one" "$scratch/two"
mkdir "$scratch/local"
tar --strip-components=1 -C "$scratch/local" -xf "$scratch/one/tfevents.tar.gz"
"$scratch/local/bin/tfevents" scan Tests/Fixtures/clean >/dev/null
.packaging/try-wheel "$scratch"/one/*.whl python3
