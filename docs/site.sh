#!/usr/bin/env bash
# Builds the documents as a site in target/site, and checks its links: docs/site.sh MDBOOK
#
# Links that leave docs are relative, so that they work on a forge. In the site they lead to the address that the root manifest
# has as `repository`; without one, to the files of this clone, which is good for reading on this machine alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

main() {
    local mdbook=$1 repository sources pages=target/docs site=$PWD/target/site log
    repository=$(sed -n 's/^repository = "\(.*\)"$/\1/p' Cargo.toml)
    sources=${repository:+$repository/blob/HEAD}
    sources=${sources:-file://$PWD}

    rm -rf "$pages" "$site"
    mkdir -p "$pages"
    cp -r docs/. "$pages"
    rm "$pages/site.sh"
    # From docs itself, `../` leaves it; from a folder of docs, `../../` does.
    sed -i "s#](\.\./#]($sources/#g" "$pages"/*.md
    sed -i "s#](\.\./\.\./#]($sources/#g" "$pages"/*/*.md
    # What a forge shows for a folder is its index in the site.
    find "$pages" -name '*.md' ! -name SUMMARY.md -exec sed -i 's#](\([a-z./-]*\)README\.md#](\1index.md#g' {} +

    log=$("$mdbook" build "$pages" --dest-dir "$site" 2>&1) || { echo "$log" >&2; exit 1; }
    echo "$log"
    if grep -qE 'WARN|ERROR' <<<"$log"; then
        echo "site: mdBook warns" >&2
        exit 1
    fi
    rm -f "$site/book.toml"
    check_links "$site"
    echo "site: $site/index.html; links to sources lead to $sources"
}

# Fails where a link of the site leads to no file of it, or to no heading of one.
check_links() {
    local page link path anchor target dead=0
    while IFS= read -r page; do
        while IFS= read -r link; do
            case $link in *://* | mailto:* | data:*) continue ;; esac
            path=${link%%#*} anchor=
            [[ $link == *'#'* ]] && anchor=${link#*#}
            target=$page
            [ -z "$path" ] || target=$(dirname "$page")/$path
            [ -d "$target" ] && target=$target/index.html
            if [ ! -e "$target" ]; then
                echo "site: ${page#"$1"/}: $link leads nowhere" >&2
                dead=1
            elif [ -n "$anchor" ] && ! grep -qF "id=\"$anchor\"" "$target"; then
                echo "site: ${page#"$1"/}: $link leads to no heading" >&2
                dead=1
            fi
        done < <(grep -oE '(href|src)="[^"]+"' "$page" | sed -E 's/^(href|src)="(.*)"$/\2/' | sort -u)
    done < <(find "$1" -name '*.html' ! -name 404.html)
    return "$dead"
}

main "$@"
