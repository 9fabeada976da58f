import Customers
import FileSystem
import Forecasting
import Foundation
import SeriesIngest
import TestFolders
import Testing

@Suite struct FutureReaderTests {
  private let folder: TemporaryFolder
  private let options: ReadingOptions
  private let customer: CustomerID
  private let day: Int64 = 86_400
  private let first: Int64 = 1_704_067_200

  init() throws {
    folder = try TemporaryFolder()
    try folder.makeFolder("data")
    var options = ReadingOptions()
    options.covariateColumns = ["price", "temp"]
    self.options = options
    customer = try CustomerID("x")
  }

  @Test func `one file for all is known to every customer`() throws {
    let text = "temp,ds,note\n5,2024-01-02,x\n,2024-01-01,y\n"
    let path = try folder.write(text, to: "weather.csv")
    var reader = try FutureReader(path: path, options: options)

    let reading = try reader.read(customer)

    #expect(reading.covariates.names == ["temp"])
    #expect(reading.covariates.timestamps == [first, first + day])
    #expect(reading.covariates.columns[0][0].isNaN)
    #expect(reading.covariates.columns[0][1] == 5)
    #expect(reading.digest == ContentDigest(of: Array(text.utf8)))
    #expect(reader.sharedDigest == reading.digest)
    #expect(try reader.read(try CustomerID("other")) == reading)
  }

