import Forecasting
import JSONCoding

extension ErrorProfile: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("growth", growth)
      if let level { writer.member("level", level) }
      writer.member("offset", offset)
      writer.member("trust", trust)
      writer.member("walk", walk)
    }
  }

  init(json: JSONElement) throws(JSONCodingError) {
    self.init(
      offset: try json.number("offset"), growth: try json.number("growth"),
      trust: try json.number("trust"), walk: try json.part("walk"),
      level: try json.partIfPresent("level"))
  }
}

extension LevelWidth: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("exponent", exponent)
      writer.member("reference", reference)
    }
  }

  init(json: JSONElement) throws(JSONCodingError) {
    self.init(exponent: try json.number("exponent"), reference: try json.number("reference"))
  }
}

extension NaiveWalk: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      if let season { writer.member("season", season) }
      writer.member("seasonRows", seasonRows)
      writer.member("step", step)
    }
  }

  init(json: JSONElement) throws(JSONCodingError) {
    self.init(
      step: try json.number("step"), season: try json.numberIfPresent("season"),
      seasonRows: try json.integer("seasonRows"))
  }
}
