/// How a forecast is sent.
enum ForecastFormat: String, Sendable, CaseIterable {
  case json
  case csv
  case ndjson

  var contentType: String {
    switch self {
    case .json: "application/json"
    case .csv: "text/csv; charset=utf-8"
    case .ndjson: "application/x-ndjson"
    }
  }

  private var mediaType: String {
    switch self {
    case .json: "application/json"
    case .csv: "text/csv"
    case .ndjson: "application/x-ndjson"
    }
  }

  /// What the Accept header asks for: the best of what we have.
  ///
  /// - Parameters:
  ///   - accept: The header's value; nil accepts everything.
  ///   - formats: What there is, the dearest first.
  /// - Returns: The first of the formats that are equally good.
  /// - Throws: The problem 406 where we have nothing that is accepted.
  static func negotiated(
    accept: String?, from formats: [ForecastFormat] = allCases
  ) throws(Problem) -> ForecastFormat {
    guard let accept else { return formats[0] }
    let qualities = formats.map { AcceptedRanges.quality(of: $0.mediaType, in: accept) }
    let best = qualities.max() ?? 0
    guard best > 0, let index = qualities.firstIndex(of: best) else {
      let list = formats.map(\.mediaType).joined(separator: ", ")
      throw Problem(kind: .notAcceptable, detail: "this is sent as \(list); ask for that")
    }
    return formats[index]
  }
}
