import Forecasting
import JSONCoding

extension MergedAutoregression: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("history", history)
      writer.member("level", level)
      writer.member("model", model)
      writer.member("share", share)
    }
  }

  init(json: JSONElement) throws(JSONCodingError) {
    self.init(
      share: try json.number("share"), model: try json.part("model"),
      history: try json.numbers("history"), level: try json.number("level"))
  }
}

extension SeasonalAutoregression: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("coefficients", coefficients)
      writer.member("lower", lower)
      writer.member("upper", upper)
    }
  }

  init(json: JSONElement) throws(JSONCodingError) {
    self.init(
      coefficients: try json.numbers("coefficients"), lower: try json.number("lower"),
      upper: try json.number("upper"))
  }
}
