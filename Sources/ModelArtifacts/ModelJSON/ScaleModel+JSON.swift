import Forecasting
import JSONCoding

extension ScaleModel: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      if let autoregression { writer.member("autoregression", autoregression) }
      writer.member("center", center)
      writer.member("damping", damping)
      if let features { writer.member("features", features) }
      writer.member("filters", filters)
      writer.member("scale", kind.rawValue)
      writer.member("seasonal", seasonal)
      writer.member("spread", spread)
      writer.member("trend", trend)
      writer.member("weight", weight)
    }
  }

  init(json: JSONElement) throws(JSONCodingError) {
    self.init(
      kind: try json.text("scale", SeriesScale.Kind.init(rawValue:)),
      center: try json.number("center"), spread: try json.number("spread"),
      weight: try json.number("weight"), trend: try json.numbers("trend"),
      damping: try json.number("damping"), seasonal: try json.lists("seasonal"),
      features: try json.partIfPresent("features"), filters: try json.part("filters"),
      autoregression: try json.partIfPresent("autoregression"))
  }
}
