import Forecasting
import JSONCoding

extension TimeGrid: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      if interval.isCalendar { writer.member("day", day) }
      writer.member("interval", interval.codedText)
      if interval.isCalendar { writer.member("month", month) }
      writer.member("offset", Int(offset))
    }
  }

  init(json: JSONElement) throws(JSONCodingError) {
    let interval = try json.text("interval", SamplingInterval.init(coded:))
    let isCalendar = interval.isCalendar
    do {
      try self.init(
        restoring: interval, offset: json.integer("offset"),
        month: isCalendar ? json.integer("month") : 0, day: isCalendar ? json.integer("day") : 1)
    } catch {
      throw json.fault(error)
    }
  }
}
