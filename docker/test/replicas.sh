# Three servers on one store, behind the load balancer of docker/compose.replicas.yaml. Each has an address of this machine;
# a name server of the test resolves them, in place of Docker's.

balancer=
name_server=
CLIENT=127.0.84.77

try_replicas() {
    local number answers=0 shared=$NETWORK
    NETWORK=host
    for number in 1 2 3; do
        start "replica-$number" --env "TRANCHE_SERVER__HOST=127.0.84.$number" --env TRANCHE_SERVER__TRUSTED_PROXIES=127.0.84.10
    done
    start_balancer
    origin=http://127.0.84.10:8000
    asked=$$
    await_replicas 3

    # The servers count by the client's address as the balancer sees it, not as the client's header has it.
    sign_up grace.hopper
    log_in grace.hopper
    for number in $(seq 12); do
        expect 200 /api/v1/auth/me --header "Cookie: $cookie" --interface "$CLIENT" --header 'X-Forwarded-For: 203.0.113.9'
    done
    passed "one session is good at every replica"

    # A client sends requests without a pause while one of them ends.
    printf '%s' "$cookie" > "$work/cookie"
    ask_all_the_time > "$work/asked" &
    local asking=$!
    end replica-1
    kill "$asking" 2> /dev/null || fail "asking stopped: $(cat "$work/asked")"
    wait "$asking" || true
    answers=$(grep -c '^200$' "$work/asked" || true)
    [ "$answers" -gt 20 ] || fail "there were $answers answers only while a replica ended"
    if grep -v '^200$' "$work/asked"; then fail "a request failed while a replica ended"; fi
    grep -q 'is DOWN, reason: Layer7 wrong status, code: 503' "$work/haproxy.log" ||
        fail "the load balancer did not see that the replica was red: $(grep DOWN "$work/haproxy.log")"
    passed "a replica turns red and ends, and none of $answers requests meanwhile fails"

    end replica-2
    end replica-3
    ask /api/v1/ || fail "the load balancer does not answer"
    [[ $answer == "HTTP/1.1 503 "* ]] || fail "with no replica, this is answered: $answer"
    holds '"code":"unavailable"'
    holds 'retry-after: 1'
    passed "without any replica, the load balancer answers as the servers would"
    stop_balancer
    look_at_addresses
    NETWORK=$shared
}

ask_all_the_time() {
    while :; do
        curl --silent --output /dev/null --max-time 20 --write-out '%{http_code}\n' --header "Cookie: $(cat "$work/cookie")" \
            "$origin/api/v1/auth/me"
    done
}

# Each replica served some of the twelve, and logged the client's address.
look_at_addresses() {
    local number
    for number in 1 2 3; do
        grep -F '"route":"/api/v1/auth/me"' "$work/logs/$VOLUME.replica-$number" > "$work/served" ||
            fail "replica $number was never asked"
        grep -qF "$CLIENT" "$work/served" || fail "replica $number does not know the client's address"
    done
    if grep -F 203.0.113.9 "$work/logs/$VOLUME".replica-*; then fail "a client's own X-Forwarded-For was trusted"; fi
    passed "each replica knows the client's address, and does not trust the client's header"
}

start_balancer() {
    # One address here stands for the whole network there; the rest of the configuration is tested as it is.
    cp "$here"/balancer/* "$work/"
    sed -i -e 's/bind :8000$/bind 127.0.84.10:8000/' -e 's/bind 127.0.0.1:8001$/bind 127.0.84.10:8001/' \
        -e 's/^    server-template .*/& source 127.0.84.10/' "$work/haproxy.cfg"
    dnsmasq --keep-in-foreground --conf-file=/dev/null --no-resolv --no-hosts --bind-interfaces --except-interface=lo \
        --listen-address=127.0.0.11 --user=root --pid-file= --host-record=tranche,127.0.84.1 \
        --host-record=tranche,127.0.84.2 --host-record=tranche,127.0.84.3 > "$work/dnsmasq.log" 2>&1 &
    name_server=$!
    # Emptied first, so that no reader sees the lines of the previous run.
    : > "$work/haproxy.log"
    haproxy -f "$work/haproxy.cfg" >> "$work/haproxy.log" 2>&1 &
    balancer=$!
}

# await_replicas COUNT: waits until the balancer has that many.
await_replicas() {
    local until=$((SECONDS + 60))
    until [ "$(grep -c 'is UP' "$work/haproxy.log")" -ge "$1" ]; do
        [ "$SECONDS" -lt "$until" ] || fail "the load balancer does not find $1 replicas: $(tail -n 20 "$work/haproxy.log")"
        kill -0 "$balancer" 2> /dev/null || fail "the load balancer ended: $(cat "$work/haproxy.log")"
        sleep 0.2
    done
    passed "the load balancer finds $1 replicas ready"
}

stop_balancer() {
    local process
    for process in $balancer $name_server; do
        kill "$process" 2> /dev/null || true
        wait "$process" 2> /dev/null || true
    done
    balancer=
    name_server=
}
