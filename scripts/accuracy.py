#!/usr/bin/env python3
"""Trains fleets, forecasts their held-out rows, and prints how good that was as a Markdown table.

A fleet is a folder of train/<customer>.csv, test/<customer>.csv (timestamp,value; test holds the rows
right after train) and meta.json: {"season": m, ...}, where the customers differ with a season each
under "series": then each is trained as a fleet of its own, for its own horizon.
PEERS is a Markdown table with the columns fleet, method, customers, MASE, sMAPE, "80% covers", MSIS and
"CPU s a customer". Ends with 1 if a customer has no model, or no finite forecast of a held-out row.
"""
import argparse
import csv
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path
from statistics import median_low

import nights
import scoring

LEVELS = (0.8, 0.95)
COLUMNS = ["fleet", "method", "customers", "MASE", "sMAPE", "OWA", "80% covers", "MSIS",
           "95% covers", "CPU s a customer"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fleets", required=True, type=Path, help="one fleet, or a folder of fleets")
    parser.add_argument("--binary", type=Path, help="the fleetcast executable")
    parser.add_argument("--forecasts", type=Path, help="score this CSV instead of training one fleet")
    parser.add_argument("--peers", type=Path, help="Markdown table of other methods' figures")
    parser.add_argument("--nights", type=int, help="bring models up to date for so many nights instead, and compare")
    args = parser.parse_args()
    if bool(args.binary) == bool(args.forecasts):
        parser.error("give --binary or --forecasts")
    fleets = [args.fleets] if (args.fleets / "meta.json").exists() else sorted(
        folder.parent for folder in args.fleets.glob("*/meta.json"))
    if not fleets or (args.forecasts and len(fleets) > 1):
        parser.error(f"{args.fleets}: expected {'one fleet' if fleets else 'a meta.json, or folders with one'}")
    if args.nights:
        return print_nights(fleets, args)
    peers = read_peers(args.peers) if args.peers else []
    problems, rows = [], []
    for folder in fleets:
        fleet = Fleet(folder)
        if args.forecasts:
            forecasts, seconds = read_forecasts(args.forecasts), None
        else:
            print(f"{fleet.name}: {len(fleet.customers)} customers", file=sys.stderr)
            forecasts, seconds = forecast(fleet, args.binary.resolve())
        rows.append(table_row(fleet, forecasts, seconds, problems))
        rows += [peer for peer in peers if peer["fleet"] == fleet.name]
    print_table(rows)
    for problem in problems:
        print(f"accuracy: {problem}", file=sys.stderr)
    sys.exit(1 if problems else 0)


def print_nights(fleets, args):
    print("| " + " | ".join(nights.COLUMNS) + " |")
    print("|" + "---|" * len(nights.COLUMNS))
    for folder in fleets:
        row = nights.table_row(Fleet(folder), args.nights, args.binary.resolve(), parse_time, read_forecasts)
        print("| " + " | ".join(row[column] for column in nights.COLUMNS) + " |", flush=True)


class Fleet:
    """A folder of customers with held-out rows."""

    def __init__(self, folder):
        self.folder = folder
        self.meta = json.loads((folder / "meta.json").read_text())
        self.name = self.meta.get("name", folder.name)
        self.customers = sorted(path.stem for path in (folder / "test").glob("*.csv"))

    def season(self, customer):
        return max(1, self.meta.get("series", {}).get(customer, self.meta)["season"])

    def batches(self):
        """Customers that can be trained for one horizon."""
        return [[c] for c in self.customers] if "series" in self.meta else [self.customers]

    def rows(self, part, customer):
        """(time, value) of the rows whose value is not missing."""
        with open(self.folder / part / f"{customer}.csv", newline="") as file:
            rows = [(row["timestamp"], row["value"]) for row in csv.DictReader(file)]
        return [(time, float(value)) for time, value in rows
                if value.strip().lower() not in ("", "na", "nan", "null")]

    def horizon(self, customer):
        """Steps from the last training row to the last held-out one."""
        train = [parse_time(time) for time, _ in self.rows("train", customer)[-101:]]
        end = parse_time(self.rows("test", customer)[-1][0])
        step = median_low([b - a for a, b in zip(train, train[1:])] or [end - train[-1]])
        if step.days < 28:
            return math.ceil((end - train[-1]) / step)
        months = (end.year - train[-1].year) * 12 + end.month - train[-1].month
        return math.ceil(months / max(1, round(step.days / 30.44)))


def parse_time(text):
    time = datetime.fromisoformat(text)
    return time.astimezone(timezone.utc).replace(tzinfo=None) if time.tzinfo else time


def forecast(fleet, binary):
    """The forecasts by customer, and CPU seconds a customer."""
    before = os.times()
    forecasts = {}
    for batch in fleet.batches():
        with tempfile.TemporaryDirectory(prefix="fleetcast-accuracy-") as folder:
            forecasts |= forecast_batch(fleet, batch, binary, Path(folder))
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return forecasts, cpu / len(fleet.customers)


def forecast_batch(fleet, batch, binary, folder):
    # Settings of the caller, or of a fleetcast.yaml beside her, are not what is measured.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("FLEETCAST_")}

    def run(*arguments, accepted):
        done = subprocess.run([binary, *arguments, "--quiet"], cwd=folder, env=environment)
        if done.returncode not in accepted:
            sys.exit(f"accuracy: {fleet.name}: fleetcast {arguments[0]} ended with {done.returncode}")

    (folder / "data").mkdir()
    for customer in batch:
        shutil.copy(fleet.folder / "train" / f"{customer}.csv", folder / "data")
    horizon = str(max(map(fleet.horizon, batch)))
    levels = ",".join(map(str, LEVELS))
    # 3: some customers failed; they are named as missing later.
    run("train", "data", "--artifacts", "models", "--horizon", horizon, accepted=(0, 3))
    run("export", "--artifacts", "models", "--horizon", horizon, "--level", levels,
        "--out", "forecasts.csv", accepted=(0,))
    return read_forecasts(folder / "forecasts.csv")


def read_forecasts(path):
    """customer -> time -> row of numbers by column"""
    forecasts = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            numbers = {k: float(v) for k, v in row.items() if k.startswith("yhat")}
            # With a single level its percent is not in the name.
            for bound in ("lower", "upper"):
                if f"yhat_{bound}" in numbers:
                    numbers[f"yhat_{bound}_80"] = numbers.pop(f"yhat_{bound}")
            forecasts.setdefault(row["customer"], {})[parse_time(row["timestamp"])] = numbers
    return forecasts


def table_row(fleet, forecasts, seconds, problems):
    series = []
    for customer in fleet.customers:
        rows = fleet.rows("test", customer)
        found = [forecasts.get(customer, {}).get(parse_time(time)) for time, _ in rows]
        if None in found or not all(math.isfinite(x) for row in found for x in row.values()):
            what = f"{found.count(None)} of {len(found)} held-out rows have no forecast"
            problems.append(f"{fleet.name}/{customer}: {what if None in found else 'not all finite'}")
            continue
        train = [value for _, value in fleet.rows("train", customer)]
        series.append(series_scores(train, [value for _, value in rows], found, fleet.season(customer)))
    for customer in sorted(set(forecasts) - set(fleet.customers)):
        problems.append(f"{fleet.name}/{customer}: no such customer")
    means = scoring.mean_scores(series) if series else {}
    figures = {"MASE": ("mase", ".3f"), "sMAPE": ("smape", ".2f"), "OWA": ("owa", ".3f"),
               "80% covers": ("coverage_80", ".0%"), "MSIS": ("msis_80", ".2f"),
               "95% covers": ("coverage_95", ".0%")}
    row = {column: "-" if means.get(key) is None else format(means[key], form)
           for column, (key, form) in figures.items()}
    cpu = "-" if seconds is None else f"{seconds:.3g}"
    return row | {"fleet": fleet.name, "method": "fleetcast", "customers": str(len(series)),
                  "CPU s a customer": cpu}


def series_scores(train, actual, found, season):
    unit = scoring.scale(train, season)
    naive2 = scoring.point_scores(actual, scoring.naive2(train, season, len(actual)), unit)
    scores = scoring.point_scores(actual, [row["yhat"] for row in found], unit)
    scores |= {f"{key}_naive2": value for key, value in naive2.items()}
    for level in LEVELS:
        percent = round(100 * level)
        if f"yhat_lower_{percent}" in found[0]:
            lower, upper = ([row[f"yhat_{b}_{percent}"] for row in found] for b in ("lower", "upper"))
            interval = scoring.interval_scores(actual, lower, upper, level, unit)
            scores |= {f"{key}_{percent}": value for key, value in interval.items()}
    return scores


def read_peers(path):
    lines = [line.strip().strip("|").split("|") for line in path.read_text().splitlines()
             if line.strip().startswith("|")]
    cells = [[cell.strip() for cell in line] for line in lines]
    if not cells or not {"fleet", "method", "MASE"} <= set(cells[0]):
        sys.exit(f"accuracy: {path}: expected a table with the columns fleet, method and MASE")
    return [dict(zip(cells[0], row)) for row in cells[2:]]


def print_table(rows):
    print("| " + " | ".join(COLUMNS) + " |")
    print("|" + "---|" * len(COLUMNS))
    for row in rows:
        print("| " + " | ".join(row.get(column) or "-" for column in COLUMNS) + " |")
    ratios = {"Prophet's": [], "the best peer's": []}
    for own in (row for row in rows if row["method"] == "fleetcast" and row["MASE"] != "-"):
        peers = {row["method"]: float(row["MASE"]) for row in rows
                 if row["fleet"] == own["fleet"] and row is not own}
        if peers:
            ratios["the best peer's"].append(float(own["MASE"]) / min(peers.values()))
        if "prophet" in peers:
            ratios["Prophet's"].append(float(own["MASE"]) / peers["prophet"])
    print()
    for name, values in ratios.items():
        if values:
            mean = math.exp(sum(map(math.log, values)) / len(values))
            print(f"MASE, geometric mean of {len(values)}: {mean:.2f} of {name}")


if __name__ == "__main__":
    main()
