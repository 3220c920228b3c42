#!/usr/bin/env bash
# Prints the cost of a page of the catalogue near its beginning and far behind it: bench/pages.sh [BINARY [PRODUCTS]].
# It needs curl. The store is SQLite in a fresh directory, or the one of STORE_URL, which must be empty.
set -euo pipefail

binary=$(realpath "${1:-target/release/tranche}")
products=${2:-1000000}
depth=100000
directory=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; wait; rm -rf "$directory"' EXIT
cd "$directory"

export TRANCHE_LOG__FORMAT=json TRANCHE_LOG__LEVEL=warn
if [ -n "${STORE_URL:-}" ]; then export TRANCHE_STORE__URL=$STORE_URL; fi

milliseconds() { echo $((${EPOCHREALTIME/[.,]/} / 1000)); }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
token_of() { sed 's/.*"nextToken":"\([^"]*\)".*/\1/'; }

echo "machine: $(nproc) cores, $(uname -sm)"
begun=$(milliseconds)
"$binary" seed --products "$products" --users 0 --orders 0 > /dev/null
echo "seeded $products products in $(($(milliseconds) - begun)) ms"

"$binary" serve --port 0 --address-file address > log &
server=$!
until [ -e address ]; do sleep 0.02; done
list="http://$(cat address)/api/v1/products"
until curl -sf -o /dev/null "$list?pageSize=1"; do sleep 0.1; done

near=$(curl -sf "$list?pageSize=10" | token_of)
far=
for ((seen = 0; seen < depth && seen < products - 100; seen += 100)); do
    far=$(curl -sf "$list?pageSize=100${far:+&nextToken=$far}" | token_of)
done

# Alternating in one connection, so that other work of the machine affects both alike.
urls() { for _ in $(seq "$1"); do printf 'url = "%s"\noutput = /dev/null\n' "$list?pageSize=20&nextToken=$near" "$list?pageSize=20&nextToken=$far"; done; }
urls 100 | curl -sf -K -
urls 1500 | curl -sf -K - -w '%{time_total}\n' | awk 'NR % 2 { print $1 * 1000 > "near"; next } { print $1 * 1000 > "far" }'
awk -v near="$(median < near)" -v far="$(median < far)" -v seen="$seen" \
    'BEGIN { printf "a page of 20 at depth 10: %.3f ms; at depth %d: %.3f ms; ratio of medians %.2f\n", near, seen, far, far / near }'
