#!/usr/bin/env python3
"""Reads the Airflow DAG without Airflow and runs its commands with a fleetcast that ends as told."""

import os
import subprocess
import sys
import tempfile
import types

DAG_FILE = os.path.join(os.path.dirname(__file__), "../deploy/airflow/fleetcast_night.py")
SKIPPED = 99


def commands():
    """The bash command of every task."""
    found = {}

    class Dag:
        def __init__(self, **_):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return False

    class BashOperator:
        def __init__(self, task_id, bash_command, **_):
            found[task_id] = bash_command

        def __rshift__(self, other):
            return other

    modules = {name: types.ModuleType(name) for name in
               ("airflow", "airflow.operators", "airflow.operators.bash")}
    modules["airflow"].DAG = Dag
    modules["airflow.operators.bash"].BashOperator = BashOperator
    sys.modules.update(modules)
    with open(DAG_FILE, encoding="utf-8") as file:
        exec(compile(file.read(), DAG_FILE, "exec"), {"__name__": "dag"})
    return found


def run(command, folder, status):
    """The exit code, and what the task hands on."""
    command = command.replace("/srv/fleetcast", folder)
    environment = dict(os.environ, PATH=folder + ":" + os.environ["PATH"], STATUS=str(status))
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True,
                          check=False)
    lines = done.stdout.split("\n")
    return done.returncode, lines[-2] if len(lines) > 1 else ""


def main():
    tasks = commands()
    with tempfile.TemporaryDirectory() as folder:
        fake = os.path.join(folder, "fleetcast")
        with open(fake, "w", encoding="utf-8") as file:
            file.write('#!/bin/sh\necho said\ntest "$1" = status || exit "$STATUS"\n')
        os.chmod(fake, 0o755)
        for status in (0, 1, 2, 3, 4, 5, 130):
            code, handed_on = run(tasks["night"], folder, status)
            expected = (0, str(status)) if status in (0, 3, 5) else (status, "said")
            assert (code, handed_on) == expected, f"night with {status}: {code}, {handed_on!r}"
        for status in ("0", "3", "5"):
            pulled = "{{ ti.xcom_pull(task_ids='night') }}"
            assert pulled in tasks["warn"], "warn does not ask how the night ended"
            code, _ = run(tasks["warn"].replace(pulled, status), folder, 0)
            assert code == (SKIPPED if status == "0" else 0), f"warn after {status}: {code}"


main()
