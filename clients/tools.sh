# To be sourced, with the repository's folder in `root`: what the clients are generated and tested with, in target/tools (or
# where TOOLS says) for the next time.
. "$root/testing/python_tool.sh"

# The packages of clients/typescript, in the folder node_tools.
node_tools() {
    local tools installed
    tools_folder
    node_tools=$tools/clients-node
    installed=$node_tools-$(checksum "$root/clients/typescript/package-lock.json").installed
    if [ -f "$installed" ]; then return; fi
    command -v npm > /dev/null || { echo "npm is missing: install Node 20 or later" >&2 && exit 1; }
    rm -rf "$node_tools" "$node_tools"-*.installed
    mkdir -p "$node_tools"
    cp "$root"/clients/typescript/{package.json,package-lock.json,.npmrc} "$node_tools"
    npm ci --prefix "$node_tools" --no-audit --no-fund --ignore-scripts --loglevel error
    touch "$installed"
}

# The packages of clients/python, in the folder python_tools.
python_tools() {
    local requirements=$root/clients/python/requirements.txt
    python_tool clients-python "$(checksum "$requirements")" --requirement "$requirements"
    python_tools=$python_tool
}

checksum() {
    sha256sum "$1" | cut -c 1-12
}

# What generates clients/rust/src/generated, as the program client_generator.
client_generator() {
    local tools generator=$root/clients/rust/generator
    tools_folder
    # Cargo knows what has changed. The optimiser would take longer than it saves.
    cargo build --locked --manifest-path "$generator/Cargo.toml" --target-dir "$tools/client-generator"
    client_generator=$tools/client-generator/debug/client_generator
}
