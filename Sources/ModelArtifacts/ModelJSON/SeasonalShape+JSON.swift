import Forecasting
import JSONCoding

extension SeasonalShape: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("harmonics", harmonics)
      writer.member("name", name)
      writer.member("period", period)
    }
  }

  init(json: JSONElement) throws(JSONCodingError) {
    self.init(
      name: try json.string("name"), period: try json.number("period"),
      harmonics: try json.integers("harmonics"))
  }
}
