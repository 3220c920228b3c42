#!/usr/bin/env bash
# Builds the function's code into target/lambda/tranche-lambda/bootstrap.zip: deploy/aws/lambda.sh. It needs Rust, binutils,
# python3 with venv and, the first time, PyPI, from which cargo-zigbuild and zig come.
#
# Zig links against the C library of provided.al2023, which may be older than this machine's. The result is checked:
# a binary that would not start there, or is too large to start quickly, fails.
#
# ARCHITECTURE   x86_64, or arm64, for which Rust needs its target: rustup target add aarch64-unknown-linux-gnu
set -euo pipefail

MOST_BYTES=$((10 * 1000 * 1000))

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cd "$root"
. "$root/tools/release/zig.sh"

fail() {
    printf 'lambda: %s\n' "$1" >&2
    exit 1
}

zig_build "${ARCHITECTURE:-x86_64}" --profile lambda --package tranche --bin tranche-lambda \
    --no-default-features --features dynamodb,lambda
binary=${CARGO_TARGET_DIR:-target}/$built_target/lambda/tranche-lambda
"$root/tools/release/check-binary.sh" "$binary" "$GLIBC" || exit 1

zip=target/lambda/tranche-lambda/bootstrap.zip
mkdir -p "$(dirname "$zip")"
# Of one binary there is one file: without the time of the build.
"$python_tool/bin/python" - "$binary" "$zip" << 'PYTHON'
import sys
import zipfile

binary, archive = sys.argv[1:]
entry = zipfile.ZipInfo("bootstrap")
entry.create_system = 3
entry.external_attr = 0o100755 << 16
with open(binary, "rb") as file, zipfile.ZipFile(archive, "w") as written:
    written.writestr(entry, file.read(), zipfile.ZIP_DEFLATED, 9)
PYTHON
bytes=$(stat --format %s "$zip")
[ "$bytes" -lt "$MOST_BYTES" ] || fail "$zip has $bytes bytes, $MOST_BYTES or more"
printf 'lambda: %s has %s bytes\n' "$zip" "$bytes"
