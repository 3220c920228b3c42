#!/usr/bin/env bash
# Runs the scenario of the clients (clients/scenario.md) and the examples of their READMEs against the server on each store, and
# against the function: clients/test.sh [FILTER...]. Their examples for webhooks verify deliveries of the server.
# A filter is a part of a case's name, such as `sqlite::python` or `webhook`. It needs what clients/generate.sh needs, and what
# testing/with-postgres.sh and testing/with-dynamodb.sh need.
#
# TRANCHE_BINARY          another server than the one that cargo builds
# TRANCHE_LAMBDA_BINARY   another function
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/.." && pwd)
. "$here/tools.sh"

# A program of each client, which takes the steps and then runs the example.
programs=$root/target/clients
rm -rf "$programs"
mkdir -p "$programs"

# example LANGUAGE README FILE: the first block of this language, as this file.
example() {
    awk -v fence="\`\`\`$1" '$0 == fence { inside = 1; next } $0 == "```" && inside { exit } inside' "$2" > "$3"
    [ -s "$3" ] || { echo "test: $2 has no example in $1" >&2; exit 1; }
}

# program NAME, with its lines as standard input.
program() {
    { echo '#!/bin/sh'; echo 'set -eu'; cat; } > "$programs/$1"
    chmod +x "$programs/$1"
}

node_tools
typescript=$programs/typescript.build
mkdir "$typescript"
cp -r "$here"/typescript/{package.json,tsconfig.json,src,test,examples} "$typescript"
example ts "$here/typescript/README.md" "$typescript/test/example.ts"
ln -s "$node_tools/node_modules" "$typescript/node_modules"
"$typescript/node_modules/.bin/tsc" --project "$typescript"
program typescript << TEXT
node "$typescript/dist/test/scenario.js"
node "$typescript/dist/test/example.js"
TEXT
program typescript-webhook << TEXT
exec node "$typescript/dist/examples/webhook.js"
TEXT

python_tools
example python "$here/python/README.md" "$programs/example.py"
program python << TEXT
export PYTHONPATH="$here/python/src" PYTHONDONTWRITEBYTECODE=1
"$python_tools/bin/python" "$here/python/tests/scenario.py"
"$python_tools/bin/python" "$programs/example.py"
TEXT
program python-webhook << TEXT
exec "$python_tools/bin/python" "$here/python/examples/webhook.py"
TEXT

cd "$root"
TEST_CLIENTS=$programs testing/with-dynamodb.sh testing/with-postgres.sh \
    cargo test --locked --workspace --test clients -- --test-threads 2 "$@"
