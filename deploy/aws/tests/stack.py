"""The stack, from its creation to its end."""

import pathlib

import yaml

from emulator import REGION

TEMPLATE = pathlib.Path(__file__).parent.parent / "template.yaml"
CODE_BUCKET, CODE_KEY = "tranche-code", "tranche.zip"


def upload(emulator, code):
    """Puts the code of functions where stacks find it."""
    storage = emulator.client("s3")
    storage.create_bucket(Bucket=CODE_BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    storage.put_object(Bucket=CODE_BUCKET, Key=CODE_KEY, Body=pathlib.Path(code).read_bytes())


class _Loader(yaml.SafeLoader):
    """Reads what has no functions, and nothing where there is one."""


_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


class Stack:
    """A stack that was created."""

    def __init__(self, emulator, parameters, name="tranche"):
        self.emulator, self.name, self._formation = emulator, name, emulator.client("cloudformation")
        self._parameters = {"CodeBucket": CODE_BUCKET, "CodeKey": CODE_KEY}
        self._deploy(self._formation.create_stack, "stack_create_complete", parameters)
        self._make_table_whole()

    def update(self, **parameters):
        """Deploys it again, with these parameters changed."""
        self._deploy(self._formation.update_stack, "stack_update_complete", parameters)

    def _deploy(self, operation, state, parameters):
        self._parameters.update(parameters)
        given = [{"ParameterKey": key, "ParameterValue": value} for key, value in self._parameters.items()]
        operation(
            StackName=self.name, TemplateBody=TEMPLATE.read_text(), Capabilities=["CAPABILITY_IAM"], Parameters=given)
        self._wait(state)
        described = self._formation.describe_stacks(StackName=self.name)["Stacks"][0]
        self.outputs = {output["OutputKey"]: output["OutputValue"] for output in described["Outputs"]}

    def resources(self):
        """The physical name of each resource, by its name in the template."""
        found = self._formation.describe_stack_resources(StackName=self.name)["StackResources"]
        return {resource["LogicalResourceId"]: resource["PhysicalResourceId"] for resource in found}

    def _make_table_whole(self):
        """Makes the table once more, by the emulator's DynamoDB.

        Its CloudFormation makes one whose index has no state, from which nothing is removed in time, and whose earlier
        states can't be had. Nothing has used it yet.
        """
        database, name = self.emulator.client("dynamodb"), self.outputs["TableName"]
        properties = yaml.load(TEMPLATE.read_text(), _Loader)["Resources"]["Table"]["Properties"]
        # The emulator has no keys to encrypt with.
        del properties["SSESpecification"]
        time_to_live, recovery = (properties.pop(f"{name}Specification") for name in ("TimeToLive", "PointInTimeRecovery"))
        database.update_table(TableName=name, DeletionProtectionEnabled=False)
        database.delete_table(TableName=name)
        database.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig={"Delay": 0.1, "MaxAttempts": 600})
        database.create_table(TableName=name, **properties)
        database.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 0.1, "MaxAttempts": 600})
        database.update_time_to_live(TableName=name, TimeToLiveSpecification=time_to_live)
        database.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=recovery)

    def delete(self):
        """Deletes the stack, as an operator would."""
        self._formation.delete_stack(StackName=self.name)
        self._wait("stack_delete_complete")

    def _wait(self, state):
        try:
            self._formation.get_waiter(state).wait(StackName=self.name, WaiterConfig={"Delay": 0.1, "MaxAttempts": 600})
        except Exception:
            for event in self._formation.describe_stack_events(StackName=self.name)["StackEvents"]:
                if "FAILED" in event["ResourceStatus"]:
                    print(event["LogicalResourceId"], event["ResourceStatus"], event.get("ResourceStatusReason"))
            raise
