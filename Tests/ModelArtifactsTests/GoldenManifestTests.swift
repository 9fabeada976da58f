import Customers
import FileSystem
import Forecasting
import ModelArtifacts
import TestArtifacts
import TestFolders
import Testing

struct GoldenManifestTests {
  @Test func `manifest.json of format version 1 is read as it was written`() throws {
    let folder = try TemporaryFolder()
    let customer = try CustomerID("8")
    try folder.publish(archive([.regular("manifest.json", manifestText)]), of: "8")

    let manifest = try ArtifactReader().readManifest(of: customer, in: folder.path)

    #expect(manifest.customer == customer)
    #expect(manifest.rows == 358)
    #expect(manifest.firstTime == 1_640_995_200)
    #expect(manifest.lastTime == 1_671_840_000)
    #expect(manifest.interval == .day)
    #expect(manifest.sourceDigest == ContentDigest(high: 1, low: 2))
    #expect(manifest.specificationDigest == ContentDigest(high: .max, low: 10))
    #expect(manifest.accuracy.mase == 0.5)
    #expect(manifest.accuracy.smape == 3.25)
    #expect(manifest.accuracy.coverage80 == 0.75)
  }
}
