import Customers
import FileSystem
import ModelArtifacts
import TestArtifacts
import TestFolders
import Testing

struct ArtifactVersionTests {
  @Test func `the token is sixteen hexadecimal digits`() {
    let version = ArtifactVersion(
      FileIdentity(sizeBytes: 4000, modifiedNanoseconds: 1_700_000_000_123_456_789, inode: 42))

    #expect(version.token.utf8.count == 16)
    #expect(UInt64(version.token, radix: 16) != nil)
  }

  @Test func `size, time and inode each change the token`() {
    let identities = [
      FileIdentity(sizeBytes: 1, modifiedNanoseconds: 1, inode: 1),
      FileIdentity(sizeBytes: 2, modifiedNanoseconds: 1, inode: 1),
      FileIdentity(sizeBytes: 1, modifiedNanoseconds: 2, inode: 1),
      FileIdentity(sizeBytes: 1, modifiedNanoseconds: 1, inode: 2),
    ]

    #expect(Set(identities.map { ArtifactVersion($0) }).count == 4)
  }

  @Test func `what a reader reads has the version that stands there`() throws {
    let folder = try TemporaryFolder()
    let customer = try CustomerID("8")
    let reader = ArtifactReader()
    #expect(try reader.version(of: customer, in: folder.path) == nil)

    try folder.publish(try sampleArtifact())
    let version = try reader.version(of: customer, in: folder.path)

    #expect(version != nil)
    #expect(try reader.readModel(of: customer, in: folder.path).version == version)
  }
}
