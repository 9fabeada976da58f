/// How customers' files are to be read.
public struct ReadingOptions: Hashable, Sendable {
  /// The header's name of the time column; the known names when nil.
  public var timeColumn: String?
  /// The header's name of the value column; the known names when nil.
  public var valueColumn: String?
  /// The header's names of the columns to read beside time and value, each once.
  public var covariateColumns: [String] = []
  /// Rows out of order and repeated times are errors.
  public var strict = false
  /// The most bytes of one file, unpacked.
  public var maximumBytes: Int64 = 1 << 30

  /// Whether some customer may have both a `.csv` and a `.csv.gz`, which is a fault; where the folder's
  /// list has shown that none has, the other name need not be looked for beside every file.
  public var mayHaveTwoFiles = true

  public init() {}
}
