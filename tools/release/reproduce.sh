#!/usr/bin/env bash
# Makes the artefacts of target/release-artifacts once more, from nothing, in another folder, and compares them:
# tools/release/reproduce.sh VERSION. As root it has no network there, so that what is made needs none.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/testing/python_tool.sh"
tools_folder
made=$root/target/release-artifacts

[ -f "$made/SHA256SUMS" ] || { echo "release-reproduce: there is nothing to compare with: make release-artifacts VERSION=${1:-}" >&2; exit 1; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/tranche-release.XXXXXX")
trap 'rm -rf --one-file-system "$folder"' EXIT
git clone --quiet "$root" "$folder/another"
offline=()
[ "$(id -u)" != 0 ] || offline=(unshare --net)
env --unset=CARGO_TARGET_DIR TOOLS="$tools" CARGO_NET_OFFLINE=true "${offline[@]}" \
    "$folder/another/tools/release/artifacts.sh" "${1:-}"
diff "$made/SHA256SUMS" "$folder/another/target/release-artifacts/SHA256SUMS" ||
    { echo "release-reproduce: these files differ" >&2; exit 1; }
echo "release-reproduce: $(wc -l < "$made/SHA256SUMS") files are the same"
