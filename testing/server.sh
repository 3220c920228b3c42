# Functions of scripts that start a built server on a new store and call it: sourced by them.

# No variable of the caller's may change what is tried.
for variable in "${!TRANCHE_@}"; do unset "$variable"; done

# Starts the server of a binary in a folder of its own, which becomes the current one, with `root.admin` as its super admin, who
# is logged in: start_server BINARY [STORE], by default on a new SQLite file.
start_server() {
    folder=$(mktemp -d "${TMPDIR:-/tmp}/tranche-life.XXXXXX")
    trap end_server EXIT
    export TRANCHE_STORE__URL=${2:-sqlite://$folder/tranche.db} TRANCHE_SERVER__PORT=0
    export TRANCHE_BOOTSTRAP__USERNAME=root.admin TRANCHE_BOOTSTRAP__PASSWORD_FILE="$folder/password"
    set -- "$(realpath "$1")"
    cd "$folder"
    echo 'difference engine' >password
    run_server "$1"
    # The server is ready before it has hashed the password of its super admin.
    until grep --quiet 'created the first super admin' log; do kill -0 "$server" && sleep 0.1; done
    log_in
}

# Ends the server, and starts that of another binary on its store: replace_server BINARY
replace_server() {
    stop_server
    run_server "$1"
    log_in
}

run_server() {
    "$1" >log 2>&1 &
    server=$!
    url=$(address)
}

log_in() {
    call 200 POST /auth/login '{"username":"root.admin","password":"difference engine"}'
}

stop_server() {
    [ -z "${server:-}" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
    server=
}

end_server() {
    stop_server
    rm -rf "$folder"
}

# Where the server listens, once it is ready.
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

# Whether the answer has these texts.
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
