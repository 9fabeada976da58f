import Forecasting
import JSONCoding

extension FittedFeatures: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("conditional", conditional)
      writer.member("holidays", holidays)
      writer.member("known", known)
      writer.member("regressors", regressors)
    }
  }

  init(json: JSONElement) throws(JSONCodingError) {
    self.init(
      conditional: try json.parts("conditional"), regressors: try json.parts("regressors"),
      holidays: try json.parts("holidays"), known: try json.part("known"))
  }
}

extension FittedFeatures.Conditional: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("condition", condition)
      writer.member("shape", shape)
    }
  }

  init(json: JSONElement) throws(JSONCodingError) {
    self.init(shape: try json.part("shape"), condition: try json.string("condition"))
  }
}

extension FittedFeatures.Standardised: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      if let history { writer.member("history", history) }
      writer.member("mean", mean)
      writer.member("name", name)
      writer.member("scale", scale)
    }
  }

  init(json: JSONElement) throws(JSONCodingError) {
    self.init(
      name: try json.string("name"), mean: try json.number("mean"),
      scale: try json.number("scale"), history: try json.partIfPresent("history"))
  }
}

extension RegressorHistory: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("deviation", deviation)
      writer.member("isBinary")
      writer.boolean(isBinary)
      writer.member("mean", mean)
    }
  }

  init(json: JSONElement) throws(JSONCodingError) {
    self.init(
      isBinary: try json.member("isBinary").boolean(), mean: try json.number("mean"),
      deviation: try json.number("deviation"))
  }
}

extension FittedFeatures.Days: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("days", days)
      writer.member("name", name)
      writer.member("offset", offset)
    }
  }

  init(json: JSONElement) throws(JSONCodingError) {
    self.init(
      name: try json.string("name"), offset: try json.integer("offset"),
      days: try json.integers("days"))
  }
}
