"""boto3, the AWS CLI and the SageMaker SDK, unmodified, are answered as by SageMaker itself.

Every error must be raised as the client's own exception class after the retries that the client gives
to it, and the lines of the original sample's notebook must end in a data frame.
"""

import io
import json
import os
import subprocess
import sys

os.environ |= {
    # Made up: nothing is signed for anybody.
    "AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/dev/null",
    "SAGEMAKER_SUPPRESS_V2_WARNING": "1",
}

from fleetcast import Fleetcast, Report  # first: it keeps the others quiet

import boto3
import numpy as np
import pandas as pd
from botocore.config import Config
from botocore.exceptions import ClientError
from sagemaker.deserializers import JSONDeserializer
from sagemaker.predictor import Predictor
from sagemaker.serializers import JSONSerializer
from sagemaker.session import Session

from endpoint import Endpoint

ASK = {"EndpointName": "fleet", "TargetModel": "8.tar.gz", "Body": b'{"period": 7}'}
STREAM = "invoke_endpoint_with_response_stream"

# Case, operation, what is asked otherwise, exception's class, its status, OriginalStatusCode, attempts in
# legacy and in standard mode.
ERRORS = [
    ("bad body", "invoke_endpoint", {"Body": b"{"}, "ModelError", 424, 400, 1, 1),
    ("bad horizon", "invoke_endpoint", {"Body": b'{"period": 0}'}, "ModelError", 424, 422, 1, 1),
    ("bad type", "invoke_endpoint", {"ContentType": "text/xml"}, "ModelError", 424, 415, 1, 1),
    ("bad accept", "invoke_endpoint", {"Accept": "image/png"}, "ModelError", 424, 406, 1, 1),
    ("damaged", "invoke_endpoint", {"TargetModel": "bad.tar.gz"}, "ModelError", 424, 500, 1, 1),
    ("no target", "invoke_endpoint", {"TargetModel": None}, "ValidationError", 400, None, 1, 1),
    ("no customer", "invoke_endpoint", {"TargetModel": "no"}, "ValidationError", 400, None, 1, 1),
    ("traversal", "invoke_endpoint", {"TargetModel": "../../etc/passwd"}, "ValidationError", 400, None, 1, 1),
    ("not ASCII", "invoke_endpoint", {"TargetModel": "fête.tar.gz"}, "ValidationError", 400, None, 1, 1),
    ("no endpoint", "invoke_endpoint", {"EndpointName": "other"}, "ValidationError", 400, None, 1, 1),
    ("7 MiB", "invoke_endpoint", {"Body": b" " * (7 << 20)}, "ValidationError", 413, None, 1, 1),
    ("streaming", STREAM, {"TargetModel": None}, "ValidationError", 400, None, 1, 1),
    ("async", "invoke_endpoint_async", {"Body": None, "TargetModel": None, "InputLocation": "s3://a/b"},
     "ValidationError", 400, None, 1, 1),
]


def client(url, mode="legacy"):
    return boto3.client(
        "sagemaker-runtime", endpoint_url=url, config=Config(retries={"mode": mode})
    )


def check_error(runtime, report, mode, case):
    name, operation, changes, kind, status, original, *attempts = case
    asked = {key: value for key, value in {**ASK, **changes}.items() if value is not None}
    expected = attempts[0 if mode == "legacy" else 1]
    try:
        getattr(runtime, operation)(**asked)
        report.line(f"{mode}: {name}", False, "no exception")
    except ClientError as error:
        # What the service's model has no class of is a bare ClientError with its code.
        raised = {type(error).__name__, error.response["Error"]["Code"]}
        about = error.response["ResponseMetadata"]
        is_right = (
            kind in raised and about["HTTPStatusCode"] == status
            and about["RetryAttempts"] == expected - 1 and about["RequestId"] != ""
            and error.response.get("OriginalStatusCode") == original
            and error.response["Error"]["Message"] != ""
        )
        report.line(f"{mode}: {name}", is_right, f"{kind}: {error.response['Error']['Message']}"[:100])


def check_answer(runtime, report, expected):
    answer = runtime.invoke_endpoint(**ASK)
    frame = pd.read_json(io.StringIO(json.loads(answer["Body"].read())))
    report.line(
        "boto3: what comes with the answer",
        answer["ContentType"] == "application/json"
        and answer["InvokedProductionVariant"] == "AllTraffic"
        and answer["ResponseMetadata"]["RequestId"] != "",
        answer["ContentType"],
    )
    report.compare("boto3: the forecast", frame["yhat"].to_numpy(), expected)
    text = runtime.invoke_endpoint(**ASK, Accept="text/csv")["Body"].read()
    frame = pd.read_csv(io.BytesIO(text), parse_dates=["timestamp"])
    report.compare("boto3: CSV", frame["yhat"].to_numpy(), expected)


def check_notebook(runtime, report, times, expected):
    """The two lines of the notebook, with the predictor that it has made before."""
    session = Session(
        boto_session=boto3.Session(), sagemaker_client=boto3.client("sagemaker"),
        sagemaker_runtime_client=runtime,
    )
    predictor = Predictor("fleet", session, JSONSerializer(), JSONDeserializer())

    response = predictor.predict(data='{"period": 7}', target_model="8.tar.gz")
    # pandas 3 reads text from files only; the notebook's pandas read it as it is.
    forecast = pd.read_json(io.StringIO(response))[["ds", "yhat", "yhat_lower", "yhat_upper"]]

    report.compare("SageMaker SDK: the notebook's lines", forecast["yhat"].to_numpy(), expected)
    are_equal = list(pd.to_datetime(forecast["ds"], unit="ms")) == list(times)
    report.line("SageMaker SDK: the times", are_equal, str(forecast["ds"].iloc[0]))
    is_counted = list(forecast.index) == list(range(365, 372))
    report.line("SageMaker SDK: the rows", is_counted, str(list(forecast.index)))


def check_command_line(endpoint, report, folder, expected):
    """Without code and without an option: the variable alone leads to this server."""
    command = [
        os.path.join(os.path.dirname(sys.executable), "aws"), "sagemaker-runtime",
        "invoke-endpoint", "--endpoint-name", "fleet", "--target-model", "8.tar.gz",
        "--body", '{"period": 7}', "answer.json",
    ]
    address = {"AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME": endpoint.url}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env={**os.environ, **address}
    )
    if done.returncode != 0:
        report.line("AWS CLI", False, done.stderr.strip())
        return
    frame = json.loads(json.loads((folder / "answer.json").read_text()))
    report.compare("AWS CLI", np.array(list(frame["yhat"].values())), expected)


def main():
    fleetcast = Fleetcast(sys.argv[1])
    report = Report()
    fleetcast.run("generate", "--customers", 10, "--days", 365, "--out", "data")
    fleetcast.run("train", "data", "--artifacts", "models", "--quiet")
    (fleetcast.folder / "models" / "bad.tar.gz").write_bytes(b"no archive")
    times, expected = fleetcast.forecast("8", "--artifacts", "models", "--horizon", 7)
    with Endpoint(fleetcast, "--artifacts", "models", "--endpoint-name", "fleet") as endpoint:
        for mode in "legacy", "standard":
            runtime = client(endpoint.url, mode)
            for case in ERRORS:
                check_error(runtime, report, mode, case)
        check_answer(client(endpoint.url), report, expected)
        check_notebook(client(endpoint.url), report, times, expected)
        check_command_line(endpoint, report, fleetcast.folder, expected)
    report.exit()


main()
