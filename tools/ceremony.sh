#!/usr/bin/env bash
# Counts the lines of the slices that say nothing of their own: tools/ceremony.sh [COMMIT]. The samples of seed_store are left out.
#
# Ceremony is what another slice has too but for its names: imports and modules, attributes but the doc of an operation, the trait
# and the component of a use case with its call, the variants of errors that are passed through, the codes and routes of a
# controller. Blank lines and comments count on neither side.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

files() {
    if [ -n "${1:-}" ]; then
        git ls-tree -r --name-only "$1" features
    else
        git ls-files features
    fi | grep -E '^features/[a-z_]+/src/.*\.rs$' | grep -v '^features/seed_store/'
}

text() {
    if [ -n "${1:-}" ]; then git show "$1:$2"; else cat "$2"; fi
}

files "${1:-}" | while IFS= read -r file; do text "${1:-}" "$file"; done | awk '
    /^[ \t]*$/ || /^[ \t]*\/\// { next }
    { total++ }
    # Inside a statement or block that is ceremony, up to its end at the depth where it began.
    inside != "" { ceremony++; if ($0 ~ inside) inside = ""; next }
    /^(pub )?(use|mod) / || /^pub use / { ceremony++; if ($0 !~ /;$/) inside = ";$"; next }
    /^[ \t]*#\[/ { ceremony++; if ($0 !~ /\]$/) { match($0, /^[ \t]*/); inside = "^" substr($0, 1, RLENGTH) "[])]+$" } next }
    /^pub trait .*: Interface \{$/ { ceremony++; inside = "^}$"; next }
    /^pub struct [A-Za-z]*Interactor \{$/ { ceremony++; inside = "^}$"; next }
    /^impl (IntoResponses for Problems|Refusals for [A-Za-z]*) \{$/ { ceremony++; inside = "^}$"; next }
    /^struct Problems;$/ { ceremony++; next }
    /^impl [A-Za-z]* for [A-Za-z]*Interactor \{$/ { ceremony++; inside = "^    \\) -> .*\\{$|^    (async )?fn .*\\{$"; next }
    /^pub(\(crate\))? fn routes<M>/ { ceremony++; inside = "^}$"; next }
    END { printf "%d of %d lines are ceremony\n", ceremony, total }'
