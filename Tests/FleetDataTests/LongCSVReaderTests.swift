import Customers
import FleetData
import SeriesIngest
import TestFolders
import Testing

struct LongCSVReaderTests {
  private func rows(_ text: String) throws -> [LongCSVReader.Row] {
    let folder = try TemporaryFolder()
    var rows: [LongCSVReader.Row] = []
    try LongCSVReader().forEachRow(of: .file(path: try folder.write(text, to: "long.csv"))) {
      rows.append($0)
    }
    return rows
  }

  @Test func `rows are whole wherever a piece of the file ends`() throws {
    // Three pieces of 4 MiB, cut in lines and in quotes.
    let count = 500_000
    let text =
      "customer,timestamp,value\n"
      + (0..<count).map { "\"c\($0)\",2024-03-01,\($0)\n" }.joined()

    let rows = try rows(text)

    #expect(text.utf8.count > 12 << 20)
    #expect(rows.count == count)
    #expect(rows.enumerated().allSatisfy { $1.value == Double($0) && $1.customer.text == "c\($0)" })
  }

  @Test func `a bad row far behind is named by its line`() throws {
    let text =
      "customer,timestamp,value\n" + String(repeating: "a,2024-03-01,1\n", count: 400_000)
      + "a,2024-03-01,x\n"

    let error = #expect(throws: FleetDataError.self) { try rows(text) }

    #expect(error?.description.contains("line 400002") == true, "\(String(describing: error))")
  }

  @Test func `columns are found by name, rows without a value are left out`() throws {
    let rows = try rows("ds;unique_id;y\n2024-03-01;b;1.5\n2024-03-02;a;NA\n\n2024-03-02;a;-2\n")

    #expect(rows.map(\.customer.text) == ["b", "a"])
    #expect(rows.map(\.timestamp) == [1_709_251_200, 1_709_337_600])
    #expect(rows.map(\.value) == [1.5, -2])
  }

  @Test func `without a header they are customer, time and value`() throws {
    #expect(try rows("a,2024-03-01T10:00:00Z,1\nb,1709251200,2\n").map(\.value) == [1, 2])
  }

  @Test(arguments: [
    ("customer,timestamp,value\na,2024-03-01,1\n../b,2024-03-01,2\n", "line 3"),
    ("customer,timestamp,value\na,2024-03-01,x\n", "line 2"),
    ("customer,timestamp,value\na,soon,1\n", "line 2"),
    ("customer,timestamp,value\na,2024-03-01\n", "line 2"),
  ])
  func `one bad row refuses the file, named by its line`(text: String, line: String) throws {
    let error = #expect(throws: FleetDataError.self) { try rows(text) }

    #expect(error?.description.contains(line) == true, "\(String(describing: error))")
  }
}
