public import Customers
public import SeriesIngest

/// What became of a long file.
public struct SplitReport: Hashable, Sendable {
  /// How many customers' files were written.
  public internal(set) var customers = 0
  /// How many rows they have.
  public internal(set) var rows = 0
  /// How many rows no file could take.
  public internal(set) var rejectedRows = 0
  /// The first of those, at most `rejectionLimit`.
  public private(set) var rejections: [SplitRejection] = []

  public static let rejectionLimit = 20

  init() {}

  mutating func reject(_ rejection: SplitRejection) {
    rejectedRows += 1
    if rejections.count < Self.rejectionLimit { rejections.append(rejection) }
  }
}

/// Why a row of a long file is in no customer's file; lines count from 1.
public enum SplitRejection: Error, Hashable {
  case badCustomer(line: Int, CustomerIDError)
  case wrongColumnCount(line: Int, found: Int, expected: Int)
  /// The time or the value has a line end between its quotes.
  case lineEndInField(line: Int)
  /// The time is none, or the value is no finite number.
  case badField(CSVError)
}

extension SplitRejection: CustomStringConvertible {
  public var description: String {
    switch self {
    case .badCustomer(let line, let error): "line \(line): \(error)"
    case .wrongColumnCount(let line, let found, let expected):
      "line \(line): \(found) columns, expected \(expected) as in the first line"
    case .lineEndInField(let line): "line \(line): a line end in the time or the value"
    case .badField(let error): "\(error)"
    }
  }
}
