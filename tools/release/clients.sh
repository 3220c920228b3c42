#!/usr/bin/env bash
# Packs the clients as their ecosystems do: tools/release/clients.sh FOLDER. It needs what clients/generate.sh needs.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/clients/tools.sh"

HATCHLING_VERSION=1.33.0

[ $# = 1 ] || { echo "clients: into which folder?" >&2; exit 1; }
made=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

node_tools
mkdir "$work/typescript"
cp -r "$root"/clients/typescript/{package.json,tsconfig.json,src,test,examples,LICENSE,README.md} "$work/typescript"
ln -s "$node_tools/node_modules" "$work/typescript/node_modules"
"$work/typescript/node_modules/.bin/tsc" --project "$work/typescript"
(cd "$work/typescript" && npm pack --silent --ignore-scripts --pack-destination "$made")

# Its archives have the times of SOURCE_DATE_EPOCH.
python_tool hatchling "$HATCHLING_VERSION" "hatchling==$HATCHLING_VERSION"
(cd "$root/clients/python" && "$python_tool/bin/hatchling" build --directory "$made" --target sdist --target wheel)

# That it builds is tested with the workspace.
cargo package --quiet --locked --no-verify --manifest-path "$root/Cargo.toml" --package tranche_client --target-dir "$work/rust"
cp "$work"/rust/package/*.crate "$made"
