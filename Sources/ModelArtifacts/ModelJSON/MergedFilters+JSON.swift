import Forecasting
import JSONCoding

extension MergedFilters: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("errorFadings", errorFadings)
      writer.member("lastErrors", lastErrors)
      writer.member("level", level)
      writer.member("longSeason", longSeason)
      writer.member("shortSeason", shortSeason)
      writer.member("slope", slope)
    }
  }

  init(json: JSONElement) throws(JSONCodingError) {
    self.init(
      level: try json.number("level"), slope: try json.number("slope"),
      lastErrors: try json.numbers("lastErrors"),
      errorFadings: try json.numbers("errorFadings"),
      shortSeason: try json.numbers("shortSeason"), longSeason: try json.numbers("longSeason"))
  }
}
