"""What 'prophet import' makes a customer's model forecasts what Prophet's predict says.

Then it is exported again, and Prophet must read its own model back.
"""

import sys

from fleetcast import Fleetcast, Report  # first: it keeps the others quiet

import numpy as np
import pandas as pd
from prophet import Prophet
from prophet.serialize import model_from_json, model_to_json

from series import covariates, featured, irregular, made, write

STEPS = 80


# What the future's rows have: columns that covariates() makes.
COVARIATES = "covariates"


def festivals(first):
    dates = pd.to_datetime(first) + pd.to_timedelta([9, 40, 75, 130, 160], unit="D")
    return pd.DataFrame(
        {"holiday": ["fair"] * 3 + ["fête"] * 2, "ds": dates, "lower_window": [-1] * 3 + [0] * 2,
         "upper_window": [11] * 3 + [1] * 2}
    )


def regressed(mode="additive"):
    model = Prophet(seasonality_mode=mode)
    model.add_regressor("temperature")
    model.add_regressor("promotion", mode="multiplicative")
    model.add_seasonality("shop", period=7, fourier_order=3, condition_name="open")
    return model


def models():
    """Unfitted models with their rows, and what the future's rows have beside their time."""
    daily = made(120, "D", seed=1)
    first = daily["ds"][0]
    yield "additive", Prophet(), daily, {}
    yield "two-years", Prophet(), made(740, "D", seed=2), {}
    shares = made(90, "MS", seed=3, start="2012-01-01", shares=True)
    yield "multiplicative-monthly", Prophet(seasonality_mode="multiplicative"), shares, {}
    yield "weekly-95", Prophet(interval_width=0.95), made(110, "W-SUN", seed=4), {}
    yield "hourly", Prophet(), made(24 * 20, "h", seed=5), {}
    yield "half-hourly", Prophet(), made(48 * 15, "30min", seed=6), {}
    yield "flat", Prophet(growth="flat"), daily, {}
    yield "minmax", Prophet(scaling="minmax"), made(100, "D", seed=7, level=-300), {}
    yield "irregular", Prophet(), irregular(150, seed=8), {}
    yield "constant", Prophet(), daily.assign(y=7.0), {}
    yield "regressors", regressed(), featured(daily).assign(open=lambda rows: rows["open"] > 0), COVARIATES
    hourly = featured(made(24 * 20, "h", seed=11)).assign(open=lambda rows: rows["open"] > 0)
    yield "regressors-hourly", regressed("multiplicative"), hourly, COVARIATES
    yield "holidays", Prophet(holidays=festivals(first)), daily, {}
    shared = Prophet(holidays=festivals(first), holidays_mode="multiplicative")
    yield "holidays-shares", shared, daily, {}
    logistic = daily.assign(y=5 + 20 / (1 + np.exp(-(np.arange(120) - 60) / 15)), cap=26.0)
    yield "logistic", Prophet(growth="logistic"), logistic, {"cap": 26.0}
    floored = logistic.assign(floor=4.0)
    yield "logistic-floor", Prophet(growth="logistic"), floored, {"cap": 26.0, "floor": 4.0}


def future_rows(frame, future):
    freq = pd.infer_freq(frame["ds"]) or frame["ds"].diff().median()
    times = pd.date_range(frame["ds"].iloc[-1], periods=STEPS + 1, freq=freq)[1:].to_series()
    if future is COVARIATES:
        return covariates(times).assign(open=lambda rows: rows["open"] > 0)
    return pd.DataFrame({"ds": times}).assign(**future)


def check(fleetcast, report, customer, model, frame, future):
    try:
        model.fit(frame, seed=1)
        text = model_to_json(model)
        (fleetcast.folder / f"{customer}.json").write_text(text)
        fleetcast.run("prophet", "import", f"{customer}.json", "--artifacts", "models")
        rows = future_rows(frame, future)
        known = []
        if future is COVARIATES:
            write(rows.astype({"open": int}), fleetcast.folder / "future", customer)
            known = ["--future", "future"]
        times, ours = fleetcast.forecast(
            customer, "--artifacts", "models", "--horizon", STEPS, *known
        )
        rows["ds"] = times
        predicted = model_from_json(text).predict(rows)
        report.compare(customer, ours, predicted["yhat"].to_numpy())
        again = model_from_json(
            fleetcast.run("prophet", "export", customer, "--artifacts", "models")
        )
        theirs = again.predict(rows)["yhat"].to_numpy()
        report.compare(f"{customer}, exported again", ours, theirs)
    except Exception as error:  # One bad case must not hide the others.
        report.failed(customer, error)


def check_intervals(fleetcast, report):
    """Prophet samples its intervals: with so many samples their bounds are 3% from ours."""
    frame = made(200, "D", seed=9)
    model = Prophet(uncertainty_samples=4000, weekly_seasonality=False)
    model.fit(frame, seed=1)
    (fleetcast.folder / "intervals.json").write_text(model_to_json(model))
    fleetcast.run("prophet", "import", "intervals.json", "--artifacts", "models")
    csv = fleetcast.run(
        "forecast", "intervals", "--artifacts", "models", "--horizon", STEPS, "--format", "csv"
    )
    (fleetcast.folder / "intervals.csv").write_text(csv)
    ours = pd.read_csv(fleetcast.folder / "intervals.csv", parse_dates=["timestamp"])
    np.random.seed(1)
    theirs = model.predict(pd.DataFrame({"ds": ours["timestamp"]}))
    widths = (ours["yhat_upper"] - ours["yhat_lower"]) / (
        theirs["yhat_upper"] - theirs["yhat_lower"]
    )
    ratio = widths.mean()
    report.line("intervals", abs(ratio - 1) < 0.03, f"mean width {ratio:.3f} of Prophet's")


def check_country_holidays(fleetcast, report):
    """Country holidays have no dates in the file: the command says so."""
    model = Prophet(n_changepoints=2)
    model.add_country_holidays("US")
    model.fit(made(90, "D", seed=10, start="2021-05-01"), seed=1)
    (fleetcast.folder / "country.json").write_text(model_to_json(model))
    fleetcast.run("prophet", "import", "country.json", "--artifacts", "models")
    is_named = "holiday 'Memorial Day' is missing" in fleetcast.said
    report.line("country holidays are named", is_named, fleetcast.said.splitlines()[0])


def main():
    fleetcast = Fleetcast(sys.argv[1])
    report = Report()
    for customer, model, frame, future in models():
        check(fleetcast, report, customer, model, frame, future)
    check_intervals(fleetcast, report)
    check_country_holidays(fleetcast, report)
    report.exit()


main()
