"""The server as a container of SageMaker: started with its variables, told and asked as the platform does.

The order is that of the test of SageMaker's own inference toolkit, test_dummy_multi_model.py.
"""

import json
import shutil
import sys
import tarfile
import threading
import time
import urllib.error
import urllib.request

from fleetcast import Fleetcast, Report  # first: it keeps the others quiet

from endpoint import Endpoint

# Enough that the models do not fit into the cache together.
MODELS = 5_000
CACHE = "4MB"
# The platform gives up on a ping after 2 s; half of that leaves room for a busy machine.
SLOWEST_PING = 1.0


def call(endpoint, method, path, body=None):
    """Status and JSON of an answer."""
    request = urllib.request.Request(
        endpoint.url + path, method=method, headers={"Content-Type": "application/json"},
        data=None if body is None else json.dumps(body).encode(),
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def load(endpoint, name, url):
    return call(endpoint, "POST", "/models", {"model_name": name, "url": str(url)})


def check_contract(endpoint, report, root):
    one, two = root / "h1" / "model", root / "h2" / "model"
    steps = [
        ("ping", ("GET", "/ping"), 200, {"status": "Healthy"}),
        ("list, empty", ("GET", "/models"), 200, {"models": []}),
        ("load", ("POST", "/models", {"model_name": "h1", "url": str(one)}), 200, {"status": "Workers scaled"}),
        ("load another", ("POST", "/models", {"model_name": "h2", "url": str(two)}), 200, None),
        ("list both", ("GET", "/models"), 200,
         {"models": [{"modelName": "h1", "modelUrl": str(one)}, {"modelName": "h2", "modelUrl": str(two)}]}),
        ("unload", ("DELETE", "/models/h1"), 200, None),
        ("list the other", ("GET", "/models"), 200, {"models": [{"modelName": "h2", "modelUrl": str(two)}]}),
        ("load what is missing", ("POST", "/models", {"model_name": "x", "url": str(root / "x/model")}), 404, None),
        ("unload what is missing", ("DELETE", "/models/h1"), 404, None),
        ("load twice", ("POST", "/models", {"model_name": "h2", "url": str(two)}), 409, None),
        ("ask", ("POST", "/models/h2/invoke", {"period": 7}), 200, None),
        ("ask what is missing", ("POST", "/models/h1/invoke", {"period": 7}), 404, None),
    ]
    for name, arguments, status, answer in steps:
        found = call(endpoint, *arguments)
        is_right = found[0] == status and (answer is None or found[1] == answer)
        report.line(f"contract: {name}", is_right, f"{found[0]} {json.dumps(found[1])}"[:80])


def check_many(endpoint, report, root):
    """More registrations than fit into memory: none is forgotten, and the server goes on to answer."""
    pings, done = [], threading.Event()

    def ping():
        while not done.is_set():
            start = time.monotonic()
            call(endpoint, "GET", "/ping")
            pings.append(time.monotonic() - start)
            done.wait(0.01)

    watcher = threading.Thread(target=ping)
    watcher.start()
    statuses = set()
    for number in range(MODELS):
        statuses.add(load(endpoint, f"m{number}", root / "h2" / "model")[0])
    for number in range(0, MODELS, 97):
        statuses.add(call(endpoint, "POST", f"/models/m{number}/invoke", {"period": 1})[0])
    done.set()
    watcher.join()
    report.line(f"{MODELS} models in {CACHE}", statuses == {200}, f"statuses {statuses}")
    report.line("ping while they load", max(pings) < SLOWEST_PING, f"slowest {max(pings) * 1000:.1f} ms")
    seen, token = 0, ""
    while token is not None:
        _, page = call(endpoint, "GET", f"/models?limit=100{token}")
        seen += len(page["models"])
        token = f"&next_page_token={page['nextPageToken']}" if "nextPageToken" in page else None
    report.line("all are listed", seen == MODELS + 1, f"{seen} models")


def check_single(fleetcast, report, root):
    """One model, unpacked where the platform puts it, and a folder of archives beside it."""
    folder = root / "h2" / "model"
    shutil.copy(fleetcast.folder / "models" / "3.tar.gz", folder)
    environment = {"SAGEMAKER_BIND_TO_PORT": "8080", "SAGEMAKER_MAX_PAYLOAD_IN_MB": "1"}
    with Endpoint(fleetcast, "--artifacts", folder, environment=environment) as endpoint:
        own = call(endpoint, "POST", "/invocations", {"period": 7})
        named = call(endpoint, "POST", "/invocations", {"period": 7, "customer": "3"})
        large = call(endpoint, "POST", "/invocations", {"customer": "x" * (1 << 20)})
        report.line("single model", own[0] == 200 and "yhat" in own[1], str(own[0]))
        report.line("one of a folder", named[0] == 200 and named != own, str(named[0]))
        report.line("the payload's limit", large[0] == 413, f"{large[0]} {large[1].get('type')}")


def main():
    fleetcast = Fleetcast(sys.argv[1])
    report = Report()
    fleetcast.run("generate", "--customers", 3, "--days", 365, "--out", "data")
    fleetcast.run("train", "data", "--artifacts", "models", "--quiet")
    root = fleetcast.folder / "opt"
    for name, customer in ("h1", "1"), ("h2", "2"):
        (root / name / "model").mkdir(parents=True)
        with tarfile.open(fleetcast.folder / "models" / f"{customer}.tar.gz") as archive:
            archive.extractall(root / name / "model", filter="data")
    options = ["--host", "127.0.0.1", "--models-root", root, "--cache-bytes", CACHE]
    with Endpoint(fleetcast, *options, environment={"SAGEMAKER_MULTI_MODEL": "true"}) as endpoint:
        check_contract(endpoint, report, root)
        check_many(endpoint, report, root)
    check_single(fleetcast, report, root)
    report.exit()


main()
