#!/usr/bin/env bash
# Measures whether the time of a refused log-in gives the reason away: bench/log_in_timing.sh [BINARY]. It needs curl.
# It fails where the slowest kind of refusal takes more than LIMIT times as long as the fastest, by the medians of ROUNDS.
set -euo pipefail

ROUNDS=${ROUNDS:-50}
LIMIT=1.10

binary=$(realpath "${1:-target/release/tranche}")
directory=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" || true; fi; rm -rf "$directory"' EXIT
cd "$directory"

# No variable of the caller's environment may change what is measured: the embedded store, the default cost of a hash,
# no limits.
for variable in "${!TRANCHE_@}"; do unset "$variable"; done
export TRANCHE_STORE__URL=sqlite://timing.db TRANCHE_RATE_LIMIT__ENABLED=false TRANCHE_LOG__FORMAT=json

fail() {
    echo "$1" >&2
    exit 2
}

call() { curl -sS -o answer -w '%{http_code}' -H 'Content-Type: application/json' "$@"; }

expect() {
    local expected=$1 status
    shift
    status=$(call "$@")
    [ "$status" = "$expected" ] || fail "expected $expected, got $status from: $* - $(cat answer)"
}

credentials() { printf '{"username":"%s","password":"%s"}' "$1" "$2"; }

password='difference engine'
"$binary" users create --username super.admin --role super_admin <<< "$password" > /dev/null
"$binary" serve --port 0 --address-file address > log &
server=$!
until [ -e address ]; do
    kill -0 "$server" 2>/dev/null || fail "the server did not start: $(cat log)"
    sleep 0.05
done
api="http://$(cat address)/api/v1"

for name in ada.lovelace inactive.user; do
    expect 201 "$api/auth/signup" -d "$(credentials "$name" "$password")"
done
expect 200 "$api/auth/login" -c cookies -d "$(credentials super.admin "$password")"
expect 200 -X PATCH "$api/users/inactivate" -b cookies -d '{"username":"inactive.user"}'

kinds=(unknown wrong inactive empty over-long impossible)
credentials unknown.user "$password" > unknown
credentials ada.lovelace 'analytical engine' > wrong
credentials inactive.user "$password" > inactive
credentials ada.lovelace '' > empty
credentials ada.lovelace "$(printf '%060000d' 0)" > over-long
credentials 'no..such name' "$password" > impossible

# The time of one log-in of this kind, in milliseconds. It must be refused like every other one.
refuse() {
    curl -sS -o answer -w '%{http_code} %{time_total}\n' -H 'Content-Type: application/json' -d "@$1" "$api/auth/login" |
        awk '$1 == 401 { printf "%.2f\n", $2 * 1000; refused = 1 } END { exit !refused }' ||
        fail "a log-in of the kind $1 was not answered 401: $(cat answer)"
}

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }

for kind in "${kinds[@]}"; do refuse "$kind" > /dev/null; done
for ((round = 0; round < ROUNDS; round++)); do
    # Each round begins with another kind, so that none always comes after the same one.
    for ((turn = 0; turn < ${#kinds[@]}; turn++)); do
        kind=${kinds[(round + turn) % ${#kinds[@]}]}
        refuse "$kind" >> "$kind.times"
    done
done

echo "machine: $(nproc 2>/dev/null || echo unknown) cores, $(uname -sm); $ROUNDS rounds"
for kind in "${kinds[@]}"; do
    printf '%-12s median %8.2f ms\n' "$kind" "$(median "$kind.times")"
done | tee medians
awk -v limit="$LIMIT" '
    { if (!least || $3 < least) least = $3; if ($3 > most) most = $3 }
    END {
        printf "largest ratio: %.3f (at most %.2f)\n", most / least, limit
        exit most / least > limit
    }' medians
