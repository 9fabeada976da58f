import Customers
import FileSystem
import Forecasting
import Foundation
import ModelArtifacts
import TestArtifacts
import TestFolders
import Testing

struct RoundTripTests {
  @Test(arguments: [
    SamplingInterval.seconds(1), .seconds(900), .seconds(5400), .seconds(43_200), .day, .week,
    .month, .quarter, .year, .irregular(medianSeconds: 95_000),
  ])
  func `a written archive reads back equal`(interval: SamplingInterval) throws {
    let watermark = SourceWatermark(
      byteOffset: 12_345_678_901, digestBefore: ContentDigest(high: .max, low: 1), timestamp: -1)
    let artifact = try sampleArtifact(interval: interval, watermark: watermark)

    let bytes = try encoded(artifact)

    #expect(try ArtifactReader().decode(bytes, of: artifact.manifest.customer) == artifact)
  }

  @Test(arguments: [nil, 7] as [Int64?])
  func `a watermark that knows the content reads back equal`(byteOffset: Int64?) throws {
    let watermark = SourceWatermark(
      byteOffset: byteOffset, digestBefore: ContentDigest(high: 1, low: 2), timestamp: 3,
      content: SourceWatermark.Content(
        digestAfter: ContentDigest(high: 4, low: .max), rowsBefore: .max, firstLine: 5))
    let artifact = try sampleArtifact(watermark: watermark)

    let read = try ArtifactReader().decode(try encoded(artifact), of: artifact.manifest.customer)

    #expect(read.state.watermark == watermark)
  }

  @Test func `a state without watermark reads back without one`() throws {
    let artifact = try sampleArtifact(watermark: nil)

    let read = try ArtifactReader().decode(try encoded(artifact), of: artifact.manifest.customer)

    #expect(read.state.watermark == nil)
    #expect(read == artifact)
  }

  @Test func `the same artifact gives the same bytes, whatever the writer wrote before`() throws {
    let artifact = try sampleArtifact()
    var used = ArtifactWriter()
    _ = try used.encode(try sampleArtifact(of: "another", interval: .month))

    let bytes = try used.encode(artifact)

    #expect(try bytes == encoded(artifact))
  }

  @Test func `the gzip header holds no time and no name`() throws {
    let bytes = try encoded(try sampleArtifact())

    #expect(bytes.prefix(8) == [0x1f, 0x8b, 8, 0, 0, 0, 0, 0])
  }

  @Test func `model and manifest are read without the state`() throws {
    let folder = try TemporaryFolder()
    let artifact = try sampleArtifact()
    try folder.publish(archive(Array(try goodEntries().prefix(2))), of: "8")

    let read = try ArtifactReader().readModel(of: artifact.manifest.customer, in: folder.path)

    #expect(read.manifest == artifact.manifest)
    #expect(read.model == artifact.model)
  }

  @Test func `tar lists the three members in order`() throws {
    let folder = try TemporaryFolder()
    try folder.publish(try sampleArtifact())
    let tar = Process()
    tar.executableURL = URL(filePath: "/usr/bin/env")
    tar.arguments = ["tar", "tzf", "\(folder.path)/8.tar.gz"]
    let output = Pipe()
    tar.standardOutput = output

    try tar.run()
    tar.waitUntilExit()

    let listing = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(listing == "manifest.json\nmodel.json\nstate.bin\n")
    #expect(tar.terminationStatus == 0)
  }

  @Test func `members of another packer are taken, whatever else it packed`() throws {
    var entries = try goodEntries().reversed().map { entry in
      TarEntry(name: "./" + entry.name, content: entry.content)
    }
    entries.insert(TarEntry(name: "code/", type: "5"), at: 0)
    entries.insert(.regular("code/inference.py", "raise SystemExit"), at: 1)

    let read = try ArtifactReader().decode(archive(entries), of: try CustomerID("8"))

    #expect(try read == sampleArtifact())
  }
}
