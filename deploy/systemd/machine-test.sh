#!/usr/bin/env bash
# Starts a Debian machine with systemd in a container and takes the steps of docs/how-to/deploy-on-debian.md there, each `sh` block
# but those that begin with "# Not tried"; then tries what its table promises: deploy/systemd/machine-test.sh. As root on Debian it
# installs debootstrap and systemd-container where they are missing. It needs a built target/debug/tranche, or the one that BINARY
# names.
#
# The machine's packages stay in target/machine-test for the next time. What a run writes is in memory, and ends with it.
set -euo pipefail

# Debian 12; and the packages that the page installs.
RELEASE=bookworm
PACKAGES=systemd,systemd-sysv,dbus,ca-certificates,curl,nginx-light,openssl,postgresql,sqlite3

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
binary=${BINARY:-$root/target/debug/tranche}
page=$root/docs/how-to/deploy-on-debian.md
cache=$root/target/machine-test
machine=$cache/$RELEASE

fail() {
    printf 'machine-test: %s\n' "$1" >&2
    exit 1
}

passed() {
    printf 'machine-test: %s\n' "$1"
}

install_what_is_missing() {
    local pair packages=()
    for pair in debootstrap:debootstrap systemd-nspawn:systemd-container; do
        command -v "${pair%%:*}" > /dev/null || packages+=("${pair#*:}")
    done
    [ ${#packages[@]} -gt 0 ] || return 0
    command -v apt-get > /dev/null || fail "nothing was tried: install ${packages[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${packages[@]}" > /dev/null
}

make_machine() {
    local stamp=$machine.packages
    [ "$(cat "$stamp" 2> /dev/null)" != "$PACKAGES" ] || return 0
    rm -rf --one-file-system "$machine"
    mkdir -p "$cache"
    debootstrap --variant=minbase --include="$PACKAGES" "$RELEASE" "$machine" > "$cache/debootstrap.log" 2>&1 ||
        fail "the machine can't be made: see $cache/debootstrap.log"
    # A machine has its own name, and none of its services starts before the page says so.
    rm -f "$machine"/etc/systemd/system/multi-user.target.wants/{nginx,postgresql}.service "$machine/etc/hostname"
    echo "$PACKAGES" > "$stamp"
}

start_machine() {
    systemd-nspawn --quiet --directory="$machine" --machine="tranche-$$" --boot --register=no --keep-unit --private-network \
        --volatile=overlay --console=pipe --bind-ro="$root/deploy:/srv/tranche/deploy" \
        --bind-ro="$binary:/srv/tranche/target/release/tranche" < /dev/null > "$work/console.log" 2>&1 &
    container=$!
    local _
    for _ in $(seq 300); do
        init=$(pgrep --parent "$container" --exact systemd || true)
        if [ -n "$init" ] && inside "systemctl is-system-running --quiet || [ \$(systemctl is-system-running) = degraded ]" 2> /dev/null; then
            return
        fi
        kill -0 "$container" 2> /dev/null || break
        sleep 0.2
    done
    fail "the machine does not start: $(cat "$work/console.log")"
}

# inside SCRIPT: runs it in the machine, as root, in the clone. Commands that ask get the password.
inside() {
    nsenter --target "$init" --mount --uts --ipc --net --pid --cgroup --root --wd \
        env --ignore-environment PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
        bash -euo pipefail -c "cd /srv/tranche; $1" <<< "$PASSWORD"
}

clean_up() {
    local status=$?
    trap - EXIT
    if [ $status -ne 0 ] && [ -n "$init" ]; then
        inside "journalctl --no-pager --lines 60 --output short-monotonic" >&2 || true
    fi
    if [ -n "$container" ]; then
        # What it wrote is in memory: there is nothing to wait for.
        kill -KILL "$init" 2> /dev/null || true
        wait "$container" 2> /dev/null || true
    fi
    rm -rf "$work"
    exit $status
}

# take_steps: the blocks of the page, in files of their own; each is run in turn.
take_steps() {
    local step
    awk -v folder="$work" '/^```sh$/ { number++; file = sprintf("%s/%02d.step", folder, number); next }
        /^```$/ { file = "" } file { print > file }' "$page"
    for step in "$work"/*.step; do
        if head -n 1 "$step" | grep -q '^# Not tried: '; then
            passed "$(head -n 1 "$step" | sed 's/^# //') $(sed -n 2p "$step")"
        else
            printf '\n=== %s\n' "$(head -n 1 "$step")"
            before "$step"
            inside "$(cat "$step")" || fail "this step of the page fails: $(cat "$step")"
        fi
    done
}

# What a step that was not tried would have left.
before() {
    grep -q sites/nginx.conf "$1" || return 0
    inside "install -d /etc/tranche/tls; openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
        -subj /CN=shop.test -addext subjectAltName=DNS:shop.test -keyout /etc/tranche/tls/shop.key -out /etc/tranche/tls/shop.pem 2> /dev/null"
}

property() {
    inside "systemctl show --property $1 --value tranche"
}

# try_watchdog: a server that stands still is killed and started again, and one that works is not.
try_watchdog() {
    local before after _
    inside "mkdir -p /run/systemd/system/tranche.service.d
        printf '[Service]\nWatchdogSec=2s\n' > /run/systemd/system/tranche.service.d/watchdog.conf
        systemctl daemon-reload; systemctl restart tranche; sleep 5"
    before=$(property MainPID)
    [ "$(property NRestarts)" = 0 ] || fail "a server that works is restarted"
    inside "kill -STOP $before"
    for _ in $(seq 150); do
        after=$(property MainPID)
        [ "$after" = 0 ] || [ "$after" = "$before" ] || break
        sleep 0.2
    done
    [ "$(property NRestarts)" = 1 ] && [ "$after" != "$before" ] || fail "a server that stands still is not restarted"
    inside "curl --fail --silent --output /dev/null --retry 20 --retry-all-errors http://127.0.0.1:8000/livez"
    passed "the watchdog restarts a server that stands still"
}

try_configuration_that_is_wrong() {
    inside "sed -i.good 's/^mode = .*/mode = \"productive\"/' /etc/tranche/config.toml"
    ! inside "systemctl restart tranche" 2> /dev/null || fail "a wrong configuration starts"
    [ "$(property ExecMainStatus) $(property ActiveState)" = "78 failed" ] || fail "a wrong configuration is tried again"
    inside "mv /etc/tranche/config.toml.good /etc/tranche/config.toml; systemctl restart tranche"
    passed "a configuration that can't be used is tried once"
}

try_rights() {
    [ "$(property User) $(property MemoryMax)" = "tranche 536870912" ] || fail "user or memory are others"
    local process
    process=$(property MainPID)
    inside "grep -q '^CapEff:.0000000000000000$' /proc/$process/status && grep -q '^NoNewPrivs:.1$' /proc/$process/status &&
        grep -q '^Seccomp:.2$' /proc/$process/status" || fail "the server has rights that it does not need"
    ! inside "nsenter --target $process --mount touch /etc/a /usr/a /home/a" 2> /dev/null || fail "the server could write"
    ! inside "runuser -u nobody -- cat /run/credentials/tranche.service/jwt_secret" 2> /dev/null || fail "another user reads a secret"
    passed "the server has no capability, and secrets are its own"
}

try_end() {
    inside "systemctl stop tranche"
    [ "$(property ExecMainStatus) $(property Result)" = "0 success" ] || fail "the server does not end well"
    passed "the server ends with 0"
}

[ "$(id -u)" = 0 ] || fail "only root can start a machine"
[ -x "$binary" ] || fail "there is no $binary: cargo build --bin tranche"
PASSWORD="difference engine of $RANDOM"
container='' init=''
install_what_is_missing
make_machine
work=$(mktemp -d)
trap clean_up EXIT
start_machine
take_steps
try_watchdog
try_configuration_that_is_wrong
try_rights
try_end
passed "all is well"
