# To be sourced. python_tool NAME VERSION PACKAGE...: a virtual environment with these packages of PyPI, in target/tools (or
# where TOOLS says) for the next time; its folder is then in python_tool.
python_tool() {
    local name=$1 version=$2 tools=${TOOLS:-target/tools} installed
    shift 2
    case $tools in /*) ;; *) tools=$root/$tools ;; esac
    installed=$tools/$name-$version.installed
    python_tool=$tools/$name
    if [ -f "$installed" ]; then return; fi
    command -v python3 > /dev/null || { echo "python3 is missing: install Python 3.10 or later" >&2 && exit 1; }
    mkdir -p "$tools"
    python3 -m venv --clear "$python_tool"
    "$python_tool/bin/pip" install --quiet "$@"
    touch "$installed"
}
