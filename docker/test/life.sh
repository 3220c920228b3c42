# One server, from its start to its end and once more.

# A start without secrets ends, and names them.
try_refusals() {
    local log=$work/refusal code=0
    contain refused --rm "$IMAGE" > "$log" 2>&1 || code=$?
    [ $code = 78 ] || fail "without secrets it ends with $code, not 78: $(cat "$log")"
    grep -q security.password_pepper "$log" && grep -q security.jwt_secret "$log" || fail "it does not name what is missing"
    passed "without secrets it does not start, and names them"
}

# try_life: calls of a user and commands of an operator on one server.
try_life() {
    local address=127.0.0.1:8000 settings=()
    if [ "$NETWORK" = host ]; then
        address=$(free_address)
        settings=(--env TRANCHE_SERVER__HOST=127.0.0.1 --env "TRANCHE_SERVER__PORT=${address#*:}")
    fi
    origin=http://$address
    # Nothing listens there: what goes through a proxy fails.
    local proxies=(--env={HTTP,HTTPS,ALL}_PROXY=http://127.0.0.1:9 --env={http,https,all}_proxy=http://127.0.0.1:9)
    start server "${settings[@]}" "${proxies[@]}"
    await server 30
    look_at_process "$(process_of server)"
    if [ -n "${ARCHIVE:-}" ]; then
        engine exec server /usr/local/bin/tranche healthcheck > /dev/null || fail "the health check fails where proxies are set"
    else
        engine healthcheck run server > /dev/null || fail "the health check of the image fails where proxies are set"
    fi
    passed "it gets ready, and its health check says so, past any proxy"
    expect 200 /version
    holds "\"revision\":\"$REVISION\""
    passed "/version returns the revision"

    sign_up ada.lovelace
    log_in ada.lovelace
    expect 200 /api/v1/auth/me --header "Cookie: $cookie"
    holds '"username":"ada.lovelace"'
    engine exec --interactive server /usr/local/bin/tranche users create --username charles.babbage --role super_admin \
        <<< "$PASSWORD" > "$work/made" || fail "an operator can't create a user: $(cat "$work/made")"
    log_in charles.babbage
    expect 200 /api/v1/users --header "Cookie: $cookie"
    holds '"username":"ada.lovelace"'
    passed "users sign up and log in, and the operator creates an administrator"

    try_crowd
    engine kill --signal HUP server > /dev/null
    expect 200 /readyz
    passed "SIGHUP ends nothing"
    end server
    passed "SIGTERM ends it with 0"
    start server "${settings[@]}"
    await server 30
    expect 200 /api/v1/users --header "Cookie: $cookie"
    log_in ada.lovelace
    end server QUIT
    passed "another container on the same store knows users and sessions, and SIGQUIT ends it with 0"
    look_at_volume
}

# Clients that send requests for a large file and read nothing keep nobody out, and their memory stays below the limit of the
# container.
try_crowd() {
    local number=1000 crowd until=$((SECONDS + 10)) tries
    nsenter --net="/proc/$asked/ns/net" "$here/test/crowd.sh" "${origin#http://}" $number > "$work/crowd" &
    crowd=$!
    until grep -q "^$number " "$work/crowd"; do
        [ "$SECONDS" -lt "$until" ] || fail "$number clients can't connect: $(cat "$work/crowd")"
        sleep 0.2
    done
    # At first they may hold all places, until the server notices that they read nothing.
    until ask /version --max-time 1 2> /dev/null && [[ $answer == "HTTP/1.1 200 "* ]]; do
        [ "$SECONDS" -lt "$until" ] || fail "beside $number clients that read nothing no other is answered"
    done
    for tries in 1 2 3 4 5; do
        ask /version --max-time 1 || fail "beside $number clients that read nothing /version takes more than a second"
        [[ $answer == "HTTP/1.1 200 "* ]] || fail "beside $number clients that read nothing: $answer"
    done
    kill "$crowd"
    wait "$crowd" 2> /dev/null || true
    [ "$(engine inspect --format '{{.State.OOMKilled}}' server)" = false ] || fail "$number clients that read nothing took all memory"
    passed "$number clients that read nothing keep nobody out; its memory peaks at $(peak_of "$asked") MB of 512"
}

# peak_of PID: the most memory of its container in MB, with the kernel's for connections.
peak_of() {
    local folder bytes
    folder=$(sed -n 's/^0:://p' "/proc/$1/cgroup")
    if [ -e "/sys/fs/cgroup$folder/memory.peak" ]; then
        bytes=$(cat "/sys/fs/cgroup$folder/memory.peak")
    else
        folder=/sys/fs/cgroup/memory$(sed -n 's/^[0-9]*:memory://p' "/proc/$1/cgroup")
        bytes=$(($(cat "$folder/memory.max_usage_in_bytes") + $(cat "$folder/memory.kmem.tcp.max_usage_in_bytes")))
    fi
    echo $((bytes / 1000000))
}

# look_at_process PID: checks user, capabilities and root of a process.
look_at_process() {
    local status=/proc/$1/status
    grep -Eq '^Uid:\s+65532\s+65532\s+65532\s+65532$' "$status" || fail "it runs as: $(grep ^Uid "$status")"
    grep -Eq '^Gid:\s+65532\s+65532\s+65532\s+65532$' "$status" || fail "it runs as: $(grep ^Gid "$status")"
    grep -Eq '^CapEff:\s+0+$' "$status" && grep -Eq '^CapBnd:\s+0+$' "$status" || fail "it has capabilities"
    grep -Eq '^NoNewPrivs:\s+1$' "$status" || fail "it may get privileges"
    grep -Eq '^\S+ \S+ \S+ \S+ / ro[, ]' "/proc/$1/mountinfo" || fail "its root can be written"
    passed "it runs as 65532 without capabilities, on a root that it can't write"
}

# Checks the volume after the servers: the user of the image owns all in it, and it is empty where the store is
# elsewhere.
look_at_volume() {
    local folder strange
    folder=$(volume)
    strange=$(find "$folder" ! -user 65532 -o ! -group 65532)
    [ -z "$strange" ] || fail "not all in the volume belongs to the image's user: $strange"
    case $VOLUME in
        sqlite) [ -s "$folder/data/tranche.db" ] || fail "the database is not in the volume" ;;
        *) [ -z "$(ls -A "$folder")" ] || fail "the volume is written, and the store is elsewhere: $(ls -A "$folder")" ;;
    esac
    passed "all in the volume belongs to the image's user"
}
