import JSONCoding
import ModelRegistry

// An array, as outcomes are: `docs/worker-protocol.md` has the order.
extension ScoreRecord {
  func append(to writer: inout JSONWriter) {
    writer.array { writer in
      writer.integer(values)
      writer.integer(Int(firstTime))
      writer.integer(Int(lastTime))
      for number in [mae, rmse, bias, coverage80, standardisedError] { writer.number(number) }
      writer.number(mase)
    }
  }

  init(_ reader: inout JSONReader) throws(JSONCodingError) {
    try reader.expect("[")
    let values = try reader.integer()
    try reader.expect(",")
    let first = Int64(try reader.integer())
    try reader.expect(",")
    let last = Int64(try reader.integer())
    guard first <= last else { throw reader.fault("times in order") }
    var numbers: [Double?] = []
    while reader.take(",") { numbers.append(try reader.number()) }
    try reader.expect("]")
    let known = numbers.prefix(5).compactMap(\.self)
    guard numbers.count == 6, known.count == 5 else { throw reader.fault("a score") }
    self.init(
      values: values, times: first...last, mae: known[0], rmse: known[1], bias: known[2],
      mase: numbers[5], coverage80: known[3], standardisedError: known[4])
  }
}
