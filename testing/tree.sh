# Functions of scripts that try something on a copy of this tree: sourced by them, from the root of the repository.
#
# The copy stays where it is: files that are the same keep their times, so little is compiled the next time. It is built into the
# folder that everything is built into (CARGO_TARGET_DIR), as another version: cargo takes two workspaces of one version for the
# same, and each would take the other's crates for its own.

# Lays the tracked files out in a folder, as they are here: stage FOLDER SUFFIX. The suffix makes their version another one.
stage() {
    local folder=$1 suffix=$2 file version
    rm -rf "$folder"
    mkdir -p "$folder"
    git ls-files -z | while IFS= read -r -d '' file; do [ ! -e "$file" ] || printf '%s\0' "$file"; done |
        tar --create --null --files-from=- | tar --extract --directory="$folder"
    version=$(sed -n '/^\[workspace.package\]$/,/^$/s/^version = "\(.*\)"$/\1/p' "$folder/Cargo.toml")
    sed -i "/^\[workspace.package\]$/,/^$/s/^version = \".*\"$/version = \"$version-$suffix\"/" "$folder/Cargo.toml"
    # Tests compare what the binary prints with these.
    sed -i "s/ version=\"$version\"/ version=\"$version-$suffix\"/" "$folder/README.md" "$folder/docs/tutorial/tour.md"
    sed -i "s/^    \"version\": \"$version\"$/    \"version\": \"$version-$suffix\"/" "$folder/docs/openapi.json"
}

# Makes one folder like another, and leaves alone what is the same: bring_over FROM TO. The git of the second stays.
bring_over() {
    local from=$1 to=$2
    mkdir -p "$to"
    # What is gone; and a folder of a member without its manifest stops cargo.
    comm -z -13 <(files_of "$from") <(files_of "$to") | (cd "$to" && xargs --null --no-run-if-empty rm)
    find "$to" -mindepth 1 -type d -empty -not -path "$to/.git/*" -delete
    # What is new or differs. One process compares all: one for each file takes a minute.
    (cd "$to" && files_of . | xargs --null --no-run-if-empty sha256sum --zero) >"$from.sums"
    (cd "$from" && files_of . | xargs --null --no-run-if-empty sha256sum --zero) | comm -z -23 <(sort --zero-terminated) <(sort --zero-terminated "$from.sums") |
        cut --zero-terminated --characters=67- |
        (cd "$from" && tar --create --null --no-recursion --verbatim-files-from --files-from=-) | tar --extract --touch --directory="$to"
    rm -rf "$from" "$from.sums"
}

files_of() {
    (cd "$1" && find . -path ./.git -prune -o -type f -print0 | sort --zero-terminated)
}

# Updates the documents that are made from code: the tests that compare them print the commands. Arguments go to cargo.
update_documents() {
    { cargo test --locked --workspace --no-fail-fast --test documents --test schema "$@" 2>&1 || true; } |
        sed -n 's/.*run `\(cp [^`]*\)`.*/\1/p' | sort -u | sh -e
}

say() {
    printf '\n--- %s ---\n' "$1"
}
