import Forecasting
import JSONCoding

/// Written by the number of changepoints where they are evenly spaced, else by their positions.
extension TrendBasis: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      if knots == Self.evenKnots(count: knots.count, rows: unit) {
        writer.member("changepoints", knots.count)
      } else {
        writer.member("changepoints", knots)
      }
      writer.member("growth", growth.rawValue)
      writer.member("last", last)
      writer.member("unit", unit)
    }
  }

  init(json: JSONElement) throws(JSONCodingError) {
    let unit = try json.number("unit")
    self.init(
      growth: try json.text("growth", Growth.init(rawValue:)), last: try json.number("last"),
      unit: unit, knots: try Self.knots(try json.member("changepoints"), unit: unit))
  }

  private static func knots(
    _ json: JSONElement, unit: Double
  ) throws(JSONCodingError) -> [Double] {
    if json.isArray { return try json.numbers() }
    let count: Int = try json.integer()
    guard Changepoints.counts.contains(count) else {
      throw json.fault(
        "\(count) changepoints, expected 0 to \(Changepoints.counts.upperBound)")
    }
    return evenKnots(count: count, rows: unit)
  }
}
