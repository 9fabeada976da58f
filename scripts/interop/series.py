"""Made series of every interval, always the same ones."""

import numpy as np
import pandas as pd

DAY = 86_400


def made(rows, freq, *, seed, start="2021-01-01", level=100.0, slope=0.05, noise=1.0, shares=False):
    """A line with a day, a week and a year in it; `shares`: seasons are shares of the line."""
    ds = pd.date_range(start, periods=rows, freq=freq)
    days = (ds - pd.Timestamp("1970-01-01")).total_seconds().to_numpy() / DAY
    step = days[1] - days[0]
    season = 8 * np.sin(2 * np.pi * days / 365.25 + 1)
    if step <= 1:
        season = season + 5 * np.sin(2 * np.pi * days / 7) + 2 * np.cos(4 * np.pi * days / 7)
    if step < 1:
        season = season + 6 * np.sin(2 * np.pi * days) + 2 * np.sin(6 * np.pi * days)
    line = level + slope * np.arange(rows)
    random = np.random.default_rng(seed).normal(0, noise, rows)
    values = line * (1 + season / 100) * np.exp(random / 100) if shares else line + season + random
    return pd.DataFrame({"ds": ds, "y": values})


def irregular(rows, *, seed):
    """Rows at odd times, two to nine hours apart."""
    random = np.random.default_rng(seed)
    seconds = np.cumsum(random.integers(7_200, 32_400, rows))
    days = seconds / DAY
    values = 50 + 0.1 * days + 4 * np.sin(2 * np.pi * days / 7) + random.normal(0, 0.5, rows)
    ds = pd.Timestamp("2021-01-01") + pd.to_timedelta(seconds, unit="s")
    return pd.DataFrame({"ds": ds, "y": values})


def write(frame, folder, customer):
    folder.mkdir(parents=True, exist_ok=True)
    frame.to_csv(folder / f"{customer}.csv", index=False)
