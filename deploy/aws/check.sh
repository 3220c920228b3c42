#!/usr/bin/env bash
# Checks the templates with cfn-lint, and fails on every finding: deploy/aws/check.sh. It needs python3 with venv and,
# the first time, PyPI.
set -euo pipefail

CFN_LINT_VERSION=1.58.0

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$root/testing/python_tool.sh"

python_tool cfn-lint "$CFN_LINT_VERSION" "cfn-lint==$CFN_LINT_VERSION"
lint() {
    "$python_tool/bin/cfn-lint" --include-checks I --non-zero-exit-code informational "$@"
}
lint -- "$here/template.yaml"
lint --regions us-east-1 -- "$here/firewall.yaml"
echo "check: cfn-lint has nothing to say about the templates"
