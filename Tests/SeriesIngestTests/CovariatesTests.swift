import Forecasting
import SeriesIngest
import Testing

/// Asks for columns.
private func options(_ columns: String...) -> ReadingOptions {
  var options = ReadingOptions()
  options.covariateColumns = columns
  return options
}

private func read(_ text: String, _ options: ReadingOptions) throws -> SeriesCSVReader.Reading {
  try SeriesCSVReader(options: options).read(text, customer: nil)
}

private let missing = Double.nan

/// NaN equals NaN.
private func isEqual(_ left: [Double], _ right: [Double]) -> Bool {
  left.map { $0.isNaN ? nil : $0 } == right.map { $0.isNaN ? nil : $0 }
}

@Suite struct CovariatesTests {
  @Test func `named columns come beside the series, in the order asked for`() throws {
    let reading = try read(
      "ds,price,y,note,temperature\n2024-01-01,9.5,1,x,-3\n2024-01-02,10,2,y,4.25\n",
      options("temperature", "price"))

    #expect(reading.series.values == [1, 2])
    #expect(reading.covariates.names == ["temperature", "price"])
    #expect(reading.covariates.timestamps == reading.series.timestamps)
    #expect(reading.covariates.columns == [[-3, 4.25], [9.5, 10]])
  }

  @Test func `without columns asked for there are no covariates`() throws {
    let reading = try read("ds,y,price\n2024-01-01,1,5\n", ReadingOptions())

    #expect(reading.covariates == .none)
  }

  @Test(arguments: [
    ("", missing), ("NA", missing), ("NaN", missing), ("null", missing), ("true", 1), ("False", 0),
    ("TRUE", 1), ("1e3", 1000), ("\" 2.5 \"", 2.5), ("-0.5", -0.5),
  ])
  func `a covariate is a number, a condition or missing`(field: String, value: Double) throws {
    let reading = try read("ds,y,c\n2024-01-01,1,\(field)\n", options("c"))

    #expect(isEqual(reading.covariates.columns[0], [value]))
  }

  @Test func `rows without a value keep their covariates, after the last observed one too`() throws
  {
    let reading = try read(
      "ds,y,c\n2024-01-01,1,10\n2024-01-02,,11\n2024-01-03,3,12\n2024-01-04,,13\n",
      options("c"))

    #expect(isEqual(reading.series.values, [1, missing, 3, missing]))
    #expect(reading.covariates.columns == [[10, 11, 12, 13]])
  }

  @Test func `sorting and repeated times treat covariates with their row`() throws {
    let reading = try read(
      """
      ds,y,a,b
      2024-01-03,3,30,300
      2024-01-01,0,0,0
      2024-01-01,1,10,
      2024-01-02,2,20,200
      2024-01-03,4,40,400

      """, options("a", "b"))

    #expect(reading.series.values == [1, 2, 4])
    #expect(reading.covariates.columns[0] == [10, 20, 40])
    #expect(isEqual(reading.covariates.columns[1], [missing, 200, 400]))
  }

  @Test func `of a repeated time in order the last row's covariates count`() throws {
    let reading = try read(
      "ds,y,c\n2024-01-01,1,5\n2024-01-01,2,6\n2024-01-02,3,7\n", options("c"))

    #expect(reading.covariates.columns == [[6, 7]])
  }

  @Test func `an exact name wins over one of other case`() throws {
    let reading = try read("ds,y,TEMP,temp\n2024-01-01,1,5,6\n", options("temp"))

    #expect(reading.covariates.columns == [[6]])
  }

  @Test func `a name is found in another case`() throws {
    let reading = try read("DS,Y,Temp\n2024-01-01,1,5\n", options("temp"))

    #expect(reading.covariates.names == ["temp"])
    #expect(reading.covariates.columns == [[5]])
  }

  @Test func `the first of three columns can be a covariate`() throws {
    let reading = try SeriesCSVReader(options: options("c")).read("c,ds,y\n7,2024-01-01,1\n")

    #expect(reading.covariates.columns == [[7]])
  }

  @Test(arguments: [
    (
      "ds,y\n2024-01-01,1\n",
      CSVError.missingColumn(.covariate, line: 1, named: "c", header: "ds,y")
    ),
    (
      "2024-01-01,1\n",
      .missingColumn(.covariate, line: 1, named: "c", header: "2024-01-01,1")
    ),
    ("ds,y,c\n2024-01-01,1,2\n2024-01-02,1,x\n", .notACovariate(line: 3, column: "c", found: "x")),
    ("ds,y,c\n2024-01-01,1,1e999\n", .infinite(line: 2, column: "c", found: "1e999")),
    ("ds,y,c\n2024-01-01,1,inf\n", .infinite(line: 2, column: "c", found: "inf")),
    (
      "ds,y,C,C\n2024-01-01,1,2,3\n",
      .ambiguousColumn(.covariate, line: 1, candidates: "'C' and 'C'")
    ),
    (
      "ds,y,c\n2024-01-01,1\n", .wrongColumnCount(line: 2, found: 2, expected: .asInFirstLine(3))
    ),
  ])
  func `the faults of covariates`(text: String, expected: CSVError) {
    #expect(error(of: text, options: options("c")) == expected)
    #expect(expected.description.contains("c"))
  }

  @Test func `a column cannot be two things`() {
    #expect(
      error(of: "ds,y\n2024-01-01,1\n", options: options("Y"))
        == .columnUsedTwice(line: 1, column: "y"))
    #expect(
      error(of: "ds,y,c\n2024-01-01,1,1\n", options: options("c", "C"))
        == .columnUsedTwice(line: 1, column: "c"))
  }

  @Test func `a missing column is named with the header`() {
    let error = error(of: "ds,y,price\n2024-01-01,1,1\n", options: options("temperature"))

    #expect(
      error?.description == "line 1: no covariate column 'temperature' in the header 'ds,y,price'")
    #expect(error?.reason == "missing_column")
  }
}
