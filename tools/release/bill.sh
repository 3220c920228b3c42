#!/usr/bin/env bash
# Writes the bill of materials of a package's binary, in CycloneDX: tools/release/bill.sh PACKAGE FEATURES TARGET FILE. It lists the
# crates that the binary is built of, with versions, licences and checksums. cargo-cyclonedx is installed the first time.
set -euo pipefail

CARGO_CYCLONEDX_VERSION=0.5.9

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/testing/python_tool.sh"

[ $# = 4 ] || { echo "bill: which package's folder, which features, which target, and which file?" >&2; exit 1; }
package=$1 features=$2 target=$3 file=$(realpath --canonicalize-missing "$4")
tools_folder
installed=$tools/cargo-cyclonedx-$CARGO_CYCLONEDX_VERSION.installed
if [ ! -f "$installed" ]; then
    # It runs for a second: the optimiser would take longer than it saves.
    env -u RUSTFLAGS -u CFLAGS CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 \
        cargo install --locked --root "$tools" cargo-cyclonedx --version "$CARGO_CYCLONEDX_VERSION"
    touch "$installed"
fi

# It writes a file beside each manifest of the workspace, and names their folders in them.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git -C "$root" archive HEAD | tar --directory "$work" --extract
(cd "$work" && PATH=$tools/bin:$PATH cargo cyclonedx --quiet --format json --spec-version 1.5 --no-build-deps --target "$target" \
    --manifest-path "$package/Cargo.toml" --no-default-features --features "$features" --override-filename bill)
sed "s|$work|/source|g" "$work/$package/bill.json" > "$file"
