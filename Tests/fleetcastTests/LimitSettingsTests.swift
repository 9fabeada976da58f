import ForecastHTTP
import TestFolders
import Testing

@testable import fleetcast

/// The limits of the endpoint as settings.
struct LimitSettingsTests {
  @Test func `what is not set has its documented default`() throws {
    let limits = try configuration([:], nil)

    #expect(limits.maximumBodyBytes == 6 << 20 && limits.maximumBatchBytes == 64 << 20)
    #expect(limits.maximumTotalBodyBytes == 256 << 20)
    let connections = limits.connections
    #expect(connections.maximumConnections == 12_000 && connections.maximumLineBytes == 8 << 10)
    #expect(connections.maximumHeaderBytes == 32 << 10 && connections.maximumHeaders == 100)
    #expect(connections.headTimeout == .seconds(10) && connections.minimumBodyRate == 500)
    #expect(connections.bodyGrace == .seconds(5) && connections.requestTimeout == .seconds(60))
    #expect(connections.writeTimeout == .seconds(30) && connections.idleTimeout == .seconds(75))
  }

  @Test(arguments: [false, true])
  func `each is set by its variable and by its key`(byFile: Bool) throws {
    let values = [
      "max-body-bytes": "1MiB", "max-batch-bytes": "2MiB", "max-total-body-bytes": "13MiB",
      "max-connections": "3",
      "max-line-bytes": "4KiB", "max-header-bytes": "5KiB", "max-headers": "6",
      "head-timeout": "7s", "min-body-rate": "8", "body-grace": "9s", "request-timeout": "10s",
      "write-timeout": "11s", "idle-timeout": "12s",
    ]
    let folder = try TemporaryFolder()
    let lines = values.map { "\($0.key): \($0.value)\n" }.joined()
    let file = byFile ? try folder.write(lines, to: "fleetcast.yaml") : nil
    let variables = Dictionary(
      uniqueKeysWithValues: values.map { (Settings.environmentName(of: $0.key), $0.value) })

    let limits = try configuration(byFile ? [:] : variables, file)

    #expect(limits.maximumBodyBytes == 1 << 20 && limits.maximumBatchBytes == 2 << 20)
    #expect(limits.maximumTotalBodyBytes == 13 << 20)
    var expected = ConnectionLimits()
    expected.maximumConnections = 3
    expected.maximumLineBytes = 4 << 10
    expected.maximumHeaderBytes = 5 << 10
    expected.maximumHeaders = 6
    expected.headTimeout = .seconds(7)
    expected.minimumBodyRate = 8
    expected.bodyGrace = .seconds(9)
    expected.requestTimeout = .seconds(10)
    expected.writeTimeout = .seconds(11)
    expected.idleTimeout = .seconds(12)
    #expect(limits.connections == expected)
  }

  @Test(arguments: [
    ["max-total-body-bytes": "127MiB"], ["max-body-bytes": "3GiB", "max-total-body-bytes": "2GiB"],
    ["max-batch-bytes": "1MiB", "max-total-body-bytes": "5MiB"],
  ])
  func `bodies that could never fit are refused`(values: [String: String]) {
    #expect(throws: SettingsError.self) {
      try configuration(
        Dictionary(
          uniqueKeysWithValues: values.map { (Settings.environmentName(of: $0.key), $0.value) }),
        nil)
    }
  }

  @Test func `where batches may be larger there is room for them`() throws {
    let limits = try configuration(["FLEETCAST_MAX_BATCH_BYTES": "200MiB"], nil)

    #expect(limits.maximumTotalBodyBytes == 400 << 20)
  }

  @Test(arguments: ["head-timeout", "max-headers", "min-body-rate", "max-connections"])
  func `no limit is nothing`(name: String) {
    #expect(throws: SettingsError.self) {
      try configuration([Settings.environmentName(of: name): "0"], nil)
    }
  }

  private func configuration(
    _ environment: [String: String], _ file: String?
  ) throws -> ForecastServerConfiguration {
    let settings = try Settings(
      flags: ["config": file], environment: environment, defaultFileExists: false)
    var configuration = ForecastServerConfiguration()
    try LimitFlags.apply(settings, to: &configuration)
    return configuration
  }
}
