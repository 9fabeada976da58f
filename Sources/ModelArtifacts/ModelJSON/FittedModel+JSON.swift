import Forecasting
import JSONCoding

extension FittedModel: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("bounds", bounds)
      if let constant { writer.member("constant", constant) }
      writer.member("errorProfile", errorProfile)
      if let features { writer.member("features", features) }
      writer.member("grid", grid)
      if let width { writer.member("intervalWidth", width) }
      writer.member("rows", rows)
      writer.member("scales", scales)
      writer.member("seasonalities", seasonalities)
      writer.member("trainedThrough", Int(trainedThrough))
      writer.member("trend", trend)
      writer.member("unit", unit)
    }
  }

  /// Every forecast of the model will be finite.
  init(json: JSONElement) throws(JSONCodingError) {
    do {
      try self.init(
        restoring: json.part("grid"), trainedThrough: json.integer("trainedThrough"),
        rows: json.integer("rows"), unit: json.number("unit"), bounds: json.part("bounds"),
        trend: json.part("trend"), seasonalities: json.parts("seasonalities"),
        scales: json.parts("scales"), constant: json.numberIfPresent("constant"),
        errorProfile: json.part("errorProfile"), features: json.partIfPresent("features"),
        width: json.numberIfPresent("intervalWidth"))
    } catch {
      throw json.fault(error)
    }
  }
}

extension ValueBounds: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("largest", largest)
      writer.member("smallest", smallest)
    }
  }

  init(json: JSONElement) throws(JSONCodingError) {
    self.init(smallest: try json.number("smallest"), largest: try json.number("largest"))
  }
}
