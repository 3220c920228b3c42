#!/usr/bin/env bash
# Creates the stack of deploy/aws/template.yaml on an emulator of AWS, with the code that `make lambda` built, and calls it:
# deploy/aws/tests/aws-test.sh. It needs python3 with venv and, the first time, PyPI, from which the emulator comes (ministack).
#
# The emulator asks for signatures, judges policies and runs the function as a process of this machine, with the credentials
# of its role. The template is used as it stands, but for the table, which stack.py makes whole. What the emulator does not do of
# it, and what so is not tried here: throttling, access logs, alarms, traces, the memory and the processors of the function,
# encryption, deletion protection, who may call the function (`AWS::Lambda::Permission`), and a signature that is good for
# another service.
#
# CODE   another zip than target/lambda/tranche-lambda/bootstrap.zip
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
. "$here/../python_tool.sh"

# The tests of the DynamoDB store choose the version.
version=$(sed -n 's/^MINISTACK_VERSION=//p' "$root/infra/dynamodb/tests/with-dynamodb.sh")
[ -n "$version" ] || { echo "aws-test: there is no MINISTACK_VERSION" >&2 && exit 1; }
code=${CODE:-$root/target/lambda/tranche-lambda/bootstrap.zip}
[ -f "$code" ] || { echo "aws-test: there is no $code; run \`make lambda\` first" >&2 && exit 1; }

python_tool ministack "$version" "ministack==$version"
PYTHONDONTWRITEBYTECODE=1 "$python_tool/bin/python" "$here/aws_test.py" "$code"
