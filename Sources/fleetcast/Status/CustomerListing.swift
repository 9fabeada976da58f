import ModelRegistry

/// A list of customers, one line or JSON object each: read page by page, printed as it is read.
struct CustomerListing {
  /// What is said where there is none.
  let ifEmpty: String
  private let printed: (_ json: Bool) throws -> Bool

  private static let pageSize = 1000

  /// - Parameters:
  ///   - ifEmpty: What is said where there is none.
  ///   - line: Of a customer.
  ///   - page: The customers after the last one of the page before, at most so many; fewer only on
  ///     the last page.
  init<Record, Line: ListedLine>(
    ifEmpty: String, line: @escaping (Record) -> Line,
    page: @escaping (_ last: Record?, _ limit: Int) throws -> [Record]
  ) {
    self.ifEmpty = ifEmpty
    printed = { json in
      var last: Record?
      var isEmpty = true
      repeat {
        let records = try page(last, Self.pageSize)
        for record in records {
          let line = line(record)
          try StandardOutput.write(line: json ? try JSONText.of(line) : line.text)
        }
        isEmpty = isEmpty && records.isEmpty
        last = records.count == Self.pageSize ? records.last : nil
      } while last != nil
      return !isEmpty
    }
  }

  /// - Returns: Whether there was any.
  func print(json: Bool) throws -> Bool { try printed(json) }
}

/// What is printed of one customer.
protocol ListedLine: Encodable {
  /// Columns between tabs.
  var text: String { get }
}

extension CustomerListing {
  /// Every customer that failed in a run: `customer  reason  message`.
  static func failed(_ registry: Registry, run: Int64) -> CustomerListing {
    CustomerListing(ifEmpty: "no customer failed in run \(run)", line: FailedLine.init) {
      try registry.failedCustomers(of: run, after: $0.map(FailurePageEnd.init), limit: $1).customers
    }
  }

  /// Every customer of a run whose data were remarkable: `customer  warning`, a line a warning.
  static func warned(_ registry: Registry, run: Int64) -> CustomerListing {
    CustomerListing(ifEmpty: "no customer has warnings in run \(run)", line: WarnedLine.init) {
      try registry.warnedCustomers(of: run, after: $0?.customer ?? "", limit: $1)
    }
  }

  /// The customers whose data lag behind the fleet's, the oldest first: `customer  last row`.
  static func stale(_ registry: Registry, after seconds: Int64) -> CustomerListing {
    CustomerListing(ifEmpty: "no customer is stale", line: StaleLine.init) {
      try registry.staleCustomers(staleAfter: seconds, after: $0, limit: $1)
    }
  }

  /// Every customer with a model whose file was gone when the last night looked:
  /// `customer  since run  last row`.
  static func missing(_ registry: Registry) -> CustomerListing {
    CustomerListing(ifEmpty: "no customer is missing", line: MissingLine.init) {
      try registry.missingCustomers(after: $0?.customer ?? "", limit: $1)
    }
  }

  /// Every customer whose errors have left their own limit:
  /// `customer  since  chart  limit  MASE  bias`.
  static func drifted(_ registry: Registry) -> CustomerListing {
    CustomerListing(ifEmpty: "no customer has drifted", line: DriftDocument.init) {
      try registry.driftedCustomers(after: $0?.customer ?? "", limit: $1)
    }
  }
}
