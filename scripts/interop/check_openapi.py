"""schemathesis asks every operation of /openapi.json with made-up requests, right ones and wrong ones.

No answer may be a fault of the server, or other than the document says. Seeded: every run asks the same.
"""

import os
import pathlib
import subprocess
import sys

from fleetcast import Fleetcast, Report  # first: it keeps the others quiet

from endpoint import Endpoint

HERE = pathlib.Path(__file__).parent


def main():
    fleetcast = Fleetcast(sys.argv[1])
    report = Report()
    fleetcast.run("generate", "--customers", 10, "--days", 60, "--out", "data")
    fleetcast.run("train", "data", "--artifacts", "models", "--quiet")
    with Endpoint(fleetcast, "--artifacts", "models") as endpoint:
        done = subprocess.run(
            [pathlib.Path(sys.executable).with_name("schemathesis"),
             "--config-file", HERE / "schemathesis.toml", "run", f"{endpoint.url}/openapi.json",
             "--max-examples", "40", "--seed", "1", "--phases", "examples,coverage,fuzzing",
             "--generation-database", "none", "--no-color"],
            cwd=fleetcast.folder, capture_output=True, text=True,
            env={**os.environ, "SCHEMATHESIS_HOOKS": "ndjson", "PYTHONPATH": str(HERE)},
        )
    report.line("schemathesis", done.returncode == 0, done.stdout.strip().splitlines()[-1])
    if done.returncode != 0:
        print(done.stdout, done.stderr)
    report.exit()


main()
