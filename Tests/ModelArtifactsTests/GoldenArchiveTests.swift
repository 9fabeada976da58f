import Customers
import FileSystem
import Forecasting
import Foundation
import ModelArtifacts
import TestFolders
import Testing

/// Archives that were written once and stay as they are: what this program can read, it must go on
/// reading.
struct GoldenArchiveTests {
  private let artifact: ModelArtifact

  init() throws {
    artifact = try Self.archive("format-1", of: "8")
  }

  private static func archive(_ name: String, of customer: String) throws -> ModelArtifact {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/\(name).tar.gz")
    return try ArtifactReader().decode([UInt8](Data(contentsOf: file)), of: CustomerID(customer))
  }

  @Test func `the manifest of format version 1 is read`() {
    let manifest = artifact.manifest

    #expect(manifest.rows == 800)
    #expect(manifest.firstTime == 1_640_995_200)
    #expect(manifest.lastTime == 1_710_028_800)
    #expect(manifest.interval == .day)
    #expect(
      manifest.sourceDigest
        == ContentDigest(high: 0x0123_4567_89ab_cdef, low: 0xfedc_ba98_7654_3210))
    #expect(manifest.specificationDigest == ContentDigest(high: 1, low: 2))
    #expect(manifest.accuracy.mase == 0.496492687324241)
    #expect(manifest.accuracy.smape == 0.40087163997355396)
    #expect(manifest.accuracy.coverage80 == 0.84375)
  }

  @Test func `the model of format version 1 forecasts what it did`() throws {
    let forecast = try artifact.model.forecast(horizon: 3)
    let interval = try #require(forecast.intervals.first)

    #expect(artifact.model.trainedThrough == artifact.manifest.lastTime)
    #expect(forecast.timestamps == [1_710_115_200, 1_710_201_600, 1_710_288_000])
    expectClose(forecast.yhat, [725.7126107191573, 725.8642180527645, 726.0885203082936])
    expectClose(interval.lower, [720.8338891887723, 720.9854965223795, 721.2097987779086])
    expectClose(interval.upper, [730.5913322495422, 730.7429395831495, 730.9672418386785])
  }

  @Test func `a model whose errors grow with the level forecasts what it did`() throws {
    let forecast = try Self.archive("format-1-level", of: "9").model.forecast(horizon: 3)
    let interval = try #require(forecast.intervals.first)

    expectClose(forecast.yhat, [124.62049655495693, 73.44545928880855, 39.42653137930508])
    expectClose(interval.lower, [105.83659347811982, 62.34143230609625, 33.44439519684251])
    expectClose(interval.upper, [143.40439963179404, 84.54948627152085, 45.40866756176766])
  }

  @Test func `the state of format version 1 is read`() {
    let state = artifact.state

    #expect(state.update.watermarkRow == 400)
    #expect(!state.update.isEmpty)
    #expect(
      state.watermark
        == SourceWatermark(
          byteOffset: 1234, digestBefore: ContentDigest(high: 3, low: 4),
          timestamp: 1_675_555_200))
  }

  @Test func `an outlook of layout 3 of the state scores as its model does`() throws {
    let artifact = try Self.archive("format-1-outlook", of: "10")
    guard case .fitted(let model) = artifact.model else {
      Issue.record("not a fitted model")
      return
    }
    let last = artifact.manifest.lastTime
    let rows = try TimeSeries(
      timestamps: [last + 86_400, last + 2 * 86_400], values: [111, 112.5])

    let score = try #require(model.score(on: rows))
    guard case .score(let found?) = artifact.state.outlook?.score(on: rows) else {
      Issue.record("no score")
      return
    }

    // The archive was written by one family of CPUs, the model is asked by another.
    expectClose([found.measures.mae, found.bias], [score.measures.mae, score.bias])
    #expect(found.values == 2)
  }

  /// Across families of CPUs forecasts agree to 1e-9, relatively.
  private func expectClose(_ found: [Double], _ expected: [Double]) {
    #expect(found.count == expected.count)
    for (found, expected) in zip(found, expected) {
      #expect(abs(found - expected) <= 1e-9 * abs(expected), "\(found), expected \(expected)")
    }
  }
}
