/// How a forecast is sent.
enum ForecastFormat: String, Sendable {
  case json
  case csv

  var contentType: String {
    switch self {
    case .json: "application/json"
    case .csv: "text/csv; charset=utf-8"
    }
  }

  /// What the Accept header asks for: the best of what we have.
  ///
  /// - Parameter accept: The header's value; nil accepts everything.
  /// - Returns: JSON where both are as good.
  /// - Throws: The problem 406 where we have nothing that is accepted.
  static func negotiated(accept: String?) throws(Problem) -> ForecastFormat {
    guard let accept else { return .json }
    let json = quality(of: ("application", "json"), in: accept)
    let csv = quality(of: ("text", "csv"), in: accept)
    guard max(json, csv) > 0 else {
      throw Problem(
        kind: .notAcceptable,
        detail: "forecasts are sent as application/json or text/csv; ask with Accept or format=")
    }
    return json >= csv ? .json : .csv
  }

  /// The quality of the most exact range that holds a type; 0 where none does (RFC 9110, 12.5.1).
  private static func quality(of type: (String, String), in accept: String) -> Double {
    var best = (exactness: 0, quality: 0.0)
    for range in accept.split(separator: ",") {
      let parts = range.lowercased().filter { !$0.isWhitespace }.split(separator: ";")
      guard let name = parts.first else { continue }
      let exactness =
        switch name {
        case "\(type.0)/\(type.1)": 3
        case "\(type.0)/*": 2
        case "*/*": 1
        default: 0
        }
      let quality = parts.first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
      if exactness > best.exactness { best = (exactness, quality) }
    }
    return best.quality
  }
}
