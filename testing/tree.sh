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
    sed -i "s/^    \"version\": \"$version\"$/    \"version\": \"$version-$suffix\"/" "$folder/docs/openapi.json"
}

# Makes one folder like another, and leaves alone what is the same: bring_over FROM TO. The git of the second stays.
bring_over() {
    local from=$1 to=$2 file
    mkdir -p "$to"
    (cd "$to" && find . -path ./.git -prune -o -type f -print0) | while IFS= read -r -d '' file; do
        [ -e "$from/$file" ] || rm "$to/$file"
    done
    # A folder of a member without its manifest stops cargo.
    find "$to" -mindepth 1 -type d -empty -not -path "$to/.git/*" -delete
    (cd "$from" && find . -type f -print0) | while IFS= read -r -d '' file; do
        cmp --silent "$from/$file" "$to/$file" || { mkdir -p "$(dirname "$to/$file")" && cp "$from/$file" "$to/$file"; }
    done
    rm -rf "$from"
}

say() {
    printf '\n--- %s ---\n' "$1"
}
