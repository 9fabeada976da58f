#!/usr/bin/env python3
"""Makes measures.json: accuracy measures by numpy, that those in Swift are compared with.

usage: make_measures.py > measures.json        (needs numpy)
The definitions are the M4 competition's, with the scale over lag m (over lag 1 where a series has no
more than m rows). An own program, not a port of the Swift one.
"""
import json
import numpy as np


def seasonal(y, m, h):
    """The value of the last season that has one at that place, else the last value."""
    places = [y[::-1][m - 1 - s::m] for s in range(m)]
    seen = [p[~np.isnan(p)] for p in places]
    last = y[~np.isnan(y)][-1]
    return [float(seen[k % m][0] if len(seen[k % m]) else last) for k in range(h)]


def measures(train, actual, yhat, lower, upper, m, level):
    seen = ~np.isnan(actual)
    h = len(actual)
    lag = m if len(train) > m else 1
    d = train[lag:] - train[:-lag]
    d = d[~np.isnan(d)]
    scale = np.abs(d).mean() if len(d) else 0
    out = {"seasonal": seasonal(train, lag, h)}
    y, f, lo, hi = actual[seen], yhat[seen], lower[seen], upper[seen]
    e, den, a = y - f, np.abs(y) + np.abs(f), 1 - level
    sis = (hi - lo) + 2 / a * np.maximum(lo - y, 0) + 2 / a * np.maximum(y - hi, 0)
    out |= dict(
        mae=np.abs(e).mean(), rmse=np.sqrt((e * e).mean()),
        smape=np.where(den > 0, 200 * np.abs(e) / np.where(den > 0, den, 1), 0).mean(),
        wape=np.abs(e).sum() / np.abs(y).sum() if y.any() else None,
        mase=np.abs(e).mean() / scale if scale else None,
        coverage=((y >= lo) & (y <= hi)).mean(), msis=sis.mean() / scale if scale else None)
    return {k: float(v) if isinstance(v, np.floating) else v for k, v in out.items()}


def main():
    rng = np.random.default_rng(20240301)
    wave = lambda n, m: np.sin(2 * np.pi * np.arange(n) / m)
    series = {                                                   # name: values, season, horizon, level
        "monthly": (100 + 30 * wave(78, 12) + rng.normal(0, 5, 78), 12, 18, .8),
        "weekly shape": (50 + 20 * wave(128, 7) + rng.normal(0, 3, 128), 7, 28, .95),
        "odd season": (50 + 20 * wave(70, 5) + rng.normal(0, 3, 70), 5, 12, .5),
        "no season found": (100 + rng.normal(0, 10, 72), 12, 12, .8),
        "negative values": (30 * wave(72, 12) + rng.normal(0, 5, 72), 12, 12, .8),
        "many zeros": (np.maximum(0, rng.normal(-1, 2, 84)), 7, 14, .9),
        "under three seasons": (100 + 30 * wave(30, 12) + rng.normal(0, 5, 30), 12, 6, .8),
        "no more rows than a season": (rng.normal(10, 2, 12), 7, 5, .8),
        "two rows": (np.array([3., 5., 6., 4.]), 7, 2, .8),
        "one row": (np.array([3., 5., 6.]), 7, 2, .8),
        "constant, then a change": (np.r_[np.full(30, 7.), 8., 9.], 7, 2, .8),
        "all zeros": (np.zeros(32), 7, 2, .8),
        "missing values": (np.where(rng.random(90) < .1, np.nan, 20 + 5 * wave(90, 7) + rng.normal(0, 1, 90)), 7, 14, .8),
        "no season": (rng.normal(0, 1, 30).cumsum() + 50, 1, 10, .8),
    }
    cases = []
    for name, (y, m, h, level) in series.items():
        y = y.round(3)
        train, actual = y[:-h], y[-h:]
        last = train[~np.isnan(train)][-1]
        yhat = (last + rng.normal(0, .3 * np.nanstd(y), h)).round(3)
        half = (np.nanstd(y) * (.5 + rng.random(h))).round(3)
        case = {"name": name, "season": m, "level": level, "training": train, "actual": actual,
                "forecast": yhat, "lower": (yhat - half).round(3), "upper": (yhat + half).round(3)}
        case["expected"] = measures(train, actual, yhat, case["lower"], case["upper"], m, level)
        lists = {k: [None if np.isnan(x) else float(x) for x in v] for k, v in case.items() if isinstance(v, np.ndarray)}
        cases.append(case | lists)
    print("[" + ",\n".join(json.dumps(c) for c in cases) + "]")


if __name__ == "__main__":
    main()
