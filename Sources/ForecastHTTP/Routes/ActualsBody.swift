import ActualsSpool
import Customers
import Forecasting
import JSONCoding

/// How actuals are sent, by content type.
enum ActualsBody: String, CaseIterable {
  /// `{"actuals":[{"customer":"8","timestamp":"2024-03-01","value":587.4},…]}`
  case json = "application/json"
  /// One such object a line.
  case lines = "application/x-ndjson"

  /// All actuals of a body, or none.
  ///
  /// - Parameter body: UTF-8.
  /// - Returns: In their order.
  /// - Throws: The problem of the first that is none.
  func actuals(in body: [UInt8]) throws(Problem) -> [Actual] {
    switch self {
    case .json:
      let document: Document = try Self.decoded(body, at: nil)
      // As the decoder names places, from 0.
      return try document.actuals.enumerated().map { place, row throws(Problem) in
        try row.actual(at: "actuals.[\(place)]")
      }
    case .lines:
      var actuals: [Actual] = []
      let lines = body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for (number, line) in zip(1..., lines) where !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) {
        let row: Row = try Self.decoded(Array(line), at: "line \(number)")
        actuals.append(try row.actual(at: "line \(number)"))
      }
      return actuals
    }
  }

  private struct Document: Decodable {
    let actuals: [Row]
  }

  private struct Row: Decodable {
    let customer: String
    let timestamp: String
    let value: Double

    func actual(at place: String) throws(Problem) -> Actual {
      let customer: CustomerID
      do throws(CustomerIDError) {
        customer = try CustomerID(self.customer)
      } catch {
        throw Problem(kind: .badBody, detail: "\(place): \(error)")
      }
      guard let timestamp = TimestampText.parse(timestamp) else {
        throw Problem(
          kind: .badBody,
          detail: "\(place): 'timestamp' must be a date such as 2024-03-01 or a time such as"
            + " 2024-03-01T10:00:00")
      }
      guard value.isFinite else {
        throw Problem(kind: .badBody, detail: "\(place): 'value' must be a finite number")
      }
      return Actual(customer: customer, timestamp: timestamp, value: value)
    }
  }

  private static func decoded<Value: Decodable>(
    _ text: [UInt8], at place: String?
  ) throws(Problem) -> Value {
    do {
      return try JSONTextDecoder().decode(Value.self, from: text)
    } catch {
      let prefix = place.map { "\($0): " } ?? ""
      throw Problem(
        kind: .badBody,
        detail: "\(prefix)expected 'customer' and 'timestamp' as text and 'value' as a number"
          + " (\(error))")
    }
  }
}
