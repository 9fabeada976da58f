import Forecasting
import JSONCoding

extension FeatureCoefficients: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("conditional", conditional)
      writer.member("holidays", holidays)
      writer.member("regressors", regressors)
    }
  }

  init(json: JSONElement) throws(JSONCodingError) {
    self.init(
      conditional: try json.lists("conditional"), regressors: try json.numbers("regressors"),
      holidays: try json.numbers("holidays"))
  }
}
