# What the other parts of docker/container-test.sh use.

# step TEXT: prints the step that begins.
step() {
    printf '\n=== %s\n' "$1"
}

# passed TEXT: prints what was checked.
passed() {
    printf '    %s\n' "$1"
}

# fail TEXT: ends the test.
fail() {
    printf 'container-test: %s\n' "$1" >&2
    exit 1
}

# The Debian packages of the programs that are missing.
install_what_is_missing() {
    local pair packages=()
    for pair in buildah:buildah podman:podman runc:runc debootstrap:debootstrap haproxy:haproxy dnsmasq:dnsmasq-base \
        curl:curl nsenter:util-linux ${TEST_POSTGRES_URL:+psql:postgresql-client}; do
        command -v "${pair%%:*}" > /dev/null || packages+=("${pair#*:}")
    done
    [ ${#packages[@]} -gt 0 ] || return 0
    command -v apt-get > /dev/null || fail "these are missing, and there is no apt-get to install them: ${packages[*]}"
    step "Install ${packages[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${packages[@]}" > /dev/null
}

# Both programs work on one store of images that is the test's own.
image_tool() {
    buildah --root "$storage" --runroot "$state" "$@"
}

engine() {
    podman --root "$storage" --runroot "$state" --runtime runc --cgroup-manager cgroupfs --events-backend none "$@"
}

# podman would raise these limits, which may be lower here for all.
LIMITS=(--ulimit nofile=4096:4096 --ulimit nproc=4096:4096)

# Ends the test's processes and removes its files, also after a failure.
clean_up() {
    local status=$?
    trap - EXIT
    if [ $status -ne 0 ] && [ -d "$work/logs" ]; then
        tail -n 20 "$work"/logs/* >&2 || true
    fi
    stop_balancer
    engine rm --all --force --time 0 > /dev/null 2>&1 || true
    drop_database
    image_tool rm --all > /dev/null 2>&1 || true
    image_tool umount --all > /dev/null 2>&1 || true
    engine volume rm --all --force > /dev/null 2>&1 || true
    findmnt --noheadings --list --output TARGET | grep -F -e "$work/" -e "$state/" -e "$storage/" | sort -r |
        xargs --no-run-if-empty umount || true
    rm -rf --one-file-system "$work" "$state"
    exit $status
}
