#!/usr/bin/env bash
# Starts the server with the example on a new SQLite file, and creates, updates and deletes a supplier there:
# examples/life.sh target/debug/tranche
set -euo pipefail

# No variable of the caller's environment may change what is tested.
for variable in "${!TRANCHE_@}"; do unset "$variable"; done

binary=$(realpath "$1")
folder=$(mktemp -d "${TMPDIR:-/tmp}/tranche-life.XXXXXX")
server=
trap end EXIT

end() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
    rm -rf "$folder"
}

main() {
    cd "$folder"
    export TRANCHE_STORE__URL="sqlite://$folder/tranche.db" TRANCHE_SERVER__PORT=0
    export TRANCHE_BOOTSTRAP__USERNAME=root.admin TRANCHE_BOOTSTRAP__PASSWORD_FILE="$folder/password"
    echo 'difference engine' >password
    "$binary" >log 2>&1 &
    server=$!
    url=$(address)
    call 200 POST /auth/login '{"username":"root.admin","password":"difference engine"}'

    call 201 POST /suppliers '{"name":" Acme ","email":"sales@acme.test"}'
    local path=/suppliers/$(field id) tag
    tag=$(header etag)
    call 200 GET "$path"
    expect '"name":"Acme"' '"email":"sales@acme.test"'
    call 409 POST /suppliers '{"name":"Acme"}'
    expect '"code":"supplier-name-taken"'
    call 422 POST /suppliers '{"name":""}'
    expect '"code":"invalid-supplier"' '"pointer":"/name"'
    call 200 PUT "$path" '{"email":null}' --header "If-Match: $tag"
    expect '"name":"Acme"' '"email":null'
    call 412 PUT "$path" '{"name":"Ajax"}' --header "If-Match: $tag"
    call 201 POST /suppliers '{"name":"Ajax"}'
    call 200 GET '/suppliers?pageSize=1'
    expect '"name":"Acme"'
    call 200 GET "/suppliers?pageSize=1&nextToken=$(field nextToken)"
    expect '"name":"Ajax"' '"nextToken":null'
    call 204 DELETE "$path"
    call 404 GET "$path"
    expect '"code":"supplier-not-found"'
    echo "a supplier was created, listed, updated and deleted"
}

# Prints the URL of the server, once it is ready.
address() {
    local found
    for _ in $(seq 300); do
        found=$(grep --only-matching 'http://127.0.0.1:[0-9]*' log | head -n 1) || true
        if [ -n "$found" ] && curl --silent --fail --output /dev/null "$found/readyz"; then
            echo "$found" && return
        fi
        kill -0 "$server" || break
        sleep 0.1
    done
    cat log >&2
    return 1
}

# Sends a request and fails where its status is another one: call STATUS METHOD PATH [BODY [OPTION...]]
call() {
    local status=$1 method=$2 path=$3 body=${4:-} answered
    shift $(($# < 4 ? 3 : 4))
    [ -z "$body" ] || set -- "$@" --header 'Content-Type: application/json' --data "$body"
    answered=$(curl --silent --show-error --globoff --cookie jar --cookie-jar jar --dump-header headers --output answer \
        --write-out '%{http_code}' --request "$method" "$@" "$url/api/v1$path")
    [ "$answered" = "$status" ] || { echo "$method $path: $answered, not $status: $(cat answer)" >&2; exit 1; }
}

# Fails where the answer lacks one of these texts.
expect() {
    local text
    for text in "$@"; do
        grep --quiet --fixed-strings "$text" answer || { echo "the answer has no $text: $(cat answer)" >&2; exit 1; }
    done
}

# The text of a field of the answer.
field() {
    sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" answer
}

header() {
    sed -n "s/^$1: //Ip" headers | tr -d '\r'
}

main
