# To be sourced, with the repository's folder in `root`: what builds binaries that start on machines with an older C library than this
# one's, on which the usual linker would make them depend.
. "$root/testing/python_tool.sh"

CARGO_ZIGBUILD_VERSION=0.24.1
ZIG_VERSION=0.17.1
# That of Amazon Linux 2023 and Red Hat Enterprise Linux 9. Debian 12 has 2.36, Ubuntu 22.04 has 2.35.
GLIBC=2.34

# zig_build ARCHITECTURE ARGUMENT...: cargo build with these arguments, for x86_64 or arm64. The folder of what was built is then in
# `built_target`, below cargo's target folder.
zig_build() {
    case $1 in
        x86_64) built_target=x86_64-unknown-linux-gnu ;;
        arm64) built_target=aarch64-unknown-linux-gnu ;;
        *) echo "the architecture is x86_64 or arm64, and not $1" >&2 && exit 1 ;;
    esac
    shift
    [ -d "$(rustc --print sysroot)/lib/rustlib/$built_target" ] ||
        { echo "Rust has no target $built_target; rustup target add $built_target" >&2 && exit 1; }
    command -v objdump > /dev/null || { echo "objdump is missing, and what is built could not be checked; install binutils" >&2 && exit 1; }
    python_tool zigbuild "$CARGO_ZIGBUILD_VERSION-$ZIG_VERSION" "cargo-zigbuild==$CARGO_ZIGBUILD_VERSION" "ziglang==$ZIG_VERSION"
    PATH="$python_tool/bin:$PATH" cargo zigbuild --locked --target "$built_target.$GLIBC" "$@"
}
