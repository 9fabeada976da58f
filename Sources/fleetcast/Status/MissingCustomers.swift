import ModelRegistry

/// Every customer with a model whose file was gone when the last night looked: read page by page,
/// printed as it is read.
struct MissingCustomers {
  private static let pageSize = 1000

  let registry: Registry

  /// One line a customer: `customer  since run  last row`, or one JSON object.
  ///
  /// - Returns: Whether there was any.
  func print(json: Bool) throws -> Bool {
    var last = ""
    while true {
      let page = try registry.missingCustomers(after: last, limit: Self.pageSize)
      for missing in page {
        let line = Line(missing)
        try StandardOutput.write(line: json ? try JSONText.of(line) : line.text)
      }
      guard page.count == Self.pageSize, let end = page.last else {
        return !last.isEmpty || !page.isEmpty
      }
      last = end.customer
    }
  }

  private struct Line: Encodable {
    let customer: String
    /// The first run that found its file gone.
    let sinceRun: Int64
    let since: String
    /// That its model knows.
    let lastTime: String

    init(_ missing: MissingCustomer) {
      customer = missing.customer
      sinceRun = missing.sinceRun
      since = InstantText.utc(milliseconds: missing.sinceMilliseconds)
      lastTime = InstantText.row(missing.lastTime)
    }

    var text: String { "\(customer)\tsince run \(sinceRun), \(since)\tlast row \(lastTime)" }
  }
}
