# Servers out of the image, and how to ask them. A store is chosen first: it says what every server is started with.

# What the servers of the store share: options of the engine, the network, and the volume's name.
STORE=()
NETWORK=
VOLUME=
database=

# One file in one volume. The servers have a network to themselves, and listen as the image says.
use_sqlite() {
    NETWORK=none
    VOLUME=sqlite
    STORE=()
}

# A database of the test's own. The servers are on this machine's network, where PostgreSQL is.
use_postgres() {
    NETWORK=host
    VOLUME=postgres
    database=container_test_$$
    psql --quiet --no-psqlrc --dbname "$TEST_POSTGRES_URL" --command "CREATE DATABASE $database" ||
        fail "TEST_POSTGRES_URL leads to no server where a database can be made"
    sed "s|^\(postgres[a-z]*://[^/]*/\)[^?]*|\1$database|" <<< "$TEST_POSTGRES_URL" > "$work/secrets/test_store_url"
    chmod 444 "$work/secrets/test_store_url"
    STORE=(--volume "$work/secrets/test_store_url:/run/secrets/store_url:ro"
        --env TRANCHE_STORE__URL_FILE=/run/secrets/store_url)
}

drop_database() {
    [ -n "$database" ] || return 0
    psql --quiet --no-psqlrc --dbname "$TEST_POSTGRES_URL" --command "DROP DATABASE IF EXISTS $database WITH (FORCE)" || true
}

# contain NAME OPTION...: a container as compose makes them: nothing can be written but the volume, nothing is allowed, memory
# and processes have a limit. Those of the engine's own are named, since not every machine lets it raise them.
contain() {
    local name=$1
    shift
    engine run --name "$name" --network "$NETWORK" --volume "$VOLUME:/data" --read-only --read-only-tmpfs=false \
        --cap-drop all --security-opt no-new-privileges --memory 512m --pids-limit 256 "${LIMITS[@]}" "$@"
}

# The secrets of production, as compose gives them.
secrets() {
    local name
    for name in password_pepper jwt_secret; do
        printf '%s\n' --volume "$work/secrets/$name:/run/secrets/$name:ro" \
            --env "TRANCHE_SECURITY__${name^^}_FILE=/run/secrets/$name"
    done
}

# start NAME OPTION...: a server fit for production, on the chosen store.
start() {
    local name=$1 given
    shift
    mapfile -t given < <(secrets)
    contain "$name" --detach "${given[@]}" "${STORE[@]}" "$@" "$IMAGE" > /dev/null
}

# free_address: one of this machine where nothing listens.
free_address() {
    local port
    while port=$((20000 + RANDOM % 10000)); (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do :; done
    echo "127.0.0.1:$port"
}

process_of() {
    engine inspect --format '{{.State.Pid}}' "$1"
}

# The network of the requests, and the address there.
asked=
origin=

# ask PATH OPTION...: sends a request. $answer is head and body of the response.
ask() {
    local path=$1
    shift
    answer=$(nsenter --net="/proc/$asked/ns/net" curl --silent --show-error --include --max-time 20 "$@" "$origin$path")
}

# expect STATUS PATH OPTION...: sends a request, and fails where the response has another status.
expect() {
    local status=$1
    shift
    ask "$@" || fail "$origin$1 does not answer"
    [[ $answer == "HTTP/1.1 $status "* ]] || fail "$1 answers, instead of $status: $answer"
}

# holds TEXT: fails where the last response lacks the text.
holds() {
    grep -qF -- "$1" <<< "$answer" || fail "there is no $1 in: $answer"
}

# await NAME SECONDS: waits until that server is ready.
await() {
    local until=$((SECONDS + $2))
    asked=$(process_of "$1")
    until ask /readyz 2> /dev/null && [[ $answer == "HTTP/1.1 200 "* ]]; do
        [ "$SECONDS" -lt "$until" ] || fail "$1 is not ready after $2 s: $(engine logs "$1" 2>&1 | tail -n 20)"
        [ "$(engine inspect --format '{{.State.Status}}' "$1")" = running ] ||
            fail "$1 ended: $(engine logs "$1" 2>&1 | tail -n 20)"
        sleep 0.2
    done
}

# end NAME [SIGNAL]: stops it, and copies its log to the machine.
end() {
    local code signal=${2:-TERM}
    engine kill --signal "$signal" "$1" > /dev/null
    code=$(engine wait "$1") || fail "$1 does not end on SIG$signal"
    [ "$code" = 0 ] || fail "$1 ended with $code on SIG$signal: $(engine logs "$1" 2>&1 | tail -n 20)"
    mkdir -p "$work/logs"
    engine logs "$1" > "$work/logs/$VOLUME.$1" 2>&1
    engine rm "$1" > /dev/null
}

# volume: where the store's volume lies on this machine.
volume() {
    engine volume inspect --format '{{.Mountpoint}}' "$VOLUME"
}

JSON='Content-Type: application/json'
PASSWORD='difference engine'

# sign_up NAME and log_in NAME: as a client does. log_in leaves the cookie in $cookie. It is Secure and this is no HTTPS, so
# curl would send it to localhost alone, and not to the load balancer.
sign_up() {
    expect 201 /api/v1/auth/signup --header "$JSON" --data "{\"username\":\"$1\",\"password\":\"$PASSWORD\"}"
}

log_in() {
    expect 200 /api/v1/auth/login --header "$JSON" --data "{\"username\":\"$1\",\"password\":\"$PASSWORD\"}"
    holds 'HttpOnly; SameSite=Strict'
    cookie=$(sed -n 's/^set-cookie: \(__Host-access_token=[^;]*\);.* Secure.*/\1/p' <<< "$answer")
    [ -n "$cookie" ] || fail "log-in gives no cookie that is Secure and has the prefix of the host: $answer"
}
