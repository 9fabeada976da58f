"""What 'prophet export' writes, Prophet loads and predicts what 'forecast --core-only' says."""

import sys

from fleetcast import Fleetcast, Report  # first: it keeps the others quiet

import numpy as np
import pandas as pd
from prophet.serialize import model_from_json

from series import covariates, featured, holidays, irregular, made, write

STEPS = 100

SERIES = {
    "daily": made(400, "D", seed=1),
    "daily-two-years": made(800, "D", seed=2, shares=True),
    "daily-short": made(9, "D", seed=3),
    "daily-two-rows": made(2, "D", seed=4),
    "daily-negative": made(200, "D", seed=5, level=-3, slope=0.01),
    "daily-constant": made(60, "D", seed=6).assign(y=7.0),
    "daily-zero": made(60, "D", seed=6).assign(y=0.0),
    "daily-one-row": made(2, "D", seed=7).head(1),
    "daily-huge": made(200, "D", seed=8).eval("y = y * 1e200"),
    "daily-tiny": made(200, "D", seed=9).eval("y = y * 1e-200"),
    "business-days": made(300, "B", seed=10),
    "weekly": made(170, "W-SUN", seed=11, noise=0.5),
    "monthly": made(90, "MS", seed=12, start="2012-01-01", slope=1),
    "monthly-shares": made(90, "MS", seed=13, start="2012-01-01", slope=2, shares=True),
    "month-ends": made(60, "ME", seed=14, start="2015-01-01"),
    "quarterly": made(40, "QS", seed=15, start="2010-01-01"),
    "yearly": made(20, "YS", seed=16, start="2000-01-01", slope=2),
    "hourly": made(24 * 40, "h", seed=17, noise=2),
    "hourly-shares": made(24 * 40, "h", seed=18, noise=2, shares=True),
    "half-hourly": made(48 * 30, "30min", seed=19),
    "five-minutes": made(288 * 6, "5min", seed=20),
    "irregular": irregular(300, seed=21),
}
MODES = {
    "auto": [],
    "additive": ["--seasonality-mode", "additive"],
    "multiplicative": ["--seasonality-mode", "multiplicative"],
    "flat": ["--growth", "flat"],
}


FEATURES = [
    "--add-regressor", "temperature", "--add-regressor", "promotion", "--holidays", "holidays.csv",
    "--add-seasonality", "moon:29.5:3", "--add-seasonality", "shop:7:3:0.3:open",
]
FEATURED = {
    "daily": made(500, "D", seed=31),
    "noon": made(300, "D", seed=32, start="2021-01-01T12:00"),
    "hourly": made(24 * 60, "h", seed=33),
    "weekly": made(150, "W-WED", seed=34),
    "monthly": made(80, "MS", seed=35, start="2014-01-01"),
    "irregular": irregular(300, seed=36),
}


def check(fleetcast, report, customer, artifacts, *, data=None, future=None):
    case = f"{customer} ({artifacts})" + (" with --data" if data else "")
    try:
        known = ["--future", future] if future else []
        times, core = fleetcast.forecast(
            customer, "--artifacts", artifacts, "--horizon", STEPS, "--core-only", *known
        )
        history = ["--data", data] if data else []
        text = fleetcast.run("prophet", "export", customer, "--artifacts", artifacts, *history)
        model = model_from_json(text)
        rows = pd.DataFrame({"ds": times})
        if future:
            rows = pd.read_csv(fleetcast.folder / future / f"{customer}.csv", parse_dates=["ds"])
            rows = rows.head(STEPS).assign(ds=times, open=lambda known: known["open"] > 0)
        predicted = model.predict(rows)
        report.compare(case, core, predicted["yhat"].to_numpy())
        if data:
            rows = pd.read_csv(fleetcast.folder / data / f"{customer}.csv")
            fitted = model.predict()
            # The core without the filters' memory must still be about the series.
            error = np.mean(np.abs(fitted["yhat"] - rows["y"]))
            spread = np.mean(np.abs(rows["y"] - rows["y"].median()))
            report.line(f"{case}, the past", error < spread, f"mean error {error:.3g} of {spread:.3g}")
    except Exception as error:  # One bad case must not hide the others.
        report.failed(case, error)


def check_features(fleetcast, report):
    """Holidays, regressors, custom and conditional seasonalities."""
    for customer, frame in FEATURED.items():
        write(featured(frame), fleetcast.folder / "featured", customer)
        step = frame["ds"].diff().median()
        freq = pd.infer_freq(frame["ds"]) or step
        ahead = pd.date_range(frame["ds"].iloc[-1], periods=STEPS + 1, freq=freq)[1:]
        write(covariates(ahead.to_series()), fleetcast.folder / "future", customer)
    first, last = pd.Timestamp("2014-01-01"), pd.Timestamp("2031-01-01")
    holidays(first, last).to_csv(fleetcast.folder / "holidays.csv", index=False)
    for mode, flags in MODES.items():
        artifacts = f"features-{mode}"
        fleetcast.run("train", "featured", "--artifacts", artifacts, "--quiet", *FEATURES, *flags)
        for customer in FEATURED:
            check(fleetcast, report, customer, artifacts, future="future")
    check(fleetcast, report, "daily", "features-auto", data="featured", future="future")


def main():
    fleetcast = Fleetcast(sys.argv[1])
    report = Report()
    for customer, frame in SERIES.items():
        write(frame, fleetcast.folder / "data", customer)
    for mode, flags in MODES.items():
        fleetcast.run("train", "data", "--artifacts", mode, "--quiet", *flags)
        for customer in SERIES:
            check(fleetcast, report, customer, mode)
    for customer in ["daily-two-years", "monthly-shares", "hourly"]:
        check(fleetcast, report, customer, "auto", data="data")
    fleetcast.run("generate", "--customers", 3, "--out", "generated", "--quiet")
    fleetcast.run("train", "generated", "--artifacts", "models", "--quiet")
    for customer in ["1", "2", "3"]:
        check(fleetcast, report, customer, "models")
    check_features(fleetcast, report)
    report.exit()


main()
