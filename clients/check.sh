#!/usr/bin/env bash
# Compares the generated parts of the clients with what docs/openapi.json gives now, and lets linters look at what is written by
# hand: clients/check.sh. It needs what clients/generate.sh needs.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/.." && pwd)
. "$here/tools.sh"

made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
"$here/generate.sh" "$made"
for generated in typescript/src/generated python/src/tranche_client/generated rust/src/generated; do
    diff --recursive --exclude __pycache__ "$here/$generated" "$made/$generated" ||
        { echo "check: clients/$generated differs from docs/openapi.json: make clients" >&2; exit 1; }
done

python_tools
cd "$here/python"
"$python_tools/bin/ruff" check --no-cache --config pyproject.toml . ../open_sets.py
"$python_tools/bin/ruff" format --no-cache --config pyproject.toml --check . ../open_sets.py
"$python_tools/bin/mypy" --cache-dir "$made/mypy"
echo "check: the clients are those of docs/openapi.json"
