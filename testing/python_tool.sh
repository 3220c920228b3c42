# To be sourced, with the repository's folder in `root`. python_tool NAME VERSION PACKAGE...: a virtual environment with these
# packages of PyPI, in the folder of tools for the next time; its folder is then in python_tool.
python_tool() {
    local name=$1 version=$2 tools installed
    shift 2
    tools_folder
    installed=$tools/$name-$version.installed
    python_tool=$tools/$name
    # What is installed names its own folder, so that it has to be where it was made.
    if [ -f "$installed" ] && [ "$(cat "$installed")" = "$python_tool" ]; then return; fi
    command -v python3 > /dev/null || { echo "python3 is missing: install Python 3.10 or later" >&2 && exit 1; }
    mkdir -p "$tools"
    # What another version left says nothing once this one is installed.
    rm -f "$python_tool"-*.installed
    python3 -m venv --clear "$python_tool"
    "$python_tool/bin/pip" install --quiet "$@"
    printf '%s\n' "$python_tool" > "$installed"
}

# Where tools are kept, target/tools or where TOOLS says, in tools.
tools_folder() {
    tools=${TOOLS:-target/tools}
    case $tools in /*) ;; *) tools=$root/$tools ;; esac
}
