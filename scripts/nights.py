"""A fleet's nights: rows come in day by day, models are brought up to date or fitted anew, both forecast.

The last nights and the rows of one horizon are cut off the end of train and test together. Every night a day is
added to each customer's file, and forecasts of the horizon are scored against the rows that come later.
"""
import json
import os
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from statistics import fmean, median_low

import scoring

COLUMNS = ["fleet", "customers", "nights", "MASE, updated", "MASE, refitted", "ratio", "worst night",
           "best night", "updated of all nights"]


def table_row(fleet, nights, binary, parse_time, read_forecasts):
    with tempfile.TemporaryDirectory(prefix="fleetcast-nights-") as folder:
        return Nights(fleet, nights, binary, Path(folder), parse_time, read_forecasts).row()


class Nights:
    def __init__(self, fleet, nights, binary, folder, parse_time, read_forecasts):
        self.fleet, self.nights, self.binary, self.folder = fleet, nights, binary, folder
        self.parse_time, self.read_forecasts = parse_time, read_forecasts
        self.rows = {c: fleet.rows("train", c) + fleet.rows("test", c) for c in fleet.customers}
        self.horizon = max(map(fleet.horizon, fleet.customers))
        self.units = {}

    def row(self):
        self.begin()
        pairs, updated, all_customers = [], 0, 0
        for night in range(1, self.nights + 1):
            self.append(night)
            counts = json.loads(self.run("retrain", "data", "--artifacts", "updated", "--horizon",
                                         str(self.horizon), "--json"))
            updated, all_customers = updated + counts["updated"], all_customers + counts["customers"]
            self.run("train", "data", "--artifacts", "refitted", "--horizon", str(self.horizon))
            pairs.append((self.mase("updated", night), self.mase("refitted", night)))
            print(f"{self.fleet.name}: night {night} of {self.nights}: MASE {pairs[-1][0]:.4f}, refitted "
                  f"{pairs[-1][1]:.4f}", file=sys.stderr)
        ratios = [a / b for a, b in pairs]
        means = [fmean(pair[side] for pair in pairs) for side in (0, 1)]
        return {"fleet": self.fleet.name, "customers": str(len(self.rows)), "nights": str(self.nights),
                "MASE, updated": f"{means[0]:.4f}", "MASE, refitted": f"{means[1]:.4f}",
                "ratio": f"{means[0] / means[1]:.4f}", "worst night": f"{max(ratios):.4f}",
                "best night": f"{min(ratios):.4f}",
                "updated of all nights": f"{updated / all_customers:.0%}"}

    def begin(self):
        """Every customer's file as it was before the first night, and the models of then."""
        (self.folder / "data").mkdir()
        for customer, rows in self.rows.items():
            times = [self.parse_time(time) for time, _ in rows[-101:]]
            step = median_low([b - a for a, b in zip(times, times[1:])])
            self.day = max(1, round(timedelta(days=1) / step))
            first = len(rows) - self.horizon - self.nights * self.day
            if first < 2 * self.day:
                sys.exit(f"accuracy: {self.fleet.name}/{customer}: {len(rows)} rows are too few for the nights")
            values = [value for _, value in rows[:first]]
            self.units[customer] = scoring.scale(values, self.fleet.season(customer))
            with open(self.folder / "data" / f"{customer}.csv", "w") as file:
                file.write("timestamp,value\n")
                file.writelines(f"{time},{value!r}\n" for time, value in rows[:first])
        for models in ("updated", "refitted"):
            self.run("train", "data", "--artifacts", models, "--horizon", str(self.horizon))

    def known(self, customer, night):
        return len(self.rows[customer]) - self.horizon - (self.nights - night) * self.day

    def append(self, night):
        for customer, rows in self.rows.items():
            end = self.known(customer, night)
            with open(self.folder / "data" / f"{customer}.csv", "a") as file:
                file.writelines(f"{time},{value!r}\n" for time, value in rows[end - self.day:end])

    def mase(self, models, night):
        self.run("export", "--artifacts", models, "--horizon", str(self.horizon), "--out", "forecasts.csv")
        forecasts = self.read_forecasts(self.folder / "forecasts.csv")
        scores = []
        for customer, rows in self.rows.items():
            end = self.known(customer, night)
            found = forecasts[customer]
            errors = [abs(found[self.parse_time(time)]["yhat"] - value)
                      for time, value in rows[end:end + self.horizon] if self.parse_time(time) in found]
            if errors and self.units[customer]:
                scores.append(fmean(errors) / self.units[customer])
        return fmean(scores)

    def run(self, *arguments):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("FLEETCAST_")}
        done = subprocess.run([self.binary, *arguments, "--quiet"], cwd=self.folder, env=environment,
                              stdout=subprocess.PIPE)
        if done.returncode:
            sys.exit(f"accuracy: {self.fleet.name}: fleetcast {arguments[0]} ended with {done.returncode}")
        return done.stdout
