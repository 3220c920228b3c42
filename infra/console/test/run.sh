#!/usr/bin/env bash
# Checks the files of the console and walks through it with Chromium: infra/console/test/run.sh [FILE...]. Without files it checks
# the libraries, the types and the size, and runs every test; with files, it runs those alone. Needs Node 20 or later with npm.
#
# TRANCHE_BINARY      another server than target/debug/tranche
# TRANCHE_GENERATED   another server with the aggregate `supplier` than that of generated.sh
# TEST_DYNAMODB_URL   a DynamoDB, where the walk is taken too
# CHROMIUM            another browser than Debian's
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
files=$root/infra/console/files
export TRANCHE_BINARY=${TRANCHE_BINARY:-$root/target/debug/tranche}
export TRANCHE_GENERATED=${TRANCHE_GENERATED:-$root/target/slices/tranche-with-suppliers}
MOST_LINES=1800
MOST_BYTES=45000

command -v npm > /dev/null || { echo "npm is missing: install Node 20 or later" >&2; exit 1; }
if [ -z "${CHROMIUM:-}" ] && ! [ -x /usr/bin/chromium ]; then apt-get install --yes --no-install-recommends chromium; fi
if ! [ "$here/node_modules/.package-lock.json" -nt "$here/package-lock.json" ]; then
    npm ci --prefix "$here" --no-audit --no-fund --ignore-scripts --loglevel error
    touch "$here/node_modules/.package-lock.json"
fi

if [ $# -gt 0 ]; then
    case $1 in *.test.mjs) exec node --test --test-reporter spec "${@/#/$here/}" ;; *) exec node "$here/$1" "${@:2}" ;; esac
fi

# The libraries are those of their packages, but for the one path by which a browser finds what a bundler would look for.
modules=$here/node_modules
cmp "$files/vendor/preact.mjs" "$modules/preact/dist/preact.mjs"
cmp "$files/vendor/htm.mjs" "$modules/htm/dist/htm.mjs"
sed 's#from"preact"#from"./preact.mjs"#' "$modules/preact/hooks/dist/hooks.mjs" | cmp - "$files/vendor/hooks.mjs"
cmp "$files/vendor/LICENSE-preact.txt" "$modules/preact/LICENSE"
cmp "$files/vendor/LICENSE-htm.txt" "$modules/htm/LICENSE"
(cd "$files/vendor" && sha256sum --check --quiet checksums.txt)

# The example of a page counts; the pages of a product of one's own don't.
own=("$files"/*.js "$files/pages/running-low.js" "$files"/*.css)
lines=$(cat "${own[@]}" | wc -l)
bytes=$(for file in "${own[@]}" "$files"/vendor/*.mjs; do gzip --best --no-name --stdout "$file"; done | wc -c)
echo "console: $lines lines of scripts and styles of at most $MOST_LINES, $bytes bytes gzipped with libraries of at most $MOST_BYTES"
[ "$lines" -le $MOST_LINES ] && [ "$bytes" -le $MOST_BYTES ] || { echo "console: make it smaller" >&2; exit 1; }

"$modules/.bin/tsc" --project "$root/infra/console/tsconfig.json"
[ -x "$TRANCHE_GENERATED" ] || { echo "$TRANCHE_GENERATED is missing: run infra/console/test/generated.sh" >&2; exit 1; }
cd "$here"
node --test --test-reporter spec --test-concurrency 1 ./*.test.mjs
