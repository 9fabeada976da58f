#!/usr/bin/env python3
"""Fits small models with Prophet, and writes them and what Prophet predicts: one pair of files each.

Run with the Python that scripts/interop made: .build/interop/bin/python make_fixtures.py
"""
import json
import logging
import pathlib

import numpy as np
import pandas as pd
from prophet import Prophet
from prophet.serialize import model_from_json, model_to_json

logging.disable(logging.CRITICAL)
HERE = pathlib.Path(__file__).parent
STEPS = 40


def series(rows, freq, seed, start="2021-03-05"):
    ds = pd.date_range(start, periods=rows, freq=freq)
    days = (ds - pd.Timestamp("1970-01-01")).total_seconds().to_numpy() / 86400
    noise = np.random.default_rng(seed).normal(0, 1, rows)
    return pd.DataFrame({"ds": ds, "y": 0.0}), days, np.arange(rows), noise


def additive_daily():
    df, days, t, noise = series(90, "D", 1)
    df["y"] = 40 + 0.1 * t + 4 * np.sin(2 * np.pi * days / 7) + noise
    return Prophet(n_changepoints=5), df, {}


def multiplicative_monthly():
    df, days, t, noise = series(48, "MS", 2, "2015-01-01")
    df["y"] = (200 + 3 * t) * (1 + 0.2 * np.cos(2 * np.pi * days / 365.25)) + noise
    return Prophet(seasonality_mode="multiplicative", n_changepoints=4), df, {}


def flat_hourly():
    df, days, t, noise = series(24 * 4, "h", 3)
    df["y"] = 10 + 3 * np.sin(2 * np.pi * days) + 0.2 * noise
    return Prophet(growth="flat", weekly_seasonality=False), df, {}


def logistic_floor():
    df, days, t, noise = series(80, "D", 4)
    df["y"] = 5 + 20 / (1 + np.exp(-(t - 40) / 10)) + 0.2 * noise
    df["cap"] = 26.0
    df["floor"] = 4.5
    model = Prophet(growth="logistic", n_changepoints=4, weekly_seasonality=False)
    return model, df, {"cap": 26.0, "floor": 4.5}


def minmax():
    df, days, t, noise = series(60, "D", 5)
    df["y"] = -300 + t + noise
    return Prophet(scaling="minmax", n_changepoints=3, weekly_seasonality=False), df, {}


def weekly():
    df, days, t, noise = series(40, "W", 6)
    df["y"] = 9 + 0.3 * t + 0.1 * noise
    model = Prophet(n_changepoints=2, yearly_seasonality=False, interval_width=0.95)
    return model, df, {}


def holidays_and_regressors():
    df, days, t, noise = series(80, "D", 7)
    festivals = pd.DataFrame(
        {
            "holiday": ["fête"] * 3 + ["fair"] * 2 + ["never"],
            "ds": pd.to_datetime(
                ["2021-03-15", "2021-04-20", "2021-06-03", "2021-03-30", "2021-06-10", "2021-05-01"]
            ),
            "lower_window": [-2, -2, -2, 0, 0, -1],
            "upper_window": [11, 11, 11, 1, 1, 0],
        }
    )
    model = Prophet(holidays=festivals, holidays_mode="multiplicative", n_changepoints=3)
    model.add_regressor("price")
    model.add_regressor("promo", mode="multiplicative")
    model.add_regressor("raw", standardize=False)
    model.add_seasonality("odd", period=5.5, fourier_order=2, condition_name="on")
    model.add_seasonality(
        "even", period=3.25, fourier_order=1, condition_name="off", mode="multiplicative"
    )
    all_t = np.arange(80 + STEPS)
    columns = {
        "price": 20 + 3 * np.sin(all_t / 4),
        "promo": (all_t % 6 == 0).astype(float),
        "raw": all_t % 5 - 2.0,
        "on": all_t % 2 == 0,
        "off": all_t % 2 == 1,
    }
    for name, values in columns.items():
        df[name] = values[:80]
    df["y"] = 60 + 0.2 * t - df["price"] + 5 * df["promo"] + noise
    return model, df, {name: values[80:] for name, values in columns.items()}


def country_holidays():
    df, days, t, noise = series(60, "D", 8, "2021-05-01")
    df["y"] = 30 + 0.1 * t + noise
    model = Prophet(n_changepoints=2, weekly_seasonality=False)
    model.add_country_holidays("US")
    return model, df, {}


def predicted(model, df, future):
    step = df["ds"].iloc[-1]
    freq = pd.infer_freq(df["ds"])
    times = pd.date_range(step, periods=STEPS + 1, freq=freq)[1:]
    frame = pd.DataFrame({"ds": times})
    for name, values in future.items():
        frame[name] = values
    forecast = model.predict(frame)
    answer = {
        "timestamps": [int(time.timestamp()) for time in times],
        "yhat": forecast["yhat"].tolist(),
        "trend": forecast["trend"].tolist(),
        "future": {
            name: frame[name].astype(float).tolist() for name in future if name not in ("cap", "floor")
        },
    }
    return answer


for make in (
    additive_daily, multiplicative_monthly, flat_hourly, logistic_floor, minmax, weekly,
    holidays_and_regressors, country_holidays,
):
    model, df, future = make()
    model.fit(df, seed=1)
    text = model_to_json(model)
    # What the file says, not what is still in memory.
    answer = predicted(model_from_json(text), df, future)
    (HERE / f"{make.__name__}.json").write_text(text + "\n")
    (HERE / f"{make.__name__}.expected.json").write_text(json.dumps(answer) + "\n")
