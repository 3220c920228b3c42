#!/usr/bin/env bash
# Builds the image of docker/Dockerfile and tests it: docker/container-test.sh. It needs no container engine, only root
# on Debian with Rust; it installs what is missing of these packages: buildah, curl, debootstrap, dnsmasq-base, haproxy,
# podman, postgresql-client and runc.
#
# Nothing comes from a registry of images. Two base images are made here, of what the official ones have: Debian's packages,
# and this machine's Rust with the crates that it has fetched. The image is then run as its own user, without capabilities, on
# a root that can't be written: on SQLite and, where TEST_POSTGRES_URL names a server and a role that may make databases, on
# PostgreSQL.
#
# TEST_POSTGRES_URL   postgres://ROLE:PASSWORD@HOST:PORT/DATABASE; the test makes a database beside that one, and drops it
# ARCHIVE             the OCI archive of an image, as make release-artifacts makes it: nothing is built, and this image is tested
# JOBS                how many crates are compiled at a time, 2
# STORAGE_DRIVER      how images are kept: vfs works everywhere, overlay is faster and takes less room
# KEEP=1              leaves the images and the layers that they are built of, so that the next time takes less
# What else is left for the next time are the base images' roots, in target/container-test.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
cache=$root/target/container-test
IMAGE=localhost/tranche:test
REVISION=5eed0fa

. "$here/test/tools.sh"
. "$here/test/images.sh"
. "$here/test/server.sh"
. "$here/test/life.sh"
. "$here/test/replicas.sh"
. "$here/test/pods.sh"

[ "$(id -u)" = 0 ] || fail "only root can make root file systems"
install_what_is_missing
mkdir -p "$cache"
work=$(mktemp -d "$cache/run.XXXXXX")
# podman takes no longer path than 50 characters for this.
state=$(mktemp -d /tmp/container-test.XXXXXX)
export STORAGE_DRIVER=${STORAGE_DRIVER:-vfs}
storage=$work/storage
[ -z "${KEEP:-}" ] || storage=$cache/storage-$STORAGE_DRIVER
# What podman remembers there of containers are paths of the last time.
rm -rf "$storage/libpod"
trap clean_up EXIT
# The test runs the health checks, not timers of systemd.
export DISABLE_HC_SYSTEMD=true

if [ -n "${ARCHIVE:-}" ]; then
    step "Take the image of $ARCHIVE"
    take_image
else
    step "Make the base images"
    make_build_image
    make_runtime_image
    step "Build the image"
    build_image
fi
look_at_image
look_at_size
"$here/make-secrets.sh" "$work/secrets" > "$work/made-secrets"

step "Try it on SQLite"
use_sqlite
try_refusals
try_life
try_replicas
kubectl_tool
validator_tool
make_pod_secrets
try_overlay single

if [ -n "${TEST_POSTGRES_URL:-}" ]; then
    step "Try it on PostgreSQL"
    use_postgres
    try_life
    try_replicas
    rm -rf "$pod_secrets"
    make_pod_secrets
    try_overlay fleet
else
    step "NOT TRIED: PostgreSQL. TEST_POSTGRES_URL is not set."
fi

step "All is well. The image has $(image_size)."
