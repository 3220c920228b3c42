#!/usr/bin/env bash
# Runs schemathesis for every operation of the OpenAPI document against a binary, anonymously and as an admin:
# app/tests/schemathesis/run.sh [BINARY]. It needs bash, curl, python3 with venv and, the first time, PyPI. Each of the two
# runs takes SECONDS_EACH seconds; generated requests differ from run to run, and a failure prints its seed.
set -euo pipefail

VERSION=4.32.5
SECONDS_EACH=${SECONDS_EACH:-90}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
binary=$(realpath "${1:-$root/target/release/tranche}")
tools=$root/target/schemathesis-$VERSION
schemathesis=$tools/bin/schemathesis

fail() {
    echo "schemathesis: $1" >&2
    exit 1
}

[ -x "$binary" ] || fail "$binary is no program; run \`make release\` first"
if [ ! -e "$tools/installed" ]; then
    command -v python3 > /dev/null || fail "python3 is missing, so nothing was checked; install Python 3.10 or later"
    rm -rf "$tools"
    python3 -m venv "$tools" || fail "python3 can't make a virtual environment; install its venv module (python3-venv)"
    "$tools/bin/pip" install --quiet "schemathesis==$VERSION" || fail "schemathesis $VERSION can't be installed from PyPI"
    touch "$tools/installed"
fi

directory=$(mktemp -d)
processes=()
trap 'kill "${processes[@]}" 2>/dev/null || true; wait; rm -rf "$directory"' EXIT
cd "$directory"

# No variable of the caller's environment may change what is tested.
for variable in "${!TRANCHE_@}" "${!SCHEMATHESIS_@}"; do unset "$variable"; done
export TRANCHE_STORE__URL=sqlite://cases.db TRANCHE_RATE_LIMIT__ENABLED=false TRANCHE_SECURITY__BCRYPT_COST=4
export TRANCHE_LOG__FORMAT=json SUPER_ADMIN=super.admin PASSWORD='correct horse battery' PYTHONDONTWRITEBYTECODE=1

# A receiver that takes no delivery, so that there are dead letters: it has no POST, and answers 501.
mkdir receiver
(cd receiver && exec "$tools/bin/python" -u -m http.server --bind 127.0.0.1 0 > ../receiver.log 2>&1) &
processes+=($!)
until port=$(sed -n 's/^Serving HTTP on 127.0.0.1 port \([0-9]*\) .*/\1/p' receiver.log 2>/dev/null) && [ -n "$port" ]; do
    kill -0 "${processes[0]}" 2>/dev/null || fail "the receiver of events did not start: $(cat receiver.log)"
    sleep 0.05
done
export TRANCHE_EVENTS__WEBHOOK_URL=http://127.0.0.1:$port/ TRANCHE_EVENTS__MAX_ATTEMPTS=1
export TRANCHE_EVENTS__WEBHOOK_SECRET=a-secret-of-thirty-two-bytes-or-more

"$binary" users create --username "$SUPER_ADMIN" --role super_admin <<< "$PASSWORD"
"$binary" serve --port 0 --address-file address > log &
server=$!
processes+=("$server")
until [ -e address ]; do
    kill -0 "$server" 2>/dev/null || fail "the server did not start: $(cat log)"
    sleep 0.05
done
origin="http://$(cat address)"
# The user that the document's examples name, which the admin's cases deactivate, promote and so on.
curl -sSf -o /dev/null -H 'Content-Type: application/json' "$origin/api/v1/auth/signup" \
    -d '{"username":"ada.lovelace","password":"difference engine"}'

failed=()
try() {
    local who=$1
    shift
    printf '\n=== schemathesis, %s ===\n' "$who"
    env "$@" "$schemathesis" --config-file "$here/schemathesis.toml" run "$origin/openapi.json" --checks all \
        --continue-on-failure --max-time "$SECONDS_EACH" --workers 1 --generation-database none --output-sanitize false ||
        failed+=("$who")
}

try anonymous
try admin ORIGIN="$origin" SCHEMATHESIS_HOOKS="$here/signed_in.py"

kill -0 "$server" 2>/dev/null || failed+=("the server ended")
# Cases that ran without a session by mistake would be refused, as documented, and find nothing.
while IFS= read -r route; do
    awk -v route="\"route\":\"$route\"" 'index($0, route) && /"status":[23]/ { found = 1 } END { exit !found }' log ||
        failed+=("nothing succeeded at $route")
done < <(curl -sSf "$origin/openapi.json" | sed -n 's|^    "\(/[^"]*\)": {$|\1|p')
# An internal failure fails the run, though the response to it was a documented one.
if grep -F '"code":"internal"' log >&2; then failed+=("the log has internal failures"); fi
if [ ${#failed[@]} -gt 0 ]; then
    printf 'schemathesis: failed: %s\n' "${failed[@]}" >&2
    exit 1
fi
