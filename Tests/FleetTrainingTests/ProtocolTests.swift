import Customers
import FileSystem
import FleetTraining
import Forecasting
import ModelRegistry
import SeriesIngest
import Testing

private func trained(_ origin: ModelOrigin = .fitted(nil)) -> TrainedCustomer {
  var customer = TrainedCustomer(
    rows: 365, warnings: ["2 rows \"out\" of order", "tab\tand newline\n", "überall \u{1F600}"],
    accuracy: AccuracyRecord(mase: 0.1 + 0.2, smape: 1e-300, coverage80: nil),
    source: FileIdentity(
      sizeBytes: Int64.max, modifiedNanoseconds: Int64.min, inode: UInt64.max),
    sourceDigest: ContentDigest(high: 1, low: UInt64.max))
  customer.version = "1f3a9c"
  customer.firstTime = -86_400
  customer.lastTime = 1_700_000_000
  customer.origin = origin
  return customer
}

@Test(arguments: [
  WorkerMessage.hello(version: 1), .started(sequence: 0), .started(sequence: 123_456),
  .publishing, .outcomes([]), .failed("cannot write /a\\b: \"full\""),
  .outcomes([
    CustomerResult(durationMicroseconds: 212, ending: .trained(trained())),
    CustomerResult(durationMicroseconds: 2, ending: .trained(trained(.fitted(.correction)))),
    CustomerResult(durationMicroseconds: 3, ending: .trained(trained(.updated))),
    CustomerResult(durationMicroseconds: 1, ending: .adopted(trained())),
    CustomerResult(durationMicroseconds: 1, ending: .unchanged(trained())),
    CustomerResult(
      durationMicroseconds: 0,
      ending: .failed(CustomerFailure(reason: "empty", message: "a.csv: line 1: \u{1}"))),
  ]),
])
func `a worker's message reads back equal from its line`(message: WorkerMessage) throws {
  let line = message.line

  #expect(line.last == 0x0A)
  #expect(line.dropLast().allSatisfy { $0 >= 0x20 })
  #expect(try WorkerMessage(line: line.dropLast()) == message)
}

@Test func `accuracy that is no number is told as unknown`() throws {
  var customer = trained()
  customer.accuracy = AccuracyRecord(mase: .nan, smape: .infinity, coverage80: 0.8)
  let message = WorkerMessage.outcomes([
    CustomerResult(durationMicroseconds: 1, ending: .trained(customer))
  ])

  guard case .outcomes(let results) = try WorkerMessage(line: message.line.dropLast()),
    case .trained(let read) = results[0].ending
  else {
    Issue.record("not an outcome")
    return
  }
  #expect(read.accuracy == AccuracyRecord(coverage80: 0.8))
}

@Test func `a coordinator's message reads back equal from its line`() throws {
  let customers = try ["a", "B.2-x_", "z"].map { try CustomerID($0) }

  for message in [CoordinatorMessage.batch(customers), .batch([]), .settle, .stop] {
    #expect(try CoordinatorMessage(line: message.line.dropLast()) == message)
  }
}

@Test func `a configuration reads back equal from its line, features and all`() throws {
  var specification = ModelSpec()
  specification.customSeasonalities = [
    try CustomSeasonality(
      name: "summer \"week\"", period: 7, fourierOrder: 3, conditionName: "überall")
  ]
  specification.holidays = try (0..<10_000).map {
    try Holiday(name: "h\($0)", day: $0, lowerWindow: -1, upperWindow: 2, priorScale: 0.1 + 0.2)
  }
  specification.regressors = [try Regressor(name: "price", standardization: .off)]
  specification.changepoints = try Changepoints(dates: [1_677_628_800])
  specification.intervalWidth = 0.9
  let configuration = WorkerConfiguration(
    folders: WorkerFolders(
      data: "/d", future: "/f", artifacts: "/a", temporary: "/t", lock: "/l"),
    model: ModelRules(specification: specification, digest: String(repeating: "0", count: 32)),
    reading: ReadingRules(ReadingOptions()), runStartedNanoseconds: 1, batch: BatchLimits())

  let line = CoordinatorMessage.configure(configuration).line

  #expect(try CoordinatorMessage(line: line.dropLast()) == .configure(configuration))
  // A worker takes lines of 16 MiB; ten thousand holidays are the most there can be.
  #expect(line.count < 2 << 20)
}

@Test(arguments: [
  "", "x", "{", "{}", "{\"started\":}", "{\"started\":1", "{\"started\":1}x", "{\"started\":-}",
  "{\"started\":99999999999999999999}", "{\"hello\":\"1\"}", "{\"nothing\":1}",
  "{\"failed\":\"\\x\"}", "{\"failed\":\"\\u12\"}", "{\"failed\":\"open", "{\"outcomes\":[[]]}",
  "{\"outcomes\":[[\"trained\",1]]}", "{\"publishing\":false}", "\u{0}\u{1}",
])
func `what is no message is refused`(line: String) {
  #expect(throws: ProtocolError.self) { try WorkerMessage(line: Array(line.utf8)[...]) }
}

@Test(arguments: ["{\"batch\":[\"../x\"]}", "{\"batch\":[1]}", "{\"configure\":{}}", "{\"x\":1}"])
func `what no coordinator says is refused`(line: String) {
  #expect(throws: ProtocolError.self) { try CoordinatorMessage(line: Array(line.utf8)[...]) }
}

@Test func `a refusal shows the line without what could steer a terminal`() {
  let line = Array("\u{1B}[31mSegmentation fault".utf8)

  let error = #expect(throws: ProtocolError.self) { try WorkerMessage(line: line[...]) }

  #expect(error?.description.contains("\\u{1B}[31mSegmentation fault") == true)
}
