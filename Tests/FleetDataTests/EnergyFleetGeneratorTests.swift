import Customers
import FileSystem
import FleetData
import Forecasting
import Foundation
import SeriesIngest
import TestFolders
import Testing

private func generator(
  customers: Int = 20, _ change: (inout EnergyFleetOptions) -> Void = { _ in }
) throws -> EnergyFleetGenerator {
  var options = EnergyFleetOptions(customers: customers)
  change(&options)
  return try EnergyFleetGenerator(options)
}

@Test func `a fleet is a data folder of customers from 1 on`() throws {
  let folder = try TemporaryFolder()

  try generator(customers: 12).write(to: folder.path("data"))

  let listing = try DataFolder(path: folder.path("data")).list()
  #expect(Set(listing.customers.map(\.text)) == Set((1...12).map(String.init)))
  var reader = SeriesFileReader()
  let reading = try reader.read(try CustomerID("7"), in: folder.path("data"))
  #expect(reading.series.count == 365)
  #expect(reading.series.timestamps.first == 1_640_995_200)
  #expect(reading.series.timestamps.last == 1_672_444_800)
  #expect(reading.warnings.isEmpty)
}

@Test func `a file has the sample's columns and six decimals`() throws {
  let bytes = try generator().file(ofCustomer: 3)

  let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  #expect(lines.count == 366)
  #expect(lines[0] == "customer_id,timestamp,consumption")
  #expect(lines[1].wholeMatch(of: /3,2022-01-01,\d+\.\d{6}/) != nil)
  #expect(lines[365].hasPrefix("3,2022-12-31,"))
}

@Test func `the same call gives the same bytes`() throws {
  // Of this first version: whoever changes the numbers changes everybody's fleets.
  let digest = ContentDigest(of: try generator().file(ofCustomer: 1))

  #expect(ContentDigest(of: try generator().file(ofCustomer: 1)) == digest)
  #expect(digest.hexadecimal == "1a1ffdbc066b32edbedb805d18794482")
}

@Test func `a customer's numbers depend on the seed and the customer alone`() throws {
  let file = try generator(customers: 20).file(ofCustomer: 5)

  #expect(try generator(customers: 1_000).file(ofCustomer: 5) == file)
  #expect(try generator().file(ofCustomer: 6) != file)
  #expect(try generator { $0.seed = 2 }.file(ofCustomer: 5) != file)
}

@Test func `a longer fleet begins with the shorter one`() throws {
  let short = try generator { $0.days = 100 }.file(ofCustomer: 2)
  let long = try generator { $0.days = 200 }.file(ofCustomer: 2)

  #expect(long.starts(with: short))
}

@Test func `without noise and week it is the sample's sine`() throws {
  let fleet = try generator(customers: 500) {
    $0.noise = 0
    $0.weeklyAmplitude = 0
  }

  for customer in 1...500 {
    let values = fleet.values(ofCustomer: customer)
    let baseline = values[0]
    let amplitude = (values[91] - baseline) / sin(2 * .pi * 91 / 365)
    #expect((500..<1_000).contains(baseline))
    #expect((100..<200.000001).contains(amplitude))
    for day in [1, 50, 200, 364] {
      let expected = baseline + amplitude * sin(2 * .pi * Double(day) / 365)
      // Rounding of one division and one multiplication.
      #expect(abs(values[day] - expected) < 1e-9)
    }
  }
}

@Test func `baselines and noise spread as they were drawn`() throws {
  let fleet = try generator(customers: 2_000) {
    $0.days = 200
    $0.weeklyAmplitude = 0
  }
  let quiet = try generator(customers: 2_000) {
    $0.days = 200
    $0.weeklyAmplitude = 0
    $0.noise = 0
  }
  var sum = 0.0
  var squares = 0.0
  var baselines = 0.0

  for customer in 1...2_000 {
    let pairs = zip(fleet.values(ofCustomer: customer), quiet.values(ofCustomer: customer))
    for (noisy, exact) in pairs {
      sum += noisy / exact - 1
      squares += (noisy / exact - 1) * (noisy / exact - 1)
    }
    baselines += quiet.values(ofCustomer: customer)[0]
  }

  // Five standard errors: 400,000 draws of noise, 2,000 baselines of deviation 144.
  #expect(abs(sum / 400_000) < 5 * 0.02 / 400_000.0.squareRoot())
  #expect(abs((squares / 400_000).squareRoot() - 0.02) < 5 * 0.02 / 800_000.0.squareRoot())
  #expect(abs(baselines / 2_000 - 750) < 5 * 144 / 2_000.0.squareRoot())
}

