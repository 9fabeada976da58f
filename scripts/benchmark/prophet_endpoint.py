"""The endpoint as one would write it in Python, to be measured beside fleetcast's: an archive with a
Prophet model a customer, read when it is first asked for and kept in an LRU cache.

  prophet_endpoint.py fit ARTIFACTS FILE...   fits each CSV and writes ARTIFACTS/<name>.tar.gz
  prophet_endpoint.py serve ARTIFACTS PORT KEPT   keeps so many models; one process
"""

import functools
import io
import logging
import pathlib
import sys
import tarfile


def fit(artifacts, files):
    import pandas
    from prophet import Prophet
    from prophet.serialize import model_to_json

    for file in map(pathlib.Path, files):
        rows = pandas.read_csv(file)
        rows.columns = ["ds", "y"]
        text = model_to_json(Prophet().fit(rows)).encode()
        member = tarfile.TarInfo("model.json")
        member.size = len(text)
        with tarfile.open(artifacts / f"{file.stem}.tar.gz", "w:gz") as archive:
            archive.addfile(member, io.BytesIO(text))


def serve(artifacts, port, kept):
    import fastapi
    import uvicorn
    from prophet.serialize import model_from_json

    @functools.lru_cache(maxsize=kept)
    def model(customer):
        with tarfile.open(artifacts / f"{customer}.tar.gz") as archive:
            return model_from_json(archive.extractfile("model.json").read().decode())

    app = fastapi.FastAPI()

    @app.get("/ping")
    def ping():
        return {"status": "Healthy"}

    @app.get("/v1/customers/{customer}/forecast")
    def forecast(customer: str, horizon: int = 30):
        prophet = model(customer)
        future = prophet.make_future_dataframe(horizon, include_history=False)
        columns = prophet.predict(future)[["ds", "yhat", "yhat_lower", "yhat_upper"]]
        return fastapi.Response(columns.to_json(), media_type="application/json")

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    verb, folder, *rest = sys.argv[1:]
    if verb == "fit":
        fit(pathlib.Path(folder), rest)
    else:
        serve(pathlib.Path(folder), *map(int, rest))
