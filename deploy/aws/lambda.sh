#!/usr/bin/env bash
# Builds the function's code into target/lambda/tranche-lambda/bootstrap.zip: deploy/aws/lambda.sh. It needs Rust, binutils,
# python3 with venv and, the first time, PyPI, from which cargo-lambda and zig come.
#
# Zig links against the C library of provided.al2023, which may be older than this machine's. The result is checked:
# a binary that would not start there, or is too large to start quickly, fails.
#
# ARCHITECTURE   x86_64, or arm64, for which Rust needs its target: rustup target add aarch64-unknown-linux-gnu
set -euo pipefail

CARGO_LAMBDA_VERSION=1.9.2
ZIG_VERSION=0.17.1
# That of Amazon Linux 2023.
GLIBC=2.34
MOST_BYTES=$((10 * 1000 * 1000))

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cd "$root"
. "$root/testing/python_tool.sh"

fail() {
    printf 'lambda: %s\n' "$1" >&2
    exit 1
}

case ${ARCHITECTURE:-x86_64} in
    x86_64) target=x86_64-unknown-linux-gnu ;;
    arm64) target=aarch64-unknown-linux-gnu ;;
    *) fail "ARCHITECTURE is x86_64 or arm64" ;;
esac
[ -d "$(rustc --print sysroot)/lib/rustlib/$target" ] || fail "Rust has no target $target; rustup target add $target"
command -v objdump > /dev/null || fail "objdump is missing, and what was built could not be checked; install binutils"

python_tool cargo-lambda "$CARGO_LAMBDA_VERSION" "cargo-lambda==$CARGO_LAMBDA_VERSION" "ziglang==$ZIG_VERSION"
# cargo-lambda's own optimisations would have a panic end the environment, where it ends one request.
PATH="$python_tool/bin:$PATH" cargo lambda build --disable-optimizations --profile lambda --locked --package tranche \
    --bin tranche-lambda --no-default-features --features dynamodb,lambda --target "$target.$GLIBC" --skip-target-check \
    --lambda-dir target/lambda --output-format zip

zip=target/lambda/tranche-lambda/bootstrap.zip
unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
"$python_tool/bin/python" -m zipfile --extract "$zip" "$unpacked"
[ "$(ls "$unpacked")" = bootstrap ] || fail "$zip holds something else than the one file bootstrap"
"$here/check-binary.sh" "$unpacked/bootstrap" "$GLIBC" || exit 1
bytes=$(stat --format %s "$zip")
[ "$bytes" -lt "$MOST_BYTES" ] || fail "$zip has $bytes bytes, $MOST_BYTES or more"
printf 'lambda: %s has %s bytes\n' "$zip" "$bytes"
