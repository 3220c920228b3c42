#!/usr/bin/env bash
# Starts the server with the example on a new SQLite file, and creates, updates and deletes a supplier there:
# examples/life.sh target/debug/tranche
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../testing/server.sh"

start_server "$1"
call 201 POST /suppliers '{"name":" Atlas ","email":"sales@atlas.test"}'
path=/suppliers/$(field id)
tag=$(header etag)
call 200 GET "$path"
expect '"name":"Atlas"' '"email":"sales@atlas.test"'
call 409 POST /suppliers '{"name":"Atlas"}'
expect '"code":"supplier-name-taken"'
call 422 POST /suppliers '{"name":""}'
expect '"code":"invalid-supplier"' '"pointer":"/name"'
call 200 PUT "$path" '{"email":null}' --header "If-Match: $tag"
expect '"name":"Atlas"' '"email":null'
call 412 PUT "$path" '{"name":"Ajax"}' --header "If-Match: $tag"
call 201 POST /suppliers '{"name":"Ajax"}'
call 200 GET '/suppliers?pageSize=1'
expect '"name":"Atlas"'
call 200 GET "/suppliers?pageSize=1&nextToken=$(field nextToken)"
expect '"name":"Ajax"' '"nextToken":null'
call 204 DELETE "$path"
call 404 GET "$path"
expect '"code":"supplier-not-found"'
echo "a supplier was created, listed, updated and deleted"
