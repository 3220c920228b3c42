#!/usr/bin/env bash
# Lets two binaries take turns on one store, the first of which does not know the fields that `cargo slice field` added to suppliers, and
# shows that neither fails by what the other wrote, that the first leaves the fields alone, and that a dump of the first is read:
#
#   tools/slice/beside.sh BEFORE NOW
#
# With the servers that testing/with-postgres.sh and testing/with-dynamodb.sh name. tools/slice/matrix.sh runs it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. testing/server.sh
before=$(realpath "$1") now=$(realpath "$2")
name=beside_$$_$RANDOM

main() {
    echo "on SQLite" && turns
    echo "on PostgreSQL"
    "$TEST_POSTGRES_PROGRAMS/createdb" --maintenance-db "$TEST_POSTGRES_URL" "$name"
    turns "${TEST_POSTGRES_URL%/*}/$name?sslmode=disable"
    export AWS_ACCESS_KEY_ID=id AWS_SECRET_ACCESS_KEY=secret
    echo "on DynamoDB" && turns "dynamodb://$name?region=local&endpoint=$TEST_DYNAMODB_URL"
}

# In a shell of its own: it changes the folder and ends a server.
turns() (
    start_server "$before" "$@"
    call 201 POST /suppliers '{"name":"Acme"}'
    acme=/suppliers/$(field id)
    "$before" data export before.dump

    replace_server "$now"
    TRANCHE_STORE__URL=sqlite://$folder/other.db "$now" data import before.dump
    call 200 GET "$acme"
    expect '"phone":null' '"level":"low"' '"weight":5' '"credit":null' '"listed":true' '"tier":null'
    call 200 PUT "$acme" '{"phone":"110","level":"high","weight":7,"credit":{"amount":5,"currency":"EUR"},"listed":false,"tier":"aa"}'
    call 201 POST /suppliers '{"name":"Ajax","level":"high","tier":"bb"}'
    ajax=/suppliers/$(field id)

    replace_server "$before"
    # Where lists are kept apart from what is listed, this writes the entries anew.
    call 200 PUT "$acme" '{"name":"Acme & Co","status":"blocked"}'
    call 200 PUT "$ajax" '{"status":"blocked","email":"a@b"}'
    call 201 POST /suppliers '{"name":"Apex"}'
    apex=$(field id)

    replace_server "$now"
    call 200 GET "$acme"
    expect '"name":"Acme & Co"' '"phone":"110"' '"level":"high"' '"weight":7' '"amount":5' '"listed":false' '"tier":"aa"'
    listed 'level=high' Acme Ajax
    listed 'level=high&status=blocked' Acme Ajax
    listed 'tier=bb' Ajax
    listed 'level=low' Apex
    call 200 PUT "/suppliers/$apex" '{"level":"high"}'
    listed 'level=low'
    listed 'level=high' Acme Ajax Apex
    "$now" seed --products 30 --users 5 --orders 5 --number suppliers=40 | grep '40 suppliers'
)

# Whether a list has these suppliers, and no others: listed QUERY NAME...
listed() {
    local query=$1 names expected=
    shift
    call 200 GET "/suppliers?$query"
    names=$({ grep --only-matching '"name":"[A-Za-z]*' answer || true; } | cut --characters=9- | tr '\n' ' ')
    [ $# = 0 ] || expected=$(printf '%s ' "$@")
    [ "$names" = "$expected" ] || { echo "?$query lists $names, not $expected" >&2; exit 1; }
}

main
