# The base images, and the image.

# The release of Debian that the Dockerfile names.
release() {
    sed -n 's/^ARG RUNTIME_IMAGE=debian:\(.*\)-slim@sha256:.*$/\1/p' "$here/Dockerfile"
}

# debian NAME [PACKAGE,...]: a root of Debian with these packages, as $cache/NAME.tar.
debian() {
    local name=$1 packages=${2:-} fresh
    [ ! -e "$cache/$name.tar" ] || return 0
    fresh=$work/$name
    debootstrap --variant=minbase ${packages:+--include="$packages"} "$(release)" "$fresh" > "$work/debootstrap.log" ||
        fail "debootstrap: $(tail -n 5 "$work/debootstrap.log")"
    tar -C "$fresh" --exclude=./dev --exclude=./var/cache/apt --exclude=./var/lib/apt/lists -cf "$cache/$name.partial" .
    mv "$cache/$name.partial" "$cache/$name.tar"
    rm -rf --one-file-system "$fresh"
}

# base IMAGE NAME [PACKAGE,...]: an image of such a root.
base() {
    local container
    debian "$2" "${3:-}"
    container=$(image_tool from scratch)
    image_tool add --quiet "$container" "$cache/$2.tar" / > /dev/null
    image_tool commit --quiet --rm "$container" "$1" > /dev/null
}

# The stand-in for Debian's own image.
make_runtime_image() {
    RUNTIME_IMAGE=localhost/runtime:$(release)
    ! engine image exists "$RUNTIME_IMAGE" || return 0
    base "$RUNTIME_IMAGE" runtime
    passed "$RUNTIME_IMAGE has Debian and no more than that"
}

# The stand-in for Rust's own image: the same packages, this machine's Rust, and the crates of Cargo.lock, since the build
# must not need a network of its own here.
make_build_image() {
    local container folder sysroot version
    # The real one's version stands in the Dockerfile.
    grep -q "^ARG BUILD_IMAGE=rust:$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$root/Cargo.toml")-slim-$(release)@sha256:" \
        "$here/Dockerfile" || fail "the Rust of the Dockerfile is not the rust-version of Cargo.toml"
    sysroot=$(rustc --print sysroot)
    version=$(rustc --version | cut -d ' ' -f 2)
    BUILD_IMAGE=localhost/build:$version-$(sha256sum "$root/Cargo.lock" | cut -c 1-12)
    ! engine image exists "$BUILD_IMAGE" || return 0
    cargo fetch --quiet --locked --manifest-path "$root/Cargo.toml" --target "$(rustc -vV | sed -n 's/^host: //p')"
    debian build ca-certificates,gcc,libc6-dev
    container=$(image_tool from scratch)
    image_tool add --quiet "$container" "$cache/build.tar" / > /dev/null
    folder=$(image_tool mount "$container")
    mkdir -p "$folder/usr/local/rustup" "$folder/usr/local/cargo/registry"
    tar -C "$sysroot" --exclude=rustlib/src -c bin lib | tar -C "$folder/usr/local/rustup" -x
    tar -C "${CARGO_HOME:-$HOME/.cargo}/registry" -c index cache | tar -C "$folder/usr/local/cargo/registry" -x
    image_tool umount "$container" > /dev/null
    image_tool config --env CARGO_HOME=/usr/local/cargo --env CARGO_NET_OFFLINE=true --env CARGO_BUILD_JOBS="${JOBS:-2}" \
        --env PATH=/usr/local/rustup/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
    image_tool commit --quiet --rm "$container" "$BUILD_IMAGE" > /dev/null
    passed "$BUILD_IMAGE has Debian $(release), Rust $version, and the crates of Cargo.lock"
}

build_image() {
    local began=$SECONDS
    nice -n 10 buildah --root "$storage" --runroot "$state" build --isolation chroot --format docker --pull-never \
        ${KEEP:+--layers} --build-arg BUILD_IMAGE="$BUILD_IMAGE" --build-arg RUNTIME_IMAGE="$RUNTIME_IMAGE" \
        --build-arg TRANCHE_REVISION="$REVISION" --file "$here/Dockerfile" --tag "$IMAGE" "$root" \
        > "$work/build.log" 2>&1 || fail "the build failed: $(tail -n 40 "$work/build.log")"
    passed "built in $((SECONDS - began)) s"
}

# An image that is built already, with the revision that it is labelled with.
take_image() {
    image_tool pull --quiet "oci-archive:$ARCHIVE" > "$work/pulled"
    image_tool tag "$(cat "$work/pulled")" "$IMAGE"
    REVISION=$(engine image inspect --format '{{index .Config.Labels "org.opencontainers.image.revision"}}' "$IMAGE")
}

image_size() {
    engine image inspect --format '{{.Size}}' "$IMAGE" | awk '{ printf "%.1f MB", $1 / 1000000 }'
}

# says TEMPLATE TEXT: fails where the image's configuration has another text there.
says() {
    local text
    text=$(engine image inspect --format "$1" "$IMAGE")
    [ "$text" = "$2" ] || fail "the image's $1 is \`$text\`, not \`$2\`"
}

look_at_image() {
    local container folder file
    says '{{.Config.User}}' 65532:65532
    says '{{.Config.Entrypoint}}' '[/usr/local/bin/tranche]'
    says '{{.Config.Cmd}}' '[]'
    says '{{.Config.WorkingDir}}' /data
    says '{{.Config.ExposedPorts}}' 'map[8000/tcp:{}]'
    says '{{.Config.Volumes}}' 'map[/data:{}]'
    # The format of OCI has no health check.
    [ -n "${ARCHIVE:-}" ] || says '{{.Config.Healthcheck.Test}}' '[CMD /usr/local/bin/tranche healthcheck]'
    says '{{index .Config.Labels "org.opencontainers.image.revision"}}' "$REVISION"
    passed "its configuration is as the Dockerfile says"

    container=$(image_tool from "$IMAGE")
    folder=$(image_tool mount "$container")
    [ "$(stat -c %u:%g "$folder/data")" = 65532:65532 ] || fail "/data does not belong to the image's user"
    for file in bin/sh bin/bash usr/bin/sh usr/bin/env usr/bin/apt; do
        [ ! -e "$folder/$file" ] || fail "the image has /$file"
    done
    [ -z "$(find "$folder" -xdev ! -path "$folder/data" ! -uid 0)" ] || fail "more than /data belongs to another than root"
    [ -z "$(find "$folder" -xdev -perm /6022 ! -type l)" ] || fail "there are files that others may write, or with set ids"
    # The real sizes, without those of links.
    (cd "$folder" && find . -xdev -type f -printf '    %10s  %p\n' | sort -rn | head -n 8)
    image_tool rm "$container" > /dev/null
    passed "it has no shell, and nothing in it but /data can be written by its user"
}
