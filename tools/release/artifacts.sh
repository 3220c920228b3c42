#!/usr/bin/env bash
# Makes what a release consists of, in target/release-artifacts: tools/release/artifacts.sh VERSION. VERSION is that of the workspace,
# and nothing may differ from the commit: of one commit, the same files are made in any folder (tools/release/reproduce.sh).
#
# It needs Rust, a C compiler, binutils, Node with npm, Python with venv, buildah and, the first time, the registries of their
# packages, from which tools come. From then on it needs no network, if the base images need none.
#
# ARCHITECTURE   x86_64, or arm64: that of the machine
# BASES          see tools/release/image.sh
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cd "$root"
. "$here/zig.sh"

fail() {
    printf 'release-artifacts: %s\n' "$1" >&2
    exit 1
}

step() {
    printf '\n=== %s\n' "$1"
}

case $(uname -m) in x86_64) architecture=x86_64 ;; aarch64) architecture=arm64 ;; *) fail "there is no release for $(uname -m)" ;; esac
ARCHITECTURE=${ARCHITECTURE:-$architecture}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml)
[ "${1:-}" = "$version" ] || fail "VERSION is \`${1:-}\`, and Cargo.toml has $version: give VERSION=$version, or change the version there"
grep -q "^## $version - 20" CHANGELOG.md || fail "CHANGELOG.md has no section \`## $version - DATE\`: give what is unreleased this title"
[ -z "$(git status --porcelain)" ] ||
    fail "files differ from the commit, or are in none: commit them, or remove them. \`git status\` lists them"

# All that could name this folder, this machine or this moment.
export ARCHITECTURE VERSION=$version
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
REVISION=$(git rev-parse --short=12 HEAD)
export SOURCE_DATE_EPOCH REVISION TRANCHE_REVISION=$REVISION CARGO_INCREMENTAL=0 LC_ALL=C TZ=UTC
cargo_home=${CARGO_HOME:-$HOME/.cargo}
export RUSTFLAGS="--remap-path-prefix=$root=/source --remap-path-prefix=$cargo_home=/cargo"
export CFLAGS="-ffile-prefix-map=$root=/source -ffile-prefix-map=$cargo_home=/cargo"
umask 022

made=$root/target/release-artifacts
rm -rf "$made"
mkdir -p "$made"
name=tranche-$version-$ARCHITECTURE
# As the image is built without this script.
features=$(sed -n 's/^ARG TRANCHE_FEATURES=//p' docker/Dockerfile)

step "The server: $features"
zig_build "$ARCHITECTURE" --release --package tranche --bin tranche --no-default-features --features "$features"
folder=$root/target/$name
rm -rf "$folder"
mkdir "$folder"
# The names of functions stay, for backtraces.
strip --strip-debug -o "$folder/tranche" "${CARGO_TARGET_DIR:-target}/$built_target/release/tranche"
"$here/check-binary.sh" "$folder/tranche" "$GLIBC"
! grep --quiet --fixed-strings -e "$root" -e "$cargo_home" "$folder/tranche" || fail "the server names the folder that it was built in"
cp LICENSE "$folder"
tar --directory target --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --format=ustar \
    --create "$name" | gzip --no-name --best > "$made/$name.tar.gz"
"$here/bill.sh" app "$features" "$built_target" "$made/$name.cdx.json"

step "The function"
deploy/aws/lambda.sh
cp target/lambda/tranche-lambda/bootstrap.zip "$made/tranche-lambda-$version-$ARCHITECTURE.zip"

step "The image"
"$here/image.sh" "$folder/tranche" "$made/$name-image.tar"

step "The clients, the OpenAPI document and the changes"
"$here/clients.sh" "$made"
cp docs/openapi.json "$made/tranche-$version-openapi.json"
awk -v title="## $version " 'index($0, title) == 1 { inside = 1; next } /^## / { inside = 0 } inside' CHANGELOG.md \
    > "$made/tranche-$version-changes.md"

step "The checksums"
(cd "$made" && sha256sum -- * > SHA256SUMS && cat SHA256SUMS)
