"""Creates the stack on the emulator, and checks what docs/deploy-aws.md says of it: aws_test.py CODE BINARY"""

import sys

import emulator
import expect
import gateway
import operation
import recovery
import tour
from stack import Stack, upload

SUPER_ADMIN = "super.admin"


def main(code, binary):
    with emulator.running() as aws:
        try:
            run(aws, code, binary)
        except (Exception, SystemExit):
            print("\nThe end of the emulator's log:", *aws.log().splitlines()[-60:], sep="\n", file=sys.stderr)
            raise
    print("\naws-test: all is well")


def run(aws, code, binary):
    step("Create the stack")
    upload(aws, code)
    stack = Stack(aws, {"BootstrapUsername": SUPER_ADMIN})
    operation.secrets_are_made(stack)
    client = gateway.new_client(stack, "client")

    step("Call without a signature and without the right")
    gateway.strangers_are_refused(stack, client)

    step("Call as a client, for a user")
    tour.take(client, SUPER_ADMIN, operation.first_password(stack))

    step("Check what runs beside calls")
    operation.schedule_delivers(stack)
    operation.background_work_is_done(stack)
    operation.log_is_json(stack)

    step("Deploy again")
    operation.first_password_is_taken_away(stack)
    operation.signing_secret_is_replaced(stack, client)

    step("Name a topic and a domain")
    recovery.alarms_notify_the_topic(stack)
    recovery.domain_is_the_only_host(stack)

    step("Check the rights of the function")
    operation.rights_end_at_the_table(stack)

    step("Restore the table")
    recovery.table_is_restored(stack, binary)

    step("Delete the stack")
    operation.deletion_keeps_data(stack, client)


def step(name):
    print(f"\n== {name}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
