"""Accuracy of forecasts against held-out rows, as the M4 competition measures it.

Per series, with the scale = mean |y(t) - y(t - m)| of the training rows, m the fleet's season (1 where
there are no more rows than that):
  mase      mean |error| / scale
  smape     mean 200 |error| / (|y| + |forecast|)
  msis      mean of width and penalties 2/(1 - level) x what is outside, / scale
  coverage  share of rows inside the interval
A series without seasonal variation has no scale: its mase and msis are None.
Missing values are left out. Needs the standard library alone.
"""
import math
from statistics import fmean


def season_lag(rows, season):
    return season if rows > season else 1


def scale(train, season):
    lag = season_lag(len(train), season)
    changes = [abs(b - a) for a, b in zip(train, train[lag:])]
    return (fmean(changes) or None) if changes else None


def point_scores(actual, forecast, unit):
    errors = [abs(y - f) for y, f in zip(actual, forecast)]
    shares = [200 * e / (abs(y) + abs(f)) if y or f else 0.0
              for e, y, f in zip(errors, actual, forecast)]
    return {"mase": fmean(errors) / unit if unit else None, "smape": fmean(shares)}


def interval_scores(actual, lower, upper, level, unit):
    penalty = 2 / (1 - level)
    score = [u - l + penalty * (max(l - y, 0) + max(y - u, 0))
             for y, l, u in zip(actual, lower, upper)]
    inside = [l <= y <= u for y, l, u in zip(actual, lower, upper)]
    return {"coverage": fmean(inside), "msis": fmean(score) / unit if unit else None}


def naive2(train, season, horizon):
    """The last value, seasonally adjusted where a test at 90% finds a season."""
    rows = len(train)
    if season < 2 or rows < 3 * season or min(train) <= 0 or not is_seasonal(train, season):
        return [train[-1]] * horizon
    weights = [1 / season] * season
    if season % 2 == 0:
        weights = [0.5 / season] + weights[1:] + [0.5 / season]
    half = (len(weights) - 1) // 2
    ratios = [[] for _ in range(season)]
    for row in range(half, rows - half):
        window = train[row - half: row + half + 1]
        ratios[row % season].append(train[row] / sum(w * y for w, y in zip(weights, window)))
    indices = [fmean(r) for r in ratios]
    mean = fmean(indices)
    adjusted = train[-1] / (indices[(rows - 1) % season] / mean)
    return [adjusted * indices[(rows + step) % season] / mean for step in range(horizon)]


def is_seasonal(train, season):
    mean = fmean(train)
    centred = [y - mean for y in train]
    variance = sum(c * c for c in centred)
    if not variance:
        return False
    acf = [sum(a * b for a, b in zip(centred, centred[lag:])) / variance
           for lag in range(1, season + 1)]
    bound = 1.645 * math.sqrt((1 + 2 * sum(r * r for r in acf[:-1])) / len(train))
    return abs(acf[-1]) > bound


def mean_scores(series):
    """The mean of each score over the series that have it, and the overall weighted average."""
    def mean(key):
        values = [s[key] for s in series if s[key] is not None]
        return fmean(values) if values else None

    means = {key: mean(key) for key in series[0]}
    terms = [(means["smape"], means["smape_naive2"]), (means["mase"], means["mase_naive2"])]
    means["owa"] = fmean(a / b for a, b in terms) if all(b for _, b in terms) else None
    return means
