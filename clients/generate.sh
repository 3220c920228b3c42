#!/usr/bin/env bash
# Writes the generated parts of the clients anew from docs/openapi.json: clients/generate.sh [FOLDER]. FOLDER has the clients,
# `clients` unless another is named. It needs Node with npm, Python with venv, cargo and, the first time, their registries.
#
# DOCUMENT   another OpenAPI document than docs/openapi.json
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/.." && pwd)
. "$here/tools.sh"

clients=$(realpath "${1:-$here}")
document=$(realpath "${DOCUMENT:-$root/docs/openapi.json}")
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
# Generators name the document in what they write.
cp "$document" "$made/openapi.json"
cd "$made"

node_tools
"$node_tools/node_modules/.bin/openapi-typescript" openapi.json --output typescript/schema.ts \
    --alphabetize --empty-objects-unknown --root-types --root-types-no-schema-prefix > typescript.log || { cat typescript.log >&2; exit 1; }

python_tools
# TypeScript keeps the lists, since types are gone when it runs; the other clients would refuse a value of a later server.
"$python_tools/bin/python" "$here/open_sets.py" openapi.json
# It runs ruff, which lies beside it.
PATH=$python_tools/bin:$PATH "$python_tools/bin/openapi-python-client" generate --path openapi.json --meta none \
    --config "$here/python/generator.yaml" --output-path python > python.log || { cat python.log >&2; exit 1; }
find python -name '.ruff_cache' -prune -exec rm -rf {} +

client_generator
mkdir rust
"$client_generator" < openapi.json > rust/mod.rs
# As the rest of the workspace is formatted.
rustfmt --edition 2024 --config-path "$root/rustfmt.toml" rust/mod.rs

# replace FROM TO: the folder TO has what FROM has, and nothing else.
replace() {
    rm -rf "$2"
    mkdir -p "$(dirname "$2")"
    cp -r "$1" "$2"
}
replace typescript "$clients/typescript/src/generated"
replace python "$clients/python/src/tranche_client/generated"
replace rust "$clients/rust/src/generated"
