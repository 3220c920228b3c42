#!/usr/bin/env bash
# Fails unless a binary starts where the C library is no newer than a version, and nothing else is there:
# tools/release/check-binary.sh BINARY VERSION
set -euo pipefail

fail() {
    printf 'check-binary: %s\n' "$1" >&2
    exit 1
}

[ $# = 2 ] || fail "which binary, and which version?"
# Nothing but the parts of the C library.
others=$(objdump --private-headers "$1" | awk '$1 == "NEEDED" { print $2 }' |
    { grep -vxE 'lib(c|m|dl|rt|pthread)\.so\.[0-9]|ld-linux-(x86-64|aarch64)\.so\.[0-9]' || true; })
[ -z "$others" ] || fail "$1 needs $(echo $others)"
wanted=$(objdump --dynamic-syms "$1" | { grep -oE 'GLIBC_[0-9.]+' || true; } | sort --version-sort --unique | tail -n 1)
wanted=${wanted#GLIBC_}
[ -n "$wanted" ] || fail "$1 is no dynamic binary of glibc"
[ "$(printf '%s\n%s\n' "$wanted" "$2" | sort --version-sort | tail -n 1)" = "$2" ] ||
    fail "$1 needs glibc $wanted, which is newer than $2"
printf 'check-binary: glibc %s is enough\n' "$wanted"
