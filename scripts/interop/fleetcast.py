"""Runs fleetcast and keeps the score: what every check shares."""

import json
import logging
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import pandas as pd

# Prophet and Stan tell of every fit.
logging.disable(logging.CRITICAL)

# Both sides compute in doubles, so differences are far smaller; 1e-6 is what is promised.
TOLERANCE = 1e-6


class Fleetcast:
    """The binary, working in a folder that is removed at the end."""

    def __init__(self, binary):
        self.binary = binary
        self._folder = tempfile.TemporaryDirectory(prefix="fleetcast-interop-")
        self.folder = pathlib.Path(self._folder.name)

    def run(self, *arguments):
        """Its standard output; what it says on stderr is kept in `said`."""
        done = subprocess.run(
            [self.binary, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True
        )
        self.said = done.stderr
        if done.returncode != 0:
            raise RuntimeError(f"fleetcast {' '.join(map(str, arguments))}: {done.stderr.strip()}")
        return done.stdout

    def forecast(self, customer, *arguments):
        """Times and yhat of a forecast."""
        answer = json.loads(self.run("forecast", customer, "--format", "json", *arguments))
        forecast = answer["forecast"]
        return pd.to_datetime(forecast["timestamp"]), np.array(forecast["yhat"])


class Report:
    """One line a case, and whether all of them were equal."""

    def __init__(self):
        self.failures = 0

    def compare(self, case, ours, theirs):
        """Relative differences; values near 0 count as a thousandth of the largest."""
        size = np.maximum(np.abs(theirs), 1e-3 * np.max(np.abs(theirs)))
        with np.errstate(invalid="ignore"):
            difference = np.max(np.where(ours == theirs, 0, np.abs(ours - theirs) / size))
        self.line(case, difference <= TOLERANCE, f"{len(ours)} values, difference {difference:.1e}")

    def line(self, case, is_right, text):
        self.failures += not is_right
        print(f"{'ok  ' if is_right else 'FAIL'} {case:44} {text}")

    def failed(self, case, error):
        self.line(case, False, f"{type(error).__name__}: {error}")

    def exit(self):
        sys.exit(1 if self.failures else 0)
