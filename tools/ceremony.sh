#!/usr/bin/env bash
# Counts the lines of the slices that say nothing of their own: tools/ceremony.sh [COMMIT]. The samples of seed_store are left out.
#
# Ceremony is what another slice has too but for its names: imports and modules, attributes but the doc of an operation, the
# component of a use case with its call, and its trait where it has one, the variants of errors that are passed through, the codes
# and routes of a controller. Blank lines and comments count on neither side.
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
    /^#\[derive\(Component\)\]$/ { is_component = 1 }
    /^[ \t]*#\[/ { ceremony++; if ($0 !~ /\]$/) { match($0, /^[ \t]*/); inside = "^" substr($0, 1, RLENGTH) "[])]+$" } next }
    /^pub trait .*: Interface \{$/ { ceremony++; inside = "^}$"; next }
    # A component that has no trait is called by its first block.
    is_component && /^pub struct / { is_component = 0; name = $3; sub(/;$/, "", name); if (name !~ /Interactor$/) called = "impl " name " {" }
    /^pub struct [A-Za-z]*Interactor \{$/ || (called != "" && $0 ~ "^pub struct " name " \\{$") { ceremony++; inside = "^}$"; next }
    called != "" && $0 == called { ceremony++; called = ""; inside = "^    \\) -> .*\\{$|^    pub (async )?fn .*\\{$"; next }
    /^impl (IntoResponses for Problems|Refusals for [A-Za-z]*) \{$/ { ceremony++; inside = "^}$"; next }
    /^struct Problems;$/ { ceremony++; next }
    /^impl [A-Za-z]* for [A-Za-z]*Interactor \{$/ { ceremony++; inside = "^    \\) -> .*\\{$|^    (async )?fn .*\\{$"; next }
    /^pub(\(crate\))? fn routes[<(]/ { ceremony++; inside = "^}$"; next }
    END { printf "%d of %d lines are ceremony\n", ceremony, total }'
