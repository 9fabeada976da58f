import Customers
import FileSystem
import ForecastFormats
import Forecasting
import ModelArtifacts
import TestArtifacts
import Testing

struct ForecastDocumentTests {
  private let day: Int64 = 86_400
  private let model: CustomerModel

  init() throws {
    model = try sampleArtifact().model
  }

  @Test func `JSON has the contract's members in the contract's order`() throws {
    let document = try document(
      Forecast(
        timestamps: [0, day], yhat: [576.69, 1e-7],
        intervals: [PredictionInterval(level: 0.8, lower: [564.14, 0], upper: [588.8, 611.88])]))

    let json = String(decoding: document.json(), as: UTF8.self)

    #expect(
      json == """
        {"customer":"8","model":{"version":"\(version.token)","trained_through":"2022-01-30",\
        "interval":"P1D","rows":30,"stale_steps":0},"level":[0.8],\
        "forecast":{"timestamp":["1970-01-01","1970-01-02"],"yhat":[576.69,1e-07],\
        "yhat_lower":[564.14,0.0],"yhat_upper":[588.8,611.88]}}

        """)
  }

  @Test func `several levels carry their percentage in the names`() throws {
    let levels = [0.8, 0.995]
    let document = try document(
      Forecast(
        timestamps: [0], yhat: [1],
        intervals: levels.map { PredictionInterval(level: $0, lower: [0], upper: [2]) }))

    let json = String(decoding: document.json(), as: UTF8.self)
    let csv = String(decoding: document.csv(), as: UTF8.self)

    #expect(json.contains(#""level":[0.8,0.995]"#))
    #expect(json.contains(#""yhat_lower_99.5":[0.0],"yhat_upper_99.5":[2.0]}"#))
    #expect(
      csv == """
        timestamp,yhat,yhat_lower_80,yhat_upper_80,yhat_lower_99.5,yhat_upper_99.5
        1970-01-01,1.0,0.0,2.0,0.0,2.0

        """)
  }

  @Test func `components follow the forecast, and follow as columns in CSV`() throws {
    let document = try document(
      Forecast(
        timestamps: [0], yhat: [3], intervals: [],
        components: [.init(name: "trend", values: [1]), .init(name: "a,\"b", values: [2])]))

    let json = String(decoding: document.json(), as: UTF8.self)
    let csv = String(decoding: document.csv(), as: UTF8.self)

    let start = #","components":{"trend":[1.0],"a,\"b":[2.0]},"explanation":["#
    #expect(json.contains(start + #""The trend is flat."]}"#))
    #expect(csv == "timestamp,yhat,trend,\"a,\"\"b\"\n1970-01-01,3.0,1.0,2.0\n")
  }

  @Test func `one time of day makes all times say theirs`() throws {
    let document = try document(
      Forecast(timestamps: [day, day + 3600], yhat: [1, 2], intervals: []))

    let json = String(decoding: document.json(), as: UTF8.self)

    #expect(json.contains(#"["1970-01-02T00:00:00","1970-01-02T01:00:00"]"#))
  }

  @Test func `what is not finite is null in JSON and empty in CSV`() throws {
    let document = try document(
      Forecast(timestamps: [0, day], yhat: [.nan, .infinity], intervals: []))

    #expect(String(decoding: document.json(), as: UTF8.self).contains(#""yhat":[null,null]"#))
    #expect(
      String(decoding: document.csv(), as: UTF8.self)
        == "timestamp,yhat\n1970-01-01,\n1970-01-02,\n")
  }

  @Test(arguments: [
    0.1, 1.0 / 3, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -0.0, 123_456_789.123_456_78,
  ])
  func `a number reads back as it was`(number: Double) throws {
    let document = try document(Forecast(timestamps: [0], yhat: [number], intervals: []))

    let line = String(decoding: document.csv(), as: UTF8.self).split(separator: "\n")[1]

    #expect(Double(line.split(separator: ",")[1])?.bitPattern == number.bitPattern)
  }

  @Test func `an export has one header and a line for each customer's step`() throws {
    let document = try document(
      Forecast(
        timestamps: [0, day], yhat: [1, 2],
        intervals: [PredictionInterval(level: 0.8, lower: [0, 1], upper: [2, 3])],
        components: [.init(name: "trend", values: [1, 2])]))
    var bytes = ForecastDocument.exportHeader(levels: .standard)

    document.appendExportRows(to: &bytes)

    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        customer,timestamp,yhat,yhat_lower,yhat_upper
        8,1970-01-01,1.0,0.0,2.0
        8,1970-01-02,2.0,1.0,3.0

        """)
  }

  private let version = ArtifactVersion(
    FileIdentity(sizeBytes: 1, modifiedNanoseconds: 2, inode: 3))

  private func document(_ forecast: Forecast) throws -> ForecastDocument {
    ForecastDocument(
      customer: try CustomerID("8"), version: version, model: model, forecast: forecast)
  }
}