  @Test(arguments: ["customer", "Customer_ID", "unique_id", "item_id", "id"])
  func `one file for all knows no customers`(column: String) throws {
    let path = try folder.write("\n\(column),ds,price\na,2024-01-01,5\n", to: "long.csv")

    let error = #expect(throws: IngestError.self) { try FutureReader(path: path, options: options) }

    #expect(
      error?.description
        == "\(path): line 2: column '\(column)' tells customers apart, but one file is for all of"
        + " them; what differs by customer belongs in a folder with one <customer>.csv each")
  }

  @Test func `a column that is asked for is no customer's, whatever its name`() throws {
    var options = options
    options.covariateColumns = ["id"]
    let path = try folder.write("ds,ID\n2024-01-01,5\n", to: "f.csv")
    var reader = try FutureReader(path: path, options: options)

    #expect(try reader.read(customer).covariates.columns == [[5]])
  }

  @Test(arguments: [["price"], []])
  func `one file for all has each time once`(columns: [String]) throws {
    var options = options
    options.covariateColumns = columns
    let path = try folder.write(
      "shop,ds,price\na,2024-01-01,5\na,2024-01-02,5\nb,2024-01-01,6\nb,2024-01-02,6\n",
      to: "long.csv")

    let error = #expect(throws: IngestError.self) { try FutureReader(path: path, options: options) }

    #expect(
      error?.description
        == "\(path): 2 rows repeat times, which one file for all customers has once; what differs"
        + " by customer belongs in a folder with one <customer>.csv each")
  }

  @Test func `what was put right in a customer's own file is a warning`() throws {
    try folder.makeFolder("future")
    try folder.write(
      "ds,price,temp\n2024-01-03,5,1\n2024-01-02,4,1\n2024-01-02,3,1\n", to: "future/x.csv")
    try folder.write("ds,y\n2024-01-01,1\n", to: "data/x.csv")
    var future = try FutureReader(path: folder.path("future"), options: options)
    var reader = SeriesFileReader(options: options)

    let reading = try reader.read(
      customer, in: folder.path("data"), beside: try future.read(customer))

    #expect(reading.covariates.columns[0].dropFirst() == [3, 5])
    #expect(
      reading.warnings == [.future(.unsortedRows(count: 2)), .future(.repeatedTimes(count: 1))])
    #expect(reading.warnings.map(\.code) == ["future_unsorted_rows", "future_repeated_times"])
    #expect(
      reading.warnings.first?.description
        == "in the file of the future: 2 rows out of time order, sorted")
  }

  @Test func `a folder has a file a customer, and need not`() throws {
    try folder.makeFolder("future")
    try folder.write("ds,price\n2024-01-01,5\n", to: "future/x.csv")
    var reader = try FutureReader(path: folder.path("future"), options: options)

    #expect(try reader.read(customer).covariates.columns == [[5]])
    #expect(try reader.read(try CustomerID("y")) == .none)
    #expect(reader.sharedDigest == nil)
  }

  @Test func `where there is neither folder nor file, the error says so`() {
    let path = folder.path("nowhere")

    #expect(throws: IngestError.noFuture(path: path)) {
      try FutureReader(path: path, options: options)
    }
  }

  @Test func `a file with none of the columns is an error that names it and the line`() throws {
    let path = try folder.write("ds,wind\n2024-01-01,5\n", to: "weather.csv")

    let error = #expect(throws: IngestError.self) { try FutureReader(path: path, options: options) }

    #expect(
      error?.description
        == "\(path): line 1: no covariate column 'price' in the header 'ds,wind'")
  }

  @Test func `the own file wins, and what it does not know comes from the future`() throws {
    try folder.write("ds,y,price\n2024-01-01,1,10\n2024-01-02,2,\n", to: "data/x.csv")
    let path = try folder.write(
      """
      ds,price,temp
      2023-12-31,1,1
      2024-01-01,99,5
      2024-01-02,11,6
      2024-01-03,12,7

      """, to: "f.csv")
    var future = try FutureReader(path: path, options: options)
    var reader = SeriesFileReader(options: options)

    let reading = try reader.read(
      customer, in: folder.path("data"), beside: try future.read(customer))

    #expect(reading.series.values == [1, 2])
    #expect(reading.covariates.names == ["price", "temp"])
    #expect(reading.covariates.timestamps == [first, first + day, first + 2 * day])
    #expect(reading.covariates.columns == [[10, 11, 12], [5, 6, 7]])
  }

  @Test func `the future's rows fall between those of the file`() throws {
    try folder.write(
      "ds,y,price,temp\n2024-01-01,1,10,1\n2024-01-05,2,50,5\n", to: "data/x.csv")
    let path = try folder.write("ds,price\n2024-01-03,30\n2024-01-06,60\n", to: "f.csv")
    var future = try FutureReader(path: path, options: options)
    var reader = SeriesFileReader(options: options)

    let covariates = try reader.read(
      customer, in: folder.path("data"), beside: try future.read(customer)
    ).covariates

    #expect(covariates.timestamps.map { ($0 - first) / day } == [0, 2, 4, 5])
    #expect(covariates.columns[0] == [10, 30, 50, 60])
    #expect(covariates.columns[1].map(\.isNaN) == [false, true, false, true])
  }

  @Test func `a column that neither file has is missing`() throws {
    try folder.write("ds,y\n2024-01-01,1\n", to: "data/x.csv")
    let path = try folder.write("ds,price\n2024-01-01,30\n", to: "f.csv")
    var future = try FutureReader(path: path, options: options)
    var reader = SeriesFileReader(options: options)
    let known = try future.read(customer)

    let error = #expect(throws: IngestError.self) {
      try reader.read(customer, in: folder.path("data"), beside: known)
    }

    #expect(error?.description.contains("no covariate column 'temp' in the header 'ds,y'") == true)
  }

  @Test func `another future gives another digest`() throws {
    try folder.write("ds,y,price,temp\n2024-01-01,1,2,3\n", to: "data/x.csv")
    var digests: Set<ContentDigest> = []

    for text in [nil, "ds,price\n2024-01-02,30\n", "ds,price\n2024-01-02,31\n"] {
      var known = FutureReading.none
      if let text {
        var future = try FutureReader(
          path: try folder.write(text, to: "f.csv"), options: options)
        known = try future.read(customer)
      }
      var reader = SeriesFileReader(options: options)
      let reading = try reader.read(customer, in: folder.path("data"), beside: known)
      digests.insert(reading.digest)
    }

    #expect(digests.count == 3)
  }
}
