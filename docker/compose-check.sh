#!/usr/bin/env bash
# Checks the compose files with Compose itself, and the configuration of HAProxy and Prometheus with theirs, and starts
# nothing: docker/compose-check.sh. They need no engine for that. Where this machine has no Compose 2, the one of
# Debian's stable release is brought to target/compose-check, and so is promtool; HAProxy is installed where root can do
# so.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tools=$(dirname "$here")/target/compose-check

fail() {
    printf 'compose-check: %s\n' "$1" >&2
    exit 1
}

# fetch_compose: the program out of Debian's package, apart from what is installed here. Its release may be another than this
# machine's, so apt gets lists of its own; it checks the signatures as always.
fetch_compose() {
    local archive
    command -v apt-get > /dev/null && [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] ||
        fail "nothing was checked: there is no Compose 2 here; install the package docker-compose-plugin or docker-compose-v2"
    mkdir -p "$tools/lists/partial"
    archive=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m 1 '/debian/$') ||
        fail "nothing was checked: there is no Compose 2 here, and apt knows no archive of Debian's"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $archive stable main" > "$tools/sources.list"
    (
        cd "$tools"
        apart=(-o Dir::Etc::SourceList="$tools/sources.list" -o Dir::Etc::SourceParts=/dev/null
            -o Dir::State::Lists="$tools/lists" -o Dir::Cache::PkgCache= -o Dir::Cache::SrcPkgCache= -o APT::Sandbox::User=root)
        apt-get "${apart[@]}" -qq update
        apt-get "${apart[@]}" -qq download docker-compose
        dpkg-deb --extract docker-compose_*.deb package
        mv package/usr/libexec/docker/cli-plugins/docker-compose docker-compose
        rm -rf package lists docker-compose_*.deb
    ) || fail "nothing was checked: Debian's Compose can't be had"
}

command -v python3 > /dev/null || fail "nothing was checked: python3 is missing"
if docker compose version > /dev/null 2>&1; then
    compose=(docker compose)
else
    [ -x "$tools/docker-compose" ] || fetch_compose
    compose=("$tools/docker-compose")
fi
"${compose[@]}" version

# check FILE...: that these make one whole, in which every service, with a profile or without, is locked down.
check() {
    local files=() file
    for file in "$@"; do files+=(--file "$here/$file"); done
    "${compose[@]}" "${files[@]}" --profile '*' config --quiet || fail "these are not valid: $*"
    "${compose[@]}" "${files[@]}" --profile '*' config --format json | python3 "$here/test/locked_down.py" || fail "see above: $*"
    echo "valid, and locked down: $*"
}

check compose.yaml
check compose.yaml compose.replicas.yaml
check compose.yaml compose.observability.yaml
check compose.yaml compose.replicas.yaml compose.observability.yaml

if ! command -v haproxy > /dev/null; then
    [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null || fail "install haproxy: its configuration was not checked"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends haproxy > /dev/null
fi
haproxy -c -f "$here/balancer/haproxy.cfg"

if command -v promtool > /dev/null; then
    promtool=promtool
else
    promtool=$tools/promtool
    if [ ! -x "$promtool" ]; then
        command -v apt-get > /dev/null || fail "install prometheus: its configuration was not checked"
        mkdir -p "$tools"
        (
            cd "$tools"
            apt-get -qq update || true
            apt-get -qq -o APT::Sandbox::User=root download prometheus
            dpkg-deb --extract prometheus_*.deb package
            mv package/usr/bin/promtool promtool
            rm -rf package prometheus_*.deb
        ) || fail "install prometheus: its configuration was not checked"
    fi
fi
"$promtool" check config "$here/observability/prometheus.yaml"
