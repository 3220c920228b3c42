#!/usr/bin/env bash
# Makes the image of docker/Dockerfile as an OCI archive, with a binary that is built already: tools/release/image.sh BINARY ARCHIVE.
# The stages that compile are left out. It needs buildah; all times are those of SOURCE_DATE_EPOCH.
#
# VERSION, REVISION   what the image is labelled with
# BASES=debian        makes the base images of Debian's packages, as docker/container-test.sh does, where no registry of images can be
#                     reached; as root on Debian with debootstrap
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$root/docker
. "$root/testing/python_tool.sh"
. "$root/docker/test/tools.sh"
. "$root/docker/test/images.sh"

fail() {
    printf 'image: %s\n' "$1" >&2
    exit 1
}

[ $# = 2 ] || fail "which binary, and which archive?"
binary=$(realpath "$1") archive=$(realpath --canonicalize-missing "$2")
command -v buildah > /dev/null || fail "buildah is missing; install it"
tools_folder
# The roots of the base images stay for the next time.
cache=$tools/debian
mkdir -p "$cache" "$root/target"
work=$(mktemp -d "$root/target/image.XXXXXX")
state=$(mktemp -d /tmp/image.XXXXXX)
storage=$work/storage
export STORAGE_DRIVER=${STORAGE_DRIVER:-vfs}
trap remove_all EXIT

# What is in the storage belongs to other users where buildah runs without root.
remove_all() {
    image_tool rmi --all --force > /dev/null 2>&1 || true
    rm -rf --one-file-system "$work" "$state"
}

# build TAG ARGUMENT...: an image in the storage; its times are those of the commit.
build() {
    local tag=$1
    shift
    image_tool build --isolation chroot --format oci --timestamp "$SOURCE_DATE_EPOCH" --tag "$tag" "$@" > "$work/build.log" 2>&1 ||
        fail "the image can't be built: $(tail -n 20 "$work/build.log")"
}

pinned() {
    sed -n "s/^ARG $1=//p" "$here/Dockerfile"
}

if [ "${BASES:-}" = debian ]; then
    # One for both: what the image takes of it are certificates and libraries.
    BUILD_IMAGE=localhost/debian RUNTIME_IMAGE=localhost/debian
    base localhost/debian certificates ca-certificates
else
    BUILD_IMAGE=$(pinned BUILD_IMAGE) RUNTIME_IMAGE=$(pinned RUNTIME_IMAGE)
fi

# In place of the stage `build`: its certificates, and the binary.
mkdir "$work/context"
install --mode=755 "$binary" "$work/context/tranche"
build localhost/build --file - "$work/context" << CONTAINERFILE
FROM $BUILD_IMAGE
COPY tranche /tranche
CONTAINERFILE
build "localhost/tranche:$VERSION" --build-context build=container-image://localhost/build --build-arg RUNTIME_IMAGE="$RUNTIME_IMAGE" \
    --build-arg TRANCHE_REVISION="$REVISION" --label org.opencontainers.image.version="$VERSION" --file "$here/Dockerfile" "$work/context"
image_tool push --quiet "localhost/tranche:$VERSION" "oci:$work/oci:$VERSION" 2> "$work/push.log" || fail "$(cat "$work/push.log")"
# An archive that buildah writes itself has the times and the order of its files.
tar --directory "$work/oci" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
    --format=ustar --create --file "$archive" .
