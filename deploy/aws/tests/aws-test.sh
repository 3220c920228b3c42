#!/usr/bin/env bash
# Creates the stack of deploy/aws/template.yaml on an emulator of AWS, with the code that `make lambda` built, and calls it;
# then runs the HTTP suite (app/tests/http) behind such stacks, one for each product that a case starts:
# deploy/aws/tests/aws-test.sh. It needs python3 with venv and, the first time, PyPI, from which the emulator comes (ministack).
#
# The emulator requires signatures, evaluates policies and runs the function as a process of this machine, with the
# credentials of its role. The template is used as it stands, but for the table, which stack.py makes whole. What the
# emulator does not do of it, and so is not tested here: throttling, access logs, what raises an alarm, traces, the memory and the
# processors of the function, encryption, deletion protection, who may call the function (`AWS::Lambda::Permission`),
# and a signature that is good for another service.
#
# In the suite, the function has the settings of each case instead of the template's, but for its table; so the mode of production
# and secrets by ARN are tried before it alone. The suite reports by name what it leaves out behind a stack, with a
# reason: what is about connections, headers that come twice, and `OPTIONS`, which the emulator answers by itself.
# proxy.py signs its calls, hands over two for each product at a time, and corrects what the emulator does to headers.
#
# CODE   another zip than target/lambda/tranche-lambda/bootstrap.zip
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
. "$root/testing/python_tool.sh"

# The tests of the DynamoDB store choose the version.
version=$(sed -n 's/^MINISTACK_VERSION=//p' "$root/testing/with-dynamodb.sh")
[ -n "$version" ] || { echo "aws-test: there is no MINISTACK_VERSION" >&2 && exit 1; }
code=${CODE:-$root/target/lambda/tranche-lambda/bootstrap.zip}
[ -f "$code" ] || { echo "aws-test: there is no $code; run \`make lambda\` first" >&2 && exit 1; }

python_tool ministack "$version" "ministack==$version"
export PYTHONDONTWRITEBYTECODE=1
cd "$root"
cargo build --locked --bin tranche --features dynamodb
"$python_tool/bin/python" "$here/aws_test.py" "$code" "$root/target/debug/tranche"

suite=(cargo test --locked --workspace --test http)
"${suite[@]}" --no-run
# The emulator is one process of Python: more threads of tests would wait for it, beyond the timeouts of the cases.
"$python_tool/bin/python" "$here/http_suite.py" "$code" "${suite[@]}" -- --test-threads 2 stack::
