import ModelRegistry

/// Every customer that failed in a run: read page by page, printed as it is read.
struct FailedCustomers {
  private static let pageSize = 1000
  let registry: Registry
  let run: Int64

  init(_ registry: Registry, run: Int64) {
    self.registry = registry
    self.run = run
  }

  /// One line a customer: `customer  reason  message`, or one JSON object.
  ///
  /// - Returns: Whether there was any.
  func print(json: Bool) throws -> Bool {
    var end: FailurePageEnd?
    var isEmpty = true
    repeat {
      let page = try registry.failedCustomers(of: run, after: end, limit: Self.pageSize)
      for failure in page.customers {
        let line = Line(failure)
        try StandardOutput.write(line: json ? try JSONText.of(line) : line.text)
      }
      end = page.end
      isEmpty = isEmpty && page.customers.isEmpty
    } while end != nil
    return !isEmpty
  }

  private struct Line: Encodable {
    let customer: String
    let reason: String
    let message: String

    init(_ outcome: OutcomeRecord) {
      customer = outcome.customer
      reason = outcome.reason ?? ""
      message = outcome.message ?? ""
    }

    var text: String { "\(customer)\t\(reason)\t\(message)" }
  }
}

/// Every customer of a run whose data were remarkable: read page by page, printed as it is read.
struct WarnedCustomers {
  private static let pageSize = 1000

  let registry: Registry
  let run: Int64

  init(_ registry: Registry, run: Int64) {
    self.registry = registry
    self.run = run
  }

  /// One line a customer and warning: `customer  warning`, or one JSON object a customer.
  ///
  /// - Returns: Whether there was any.
  func print(json: Bool) throws -> Bool {
    var last = ""
    while true {
      let page = try registry.warnedCustomers(of: run, after: last, limit: Self.pageSize)
      for warned in page {
        guard !json else {
          try StandardOutput.write(
            line: try JSONText.of(Line(customer: warned.customer, warnings: warned.warnings)))
          continue
        }
        for warning in warned.warnings {
          try StandardOutput.write(line: "\(warned.customer)\t\(WarningText.sentence(warning))")
        }
      }
      guard page.count == Self.pageSize, let end = page.last else {
        return !last.isEmpty || !page.isEmpty
      }
      last = end.customer
    }
  }

  private struct Line: Encodable {
    let customer: String
    let warnings: [String]
  }
}

/// The customers whose data lag behind the fleet's, the oldest first.
struct StaleCustomers {
  private static let pageSize = 1000

  let registry: Registry
  let seconds: Int64

  init(_ registry: Registry, after seconds: Int64) {
    self.registry = registry
    self.seconds = seconds
  }

  /// One line a customer: `customer  last row`, or one JSON object.
  ///
  /// - Returns: Whether there was any.
  func print(json: Bool) throws -> Bool {
    var last: StaleCustomer?
    var isEmpty = true
    repeat {
      let page = try registry.staleCustomers(
        staleAfter: seconds, after: last, limit: Self.pageSize)
      for stale in page {
        let line = Line(customer: stale.customer, lastTime: InstantText.row(stale.lastTime))
        try StandardOutput.write(
          line: json ? try JSONText.of(line) : "\(line.customer)\t\(line.lastTime)")
      }
      last = page.count == Self.pageSize ? page.last : nil
      isEmpty = isEmpty && page.isEmpty
    } while last != nil
    return !isEmpty
  }

  private struct Line: Encodable {
    let customer: String
    let lastTime: String
  }
}
