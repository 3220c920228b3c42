#!/usr/bin/env bash
# Checks the units with systemd's own tools, the sites with nginx and Caddy, and tries the backup, and both proxies in front of
# a server: deploy/systemd/check.sh. It needs python3 and a built target/debug/tranche, or the one that BINARY names; as root
# on Debian it installs what is missing of caddy, nginx-light, openssl, sqlite3 and systemd. No service is started.
set -euo pipefail

# The highest exposure of `systemd-analyze security`, in tenths.
EXPOSURE=20

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
binary=${BINARY:-$root/target/debug/tranche}

fail() {
    printf 'systemd-check: %s\n' "$1" >&2
    exit 1
}

passed() {
    printf 'systemd-check: %s\n' "$1"
}

install_what_is_missing() {
    local pair packages=()
    for pair in caddy:caddy nginx:nginx-light openssl:openssl sqlite3:sqlite3 systemd-analyze:systemd; do
        command -v "${pair%%:*}" > /dev/null || packages+=("${pair#*:}")
    done
    [ ${#packages[@]} -gt 0 ] || return 0
    [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null || fail "nothing was checked: install ${packages[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${packages[@]}" > /dev/null
}

# Units may name no program that is missing; here the server is not installed.
check_units() {
    local unit
    mkdir "$work/units"
    for unit in tranche.service tranche-{backup,dump}.{service,timer}; do
        sed -e 's|/usr/local/bin/tranche|/bin/true|' -e 's|/usr/local/lib/tranche/backup|/bin/true|' "$here/$unit" > "$work/units/$unit"
    done
    systemd-analyze verify --man=no "$work/units"/* 2> "$work/said" || fail "systemd does not take the units: $(cat "$work/said")"
    # It only warns of a directive that it does not know.
    ! grep "$work/units" "$work/said" || fail "systemd warns of the units"
    passed "systemd takes the units"

    printf '[Service]\nExecStart=/bin/true\n' > "$work/open.service"
    ! exposure "$work/open.service" > /dev/null 2>&1 || fail "a unit without any hardening would pass"
    for unit in tranche.service tranche-backup.service tranche-dump.service; do
        exposure "$here/$unit" > "$work/exposure" || fail "$(cat "$work/exposure")"
        passed "$(sed -n 's/^.*Overall/the overall/p' "$work/exposure")"
    done
}

# exposure UNIT: fails where the unit may do more than it should.
exposure() {
    systemd-analyze security --offline=yes --threshold="$EXPOSURE" --no-pager "$1"
}

check_backup() {
    local database=$work/a.db STATE_DIRECTORY=$work/backups copies
    mkdir "$STATE_DIRECTORY"
    sqlite3 "$database" "PRAGMA journal_mode = wal; CREATE TABLE a (b); INSERT INTO a VALUES (42)" > /dev/null
    touch "$STATE_DIRECTORY"/tranche-20260101T000000Z.db "$STATE_DIRECTORY"/tranche-20260102T000000Z.db
    KEEP=2 STATE_DIRECTORY=$STATE_DIRECTORY "$here/backup" "$database" > /dev/null
    copies=("$STATE_DIRECTORY"/*)
    [ ${#copies[@]} = 2 ] && [ "${copies[0]##*/}" = tranche-20260102T000000Z.db ] || fail "these backups stayed: ${copies[*]}"
    [ "$(sqlite3 "${copies[1]}" "SELECT b FROM a") $(stat --format %a "${copies[1]}")" = "42 600" ] || fail "the backup is not whole"
    echo "no database" > "$work/b.db"
    ! KEEP=2 STATE_DIRECTORY=$STATE_DIRECTORY "$here/backup" "$work/b.db" > /dev/null 2>&1 || fail "a backup of no database passes"
    [ "$(find "$STATE_DIRECTORY" -type f | wc -l)" = 2 ] || fail "a failed backup leaves something"
    passed "the backup is whole, and the newest stay"
}

install_what_is_missing
[ -x "$binary" ] || fail "there is no $binary: cargo build --bin tranche"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
check_units
check_backup
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=shop.test \
    -addext subjectAltName=DNS:shop.test -keyout "$work/shop.key" -out "$work/shop.pem" 2> /dev/null
PYTHONDONTWRITEBYTECODE=1 python3 "$here/tests/proxies.py" "$binary" "$here" "$work"
