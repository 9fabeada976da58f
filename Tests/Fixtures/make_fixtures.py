#!/usr/bin/env python3
"""Makes reference/*.json: small series, and what reference.py forecasts for them.

usage: make_fixtures.py        (needs numpy; writes beside itself)
The values have few digits so that the files stay small; the answers have all of theirs. Beside the
forecast stand answers of the steps before it, to find where another implementation parts:
core      beta, s2 of the final and the held-back fit, per scale (lin, log)
weights   of scale x filter set x damping, before and after the trust in few held-back values
group     of the filters and the autoregressions (hourly)
"""
import json, os, warnings
import numpy as np
import reference

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "reference")
ISO = {"h": "PT1H", "5min": "PT5M", "D": "P1D", "W": "P1W", "MS": "P1M"}
SECONDS = {"h": 3600, "5min": 300, "D": 86400, "W": 604800}


def wave(n, period, start=0.):
    return np.sin(2 * np.pi * (np.arange(n) + start) / period)


def series(rng):
    """name -> grid, time of the first row, values, horizon"""
    noise = lambda n, sd=1.: rng.normal(0, sd, n)
    walk = lambda n, sd: noise(n, sd).cumsum()
    week = lambda n: np.resize([3., 1., 0., -1., -1., 2., 5.], n)
    hours = lambda n: 40 + 12 * wave(n, 24, 15) + 4 * wave(n, 12) + 5 * (np.arange(n) // 24 % 7 < 5) + noise(n, 1.5)

    daily = lambda n: 200 + 30 * wave(n, 365.25) + 4 * week(n) + noise(n, 5)
    gaps = daily(400); gaps[1:-1][rng.random(398) < .08] = np.nan; gaps[150:171] = np.nan; gaps[-3] = np.nan
    outlier = daily(300); outlier[120] *= 1e4; outlier[291] += 90
    shifted = daily(300); shifted[260:] += 150
    recent = daily(300); recent[-7:] += 150
    sparse = np.where(rng.random(300) < .6, 0, rng.poisson(4, 300)).astype(float)
    hourly_gaps = hours(24 * 35); hourly_gaps[1:-1][rng.random(838) < .05] = np.nan; hourly_gaps[300:330] = np.nan
    return {
        "daily-1y": ("D", "2023-03-01", daily(365), 28),
        "daily-3y": ("D", "2021-01-04", 500 + .2 * np.arange(1096) + 40 * wave(1096, 365.25) + walk(1096, 3) + noise(1096, 10), 28),
        "daily-2y-growing": ("D", "2022-05-17", np.exp(3 + .002 * np.arange(740) + .1 * week(740) / 3 + walk(740, .01) + noise(740, .03)), 30),
        "daily-negative": ("D", "2023-06-01", 5 * wave(200, 90) + walk(200, .5) + week(200), 14),
        "daily-gaps": ("D", "2022-11-11", gaps, 28),
        "daily-intermittent": ("D", "2023-01-01", sparse, 28),
        "daily-outlier": ("D", "2023-01-01", outlier, 28),
        "daily-level-shift": ("D", "2023-01-01", shifted, 28),
        "daily-recent-shift": ("D", "2023-01-01", recent, 28),
        "daily-line": ("D", "1969-10-01", 3 + .5 * np.arange(120.), 14),
        "daily-tiny": ("D", "2023-01-01", daily(120) * 1e-12, 14),
        "daily-4-rows": ("D", "2024-01-01", np.array([4., 6., 5., 9.]), 7),
        "daily-8-rows": ("D", "2024-01-01", 20 + noise(8, 3), 7),
        "daily-20-rows": ("D", "2024-01-01", daily(20), 7),
        "daily-constant": ("D", "2024-01-01", np.full(30, 7.25), 7),
        "weekly-2y": ("W", "2021-01-06", 300 + 50 * wave(130, 52.18) + walk(130, 5), 13),
        "weekly-4y": ("W", "2020-01-05", 300 + 50 * wave(210, 52.18) + walk(210, 5) + noise(210, 10), 13),
        "monthly-4y": ("MS", "2019-03-31", 1000 + 5 * np.arange(48) + 120 * wave(48, 12) + noise(48, 30), 18),
        "monthly-10y": ("MS", "1999-07-01", np.exp(6 + .006 * np.arange(120) + .2 * wave(120, 12, 3) + walk(120, .02)), 18),
        "monthly-18-rows": ("MS", "2022-01-01", 100 + walk(18, 4), 6),
        "hourly-30-rows": ("h", "2024-02-28", hours(30), 12),
        "hourly-5w": ("h", "2024-01-03", hours(24 * 35), 48),
        "hourly-gaps": ("h", "2024-01-03", hourly_gaps, 48),
        "hourly-negative": ("h", "2024-05-01", hours(24 * 21) - 40, 24),
        "hourly-1y": ("h", "2023-01-01", hours(8760) + 10 * wave(8760, 8766) + walk(8760, .1), 168),
        "5min-15d": ("5min", "2024-04-01", 20 + 6 * wave(4320, 288, 100) + walk(4320, .05) + noise(4320, .3), 288),
        "5min-5d": ("5min", "2024-04-01", 20 + 6 * wave(1440, 288, 100) + walk(1440, .05) + noise(1440, .3), 288),
    }


def few_digits(y):
    """four digits behind the point, or four that count where the values are small"""
    size = np.nanmax(np.abs(y))
    return np.round(y, 4 if size > 1e-3 else int(4 - np.floor(np.log10(size))))


def first_step(f, start):
    day = np.datetime64(start, "D")
    if f == "MS":
        return int(day.astype("datetime64[M]").astype(int)) + 12 * 1970
    return int(day.astype("datetime64[s]").astype(int)) // SECONDS[f]


def answer(f, y, t0, h):
    """the forecast, and what core and weigh gave on the way"""
    fits, weighings, trusts = [], [], []
    core, weigh, weight_trust = reference.core, reference.weigh, reference.weight_trust

    def seen_core(*args):
        fits.append(core(*args)); return fits[-1]

    def seen_weigh(err, *args):
        out = weigh(err, *args); weighings.append((err[0].shape, out)); return out

    def seen_trust(*args):
        trusts.append(weight_trust(*args)); return trusts[-1]

    reference.core, reference.weigh, reference.weight_trust = seen_core, seen_weigh, seen_trust
    try:
        yhat, half = reference.forecast(f, y, t0, h)
    finally:
        reference.core, reference.weigh, reference.weight_trust = core, weigh, weight_trust
    out = {"yhat": yhat.tolist(), "half80": half.tolist()}
    fits = [{"beta": beta.tolist(), "s2": float(s2)} for beta, s2 in fits]
    if not weighings:                                             # no origin to hold back from, or constant
        return out | {"core": {"final": fits}}
    shape, W = weighings[0]
    sets, trust = reference.bank(f, len(y)), trusts[0]
    flat = np.outer(sets[:, 1] == 0, reference.DAMP == 0) / (sets[:, 1] == 0).sum() / len(W)
    out |= {"core": {"final": fits[::2], "heldBack": fits[1::2]}, "trust": trust,
            "weights": [(trust * w + (1 - trust) * flat).tolist() for w in W]}
    if len(weighings) > 1:
        out["group"] = [float(w[0, 0]) for w in weighings[1][1]]
    return out


def main():
    os.makedirs(FOLDER, exist_ok=True)
    warnings.simplefilter("ignore", RuntimeWarning)               # means over origins without a value are left out
    for name, (f, start, y, h) in series(np.random.default_rng(19700101)).items():
        y = few_digits(y)
        t0 = first_step(f, start)
        case = {"interval": ISO[f], "start": start, "firstStep": t0, "horizon": h,
                "values": [None if np.isnan(v) else float(v) for v in y]}
        with open(os.path.join(FOLDER, name + ".json"), "w") as out:
            out.write("{" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in (case | answer(f, y, t0, h)).items()) + "}\n")


if __name__ == "__main__":
    main()
