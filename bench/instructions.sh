#!/usr/bin/env bash
# Counts the instructions of a request on SQLite: bench/instructions.sh BINARY [BINARY...]. It needs curl and valgrind.
#
# Callgrind counts two runs of one server with one worker that differ in how often the request is made; their difference,
# divided by the requests between them, leaves out the start and the end. Unlike times, the counts of two binaries may be compared
# on a noisy machine; repeated runs differ by less than 1 %.
#
# REQUESTS   by how many requests the two runs differ, 400
set -euo pipefail

REQUESTS=${REQUESTS:-400}
WARM_UP=50
password='difference engine'

# No variable of the caller's environment may change what is counted.
for variable in "${!TRANCHE_@}"; do unset "$variable"; done
export TRANCHE_STORE__URL=sqlite://store.db TRANCHE_SERVER__WORKERS=1 TRANCHE_RATE_LIMIT__ENABLED=false
export TRANCHE_LOG__FORMAT=json TRANCHE_SERVER__REQUEST_HEAD_TIMEOUT_SECONDS=60 TRANCHE_STORE__ACQUIRE_TIMEOUT_MS=60000

directory=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" || true; fi; rm -rf "$directory"' EXIT

fail() {
    echo "$1" >&2
    exit 2
}

# Starts a server by this command, and waits until it is ready.
start() {
    rm -f address
    "$@" serve --port 0 --address-file address > log 2> errors &
    server=$!
    until [ -e address ] && curl -sf -o /dev/null "http://$(cat address)/readyz"; do
        kill -0 "$server" 2>/dev/null || fail "the server did not start: $(cat log errors)"
        sleep 0.1
    done
    api="http://$(cat address)/api/v1"
}

stop() {
    kill "$server"
    wait "$server" || true
    server=
}

# Creates an account with a session, 100 products, and the sessions' cookies.
fill() {
    "$binary" users create --username super.admin --role super_admin <<< "$password" > /dev/null
    start "$binary"
    curl -sf -o /dev/null -c cookies -H 'Content-Type: application/json' "$api/auth/login" \
        -d "{\"username\":\"super.admin\",\"password\":\"$password\"}"
    for number in $(seq 100); do
        curl -sf -b cookies -H 'Content-Type: application/json' "$api/products" \
            -d "{\"name\":\"Product $number\",\"price\":{\"amount\":1250,\"currency\":\"EUR\"},\"stock\":1000000}" > product
    done
    product=$(sed -E 's/^\{"id":"([^"]+)".*/\1/' product)
    stop
}

# Sends one kind of request a number of times over one connection. What follows # is not sent: it makes curl repeat the
# rest.
request() {
    local repeated="#[1-$2]"
    case $1 in
        me) curl -sf -o /dev/null -b cookies "$api/auth/me$repeated" ;;
        product) curl -sf -o /dev/null "$api/products/$product$repeated" ;;
        page) curl -sf -o /dev/null "$api/products?pageSize=100$repeated" ;;
        order)
            curl -sf -o /dev/null -b cookies -H 'Content-Type: application/json' "$api/orders$repeated" \
                -d "{\"items\":[{\"productId\":\"$product\",\"quantity\":1}]}"
            ;;
    esac || fail "a request of $1 was refused: $(tail -1 log)"
}

# The instructions of a server from its start to its end, with that number of requests in between.
count() {
    start valgrind --tool=callgrind --callgrind-out-file=/dev/null "$binary"
    request "$1" "$WARM_UP"
    [ "$2" = 0 ] || request "$1" "$2"
    stop
    sed -nE 's/.*Collected : ([0-9]+).*/\1/p' errors
}

for binary in "$@"; do
    binary=$(realpath "$binary")
    rm -rf "${directory:?}/work"
    mkdir "$directory/work"
    cd "$directory/work"
    fill
    for kind in me product page order; do
        printf '%-8s %12s instructions a request  %s\n' \
            "$kind" "$((($(count "$kind" "$REQUESTS") - $(count "$kind" 0)) / REQUESTS))" "$binary"
    done
    cd - > /dev/null
done