@Test func `a week has the shape that was asked for`() throws {
  let fleet = try generator {
    $0.noise = 0
    $0.weeklyAmplitude = 0.5
  }
  let flat = try generator {
    $0.noise = 0
    $0.weeklyAmplitude = 0
  }

  let ratios = zip(fleet.values(ofCustomer: 1), flat.values(ofCustomer: 1)).map { $0 / $1 }

  // 2022-01-01 was a Saturday.
  let expected = [0.6, 0.5, 1.15, 1.2, 1.2, 1.2, 1.15]
  for (ratio, shape) in zip(ratios, expected) { #expect(abs(ratio - shape) < 1e-12) }
}

@Test func `an hourly fleet has a day's shape and its times`() throws {
  let fleet = try generator {
    $0.step = .hour
    $0.days = 28
  }

  let values = fleet.values(ofCustomer: 4)
  let lines = String(decoding: fleet.file(ofCustomer: 4), as: UTF8.self).split(separator: "\n")

  #expect(values.count == 28 * 24)
  #expect(lines[2].hasPrefix("4,2022-01-01T01:00:00,"))
  let means: [Double] = (0..<24).map { hour in
    let ofHour = stride(from: hour, to: values.count, by: 24).map { values[$0] }
    return ofHour.reduce(0, +) / 28
  }
  #expect((means.max() ?? 0) > 1.1 * (means.min() ?? 0))
}

@Test func `a trend and another start are as they were asked for`() throws {
  let fleet = try generator {
    $0.days = 731
    $0.noise = 0
    $0.weeklyAmplitude = 0
    $0.yearlyTrend = 0.5
    $0.start = CivilDate(daysSince1970: 19_782)
  }

  let values = fleet.values(ofCustomer: 1)
  let lines = String(decoding: fleet.file(ofCustomer: 1), as: UTF8.self).split(separator: "\n")

  #expect(abs(values[365] / values[0] - 1.5) < 1e-9)
  #expect(abs(values[730] / values[0] - 2) < 1e-9)
  #expect(lines[1].hasPrefix("1,2024-02-29,"))
}

@Test func `options out of their range are refused by name`() {
  #expect(
    throws: FleetDataError.outOfRange(
      name: "customers", value: "0", lowest: "1", highest: "100000000")
  ) {
    try generator(customers: 0)
  }
  #expect(throws: FleetDataError.self) { try generator { $0.days = 0 } }
  #expect(throws: FleetDataError.self) { try generator { $0.noise = .nan } }
  #expect(throws: FleetDataError.self) { try generator { $0.weeklyAmplitude = -0.1 } }
  #expect(throws: FleetDataError.self) { try generator { $0.yearlyTrend = .infinity } }
}

@Test func `a folder of customers is not written to unless forced`() throws {
  let folder = try TemporaryFolder()
  try folder.write("mine", to: "1.csv")
  try folder.write("mine", to: "other.csv.gz")

  let error = #expect(throws: FleetDataError.self) {
    try generator(customers: 2).write(to: folder.path)
  }
  #expect(error?.description.contains("--force") == true)
  #expect(try folder.text(of: "1.csv") == "mine")

  var written: [Int] = []
  try generator(customers: 2).write(to: folder.path, force: true) { written.append($0) }
  #expect(written == [1, 2])
  #expect(try folder.names() == ["1.csv", "2.csv", "other.csv.gz"])
  #expect(try folder.text(of: "1.csv") != "mine")
}

@Test func `other files in the folder are no hindrance`() throws {
  let folder = try TemporaryFolder()
  try folder.write("read me", to: "README.md")

  try generator(customers: 1).write(to: folder.path)

  #expect(try folder.names() == ["1.csv", "README.md"])
}
