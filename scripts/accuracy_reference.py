"""The forecasts of Tests/Fixtures/reference.py, the model in numpy, for the fleets of accuracy.py."""
import math
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Tests" / "Fixtures"))

SECONDS = {"h": 3600, "D": 86400, "W": 604800, "5min": 300}
EPOCH = datetime(1970, 1, 1)


def forecasts(fleet):
    """customer -> time -> row of numbers by column, and CPU seconds a customer"""
    try:
        import reference
    except ImportError as error:
        sys.exit(f"accuracy: the reference needs numpy ({error}): pip install numpy")
    before = os.times()
    found = {customer: one(reference, fleet, customer) for customer in fleet.customers}
    after = os.times()
    return found, (after.user + after.system - before.user - before.system) / len(fleet.customers)


def one(reference, fleet, customer):
    import numpy as np
    frequency = fleet.meta.get("series", {}).get(customer, fleet.meta)["freq"].split("-")[0]
    rows = fleet.series("train", customer)
    steps = [step(frequency, time) for time, _ in rows]
    y = np.full(steps[-1] - steps[0] + 1, np.nan)
    for place, (_, value) in zip(steps, rows):
        y[place - steps[0]] = value
    horizon = fleet.horizon(customer)
    yhat, half = reference.forecast(frequency, y, steps[0], horizon)
    return {time_of(frequency, steps[-1] + lead): row(float(point), float(width))
            for lead, point, width in zip(range(1, horizon + 1), yhat, half)}


def row(yhat, half):
    return {"yhat": yhat, "yhat_lower_80": yhat - half, "yhat_upper_80": yhat + half}


def step(frequency, time):
    """The number of the grid's step that a time stands for."""
    if frequency == "MS":
        return time.year * 12 + time.month - 1
    return math.floor((time - EPOCH).total_seconds() / SECONDS[frequency])


def time_of(frequency, step):
    if frequency == "MS":
        return datetime(step // 12, step % 12 + 1, 1)
    return EPOCH + timedelta(seconds=step * SECONDS[frequency])
