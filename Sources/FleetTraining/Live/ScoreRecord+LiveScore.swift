import Forecasting
import ModelRegistry

extension ScoreRecord {
  init(_ score: LiveScore) {
    let measures = score.measures
    self.init(
      values: score.values, times: score.firstTime...score.lastTime, mae: measures.mae,
      rmse: measures.rmse, bias: score.bias, mase: measures.mase, coverage80: score.coverage80,
      standardisedError: score.standardisedError)
  }
}
