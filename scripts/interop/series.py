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


def covariates(ds):
    """A temperature, a promotion of 0 and 1, and a condition, for any times."""
    days = (ds - pd.Timestamp("1970-01-01")).dt.total_seconds() / DAY
    return pd.DataFrame(
        {
            "ds": ds,
            "temperature": 15 + 8 * np.sin(2 * np.pi * days / 97) + np.cos(days * 11),
            "promotion": (np.floor(days) % 6 == 0).astype(float),
            "open": (np.floor(days) % 3 != 1).astype(int),
        }
    )


def holidays(first, last):
    """A long festival four times a year, and two days that neighbour it now and then."""
    days = pd.date_range(first, last, freq="73D")
    return pd.concat(
        [
            pd.DataFrame(
                {"ds": days, "holiday": "festival", "lower_window": -2, "upper_window": 11}
            ),
            pd.DataFrame(
                {"ds": days[::2] + pd.Timedelta(days=5), "holiday": "fête", "lower_window": 0,
                 "upper_window": 1}
            ),
        ]
    )


def featured(frame):
    """A series that its covariates explain, with their columns; all values stay above 0."""
    known = covariates(frame["ds"])
    y = frame["y"] + 0.5 * known["temperature"] + 6 * known["promotion"]
    return known.assign(y=y)


def write(frame, folder, customer):
    folder.mkdir(parents=True, exist_ok=True)
    frame.to_csv(folder / f"{customer}.csv", index=False)
