"""Starts MiniStack as AWS is, where it is not: docs/emulator.md says how, with the pages of AWS's manual that say so."""

from ministack.app import main
from ministack.core import iam_actions
from ministack.services import s3
from ministack.services.cloudformation import provisioners


def refuse_buckets_that_hold_something(delete):
    """CloudFormation deletes buckets only empty; MiniStack deletes what they hold with them."""

    def delete_bucket(physical_id, props):
        if s3._buckets.get(physical_id, {}).get("objects"):
            raise ValueError("The bucket you tried to delete is not empty")
        delete(physical_id, props)

    return delete_bucket


def take_alarms_on_expressions(record):
    """AWS takes alarms on metric math; here they are kept as alarms on one metric, which nothing evaluates."""

    def record_alarm(name, props):
        if props.get("Metrics"):
            props = {**props, "Metrics": None, "Namespace": "Expression", "MetricName": name}
        return record(name, props)

    return record_alarm


def judge_batches_as_single_messages(action_of):
    """SQS knows no rights to batches: the right to SendMessage is the right to SendMessageBatch."""

    def find_action(service, *request):
        action = action_of(service, *request)
        return action.removesuffix("Batch") if service == "sqs" and action else action

    return find_action


iam_actions.extract_iam_action = judge_batches_as_single_messages(iam_actions.extract_iam_action)
provisioners._cw_metric_alarm_record = take_alarms_on_expressions(provisioners._cw_metric_alarm_record)
TYPES = provisioners._RESOURCE_HANDLERS
BUCKET = TYPES["AWS::S3::Bucket"]
BUCKET["delete"] = refuse_buckets_that_hold_something(BUCKET["delete"])
# Saved queries over logs: only people read them.
TYPES["AWS::Logs::QueryDefinition"] = {
    "create": lambda logical_id, props, stack_name: (f"{stack_name}-{logical_id}", {}),
    "update": lambda physical_id, old, new, stack_name: (physical_id, {}),
    "delete": lambda physical_id, props: None,
}

main()
