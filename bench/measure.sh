#!/usr/bin/env bash
# Prints the metrics of docs/performance.md for a binary: bench/measure.sh [BINARY]. It needs curl and Linux's /proc.
set -euo pipefail

binary=$(realpath "${1:-target/release/tranche}")
directory=$(mktemp -d)
server=
flood=
trap 'kill $server $flood 2>/dev/null || true; wait; rm -rf "$directory"' EXIT
cd "$directory"

export TRANCHE_LOG__FORMAT=json
# The flood must reach the password hasher.
if "$binary" config reference | grep -q rate_limit.enabled; then export TRANCHE_RATE_LIMIT__ENABLED=false; fi

name='{"username":"ada.lovelace","password":"difference engine"}'
wrong='{"username":"ada.lovelace","password":"analytical engine"}'
json='Content-Type: application/json'

milliseconds() { echo $((${EPOCHREALTIME/[.,]/} / 1000)); }

# The given percentile of the numbers on standard input.
percentile() { sort -n | awk -v p="$1" '{ v[NR] = $1 } END { i = int((NR - 1) * p / 100 + 1.5); if (i > NR) i = NR; print v[i] }'; }

start() {
    "$binary" serve --port "$1" --address-file address >> log &
    server=$!
    if [ "$1" = 0 ]; then
        until [ -e address ]; do sleep 0.02; done
    fi
    origin="http://$(cat address)"
    until curl -sf -o /dev/null "$origin/readyz"; do :; done
}

stop() {
    kill "$server"
    wait "$server" || true
    server=
}

resident() { awk '/^VmRSS/ { printf "%.1f MB", $2 / 1024 }' "/proc/$server/status"; }

summary_of() { echo "median $(percentile 50 < "$1") ms, 99 of 100 within $(percentile 99 < "$1") ms"; }

# The times of 3000 requests that need a session, one after the other.
others() { for _ in $(seq 3000); do printf 'url = "%s"\noutput = /dev/null\n' "$origin/api/v1/auth/me"; done | curl -sf -b cookies -K - -w '%{time_total}\n' | awk '{ printf "%.1f\n", $1 * 1000 }' > "$1"; }

echo "machine: $(nproc) cores, $(uname -sm)"
start 0
curl -sf -o /dev/null "$origin/api/v1/auth/signup" -H "$json" -d "$name"
curl -sf -o /dev/null -c cookies "$origin/api/v1/auth/login" -H "$json" -d "$name"
stop

port=$(sed 's/.*://' address)
for _ in $(seq 21); do
    begun=$(milliseconds)
    start "$port"
    echo $(($(milliseconds) - begun)) >> starts
    stop
done
echo "start to first 200 on an existing store, median of 21: $(percentile 50 < starts) ms"

start "$port"
echo "resident after start: $(resident)"
for _ in $(seq 11); do
    curl -sf -o /dev/null -c cookies -w '%{time_total}\n' "$origin/api/v1/auth/login" -H "$json" -d "$name"
done | awk '{ printf "%.1f\n", $1 * 1000 }' > logins
echo "log-in, median of 11: $(percentile 50 < logins) ms"
echo "resident after log-ins: $(resident)"

others quiet
echo "another request, in quiet: $(summary_of quiet)"
# 50 wait for the hasher and are answered 401; of 200, most meet a full queue and are answered 503.
for clients in 50 200; do
    stdbuf -oL curl -sZ --parallel-immediate --parallel-max "$clients" -o /dev/null -w '%{http_code}\n' "$origin/api/v1/auth/login#[1-1000000]" \
        -H "$json" -d "$wrong" > statuses 2> progress &
    flood=$!
    sleep 2
    others flooded
    kill "$flood"
    wait "$flood" 2>/dev/null || true
    flood=
    echo "another request, beside $clients clients that log in: $(summary_of flooded)"
    echo "    their responses: $(sort statuses | uniq -c | awk '{ printf "%s%s x %s", s, $1, $2; s = ", " }')"
    if ! grep -qx 401 statuses || grep -qvxE '401|503' statuses; then
        echo "measure: the flood must be answered 401 and 503 alone, and got: $(sort -u statuses | xargs)" >&2
        exit 1
    fi
    # Let log-ins that still wait for the hasher end before the next flood.
    sleep 10
done
echo "resident after the floods: $(resident)"
