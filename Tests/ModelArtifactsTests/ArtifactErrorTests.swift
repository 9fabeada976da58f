import Customers
import FileSystem
import Foundation
import Glibc
import ModelArtifacts
import TestArtifacts
import TestFolders
import Testing

/// One test for each way in which an archive can be bad.
struct ArtifactErrorTests {
  private let customer: CustomerID
  private let reader = ArtifactReader()

  init() throws {
    customer = try CustomerID("8")
  }

  @Test func `a customer without archive is missing`() throws {
    let folder = try TemporaryFolder()

    #expect(throws: ArtifactError.missing(customer: customer)) {
      try reader.read(customer, in: folder.path)
    }
  }

  @Test func `a folder that is a file cannot be read`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Data([]), to: "file")
    let path = "\(folder.path)/file"

    #expect(
      throws: ArtifactError.unreadable(
        customer: customer,
        cause: FileSystemError(.open, path: "\(path)/8.tar.gz", code: ENOTDIR))
    ) {
      try reader.read(customer, in: path)
    }
  }

  @Test(arguments: ["link", "folder", "pipe"])
  func `only a regular file is opened, and none is waited for`(kind: String) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/8.tar.gz"
    switch kind {
    case "link":
      try folder.write(Data(try encoded(try sampleArtifact())), to: "target")
      try #require(symlink("\(folder.path)/target", path) == 0)
    case "folder": try #require(mkdir(path, 0o755) == 0)
    default: try #require(mkfifo(path, 0o644) == 0)
    }

    #expect(throws: ArtifactError.notARegularFile(customer: customer)) {
      try reader.read(customer, in: folder.path)
    }
    #expect(throws: ArtifactError.notARegularFile(customer: customer)) {
      try reader.version(of: customer, in: folder.path)
    }
  }

  @Test func `a file over a mebibyte is not read`() throws {
    let folder = try TemporaryFolder()
    try folder.publish([UInt8](repeating: 0, count: 1_048_577), of: "8")

    #expect(throws: ArtifactError.tooLarge(customer: customer, limit: .packedBytes)) {
      try reader.read(customer, in: folder.path)
    }
  }

  @Test func `an archive that inflates beyond its ratio is refused`() throws {
    let bomb = archive([TarEntry(name: "x", content: [UInt8](repeating: 0, count: 4 << 20))])

    #expect(throws: ArtifactError.tooLarge(customer: customer, limit: .ratio)) {
      try reader.decode(bomb, of: customer)
    }
  }

  @Test func `an archive that inflates beyond sixteen mebibytes is refused`() throws {
    var random = SystemRandomNumberGenerator()
    let noise = (0..<(100 << 10)).map { _ in UInt8.random(in: 0...255, using: &random) }
    let zeros = [UInt8](repeating: 0, count: 17 << 20)
    let bomb = archive([
      TarEntry(name: "noise", content: noise), TarEntry(name: "x", content: zeros),
    ])

    #expect(throws: ArtifactError.tooLarge(customer: customer, limit: .unpackedBytes)) {
      try reader.decode(bomb, of: customer)
    }
  }

  @Test func `an archive of more than sixty-four members is refused`() throws {
    let crowd = (0..<65).map { TarEntry.regular("code/\($0).py", "") }

    #expect(throws: ArtifactError.tooLarge(customer: customer, limit: .members)) {
      try reader.decode(archive(crowd + goodEntries()), of: customer)
    }
  }

  @Test func `gzip that is cut short, altered or followed by more is damaged`() throws {
    let good = try encoded(try sampleArtifact())
    var altered = good
    altered[good.count / 2] ^= 0x10
    let bad = [
      [], Array(good.dropLast(9)), Array(good.prefix(10)), altered, good + [0], good + good,
    ]

    for bytes in bad {
      #expect(throws: ArtifactError.damagedGzip(customer: customer)) {
        try reader.decode(bytes, of: customer)
      }
    }
  }

  @Test func `gzip around anything but a tar is a damaged tar`() throws {
    let cut = Array(tar(try goodEntries()).prefix(700))
    let noise = Array("no tar at all".utf8)

    for bytes in [cut, noise] {
      let error = #expect(throws: ArtifactError.self) {
        try reader.decode(gzipped(bytes), of: customer)
      }
      #expect(error?.reason == "artifact_damaged_tar")
    }
  }

  @Test(arguments: ArtifactMember.allCases)
  func `a missing member is named`(member: ArtifactMember) throws {
    let entries = try goodEntries().filter { $0.name != member.rawValue }

    #expect(throws: ArtifactError.missingMember(customer: customer, member: member)) {
      try reader.decode(archive(entries), of: customer)
    }
  }

  @Test func `a member that stands twice is refused`() throws {
    let entries = try goodEntries()

    #expect(throws: ArtifactError.duplicateMember(customer: customer, member: .manifest)) {
      try reader.decode(archive([entries[0]] + entries), of: customer)
    }
  }

  @Test(arguments: [
    TarEntry(name: "model.json", type: "2"), TarEntry(name: "model.json", type: "1"),
    TarEntry(name: "console", type: "3"), .regular("/etc/cron.d/x", ""),
    .regular("code/../../x", ""), .regular("..", ""),
  ])
  func `links, devices and names that lead outside are refused`(entry: TarEntry) throws {
    #expect(throws: ArtifactError.unsafeMember(customer: customer, name: entry.name)) {
      try reader.decode(archive([entry] + goodEntries()), of: customer)
    }
  }

  @Test func `an unknown format version is told apart, with the versions that are readable`() throws
  {
    var entries = try goodEntries()
    entries[0] = .regular("manifest.json", #"{"format_version":2,"customer":{}}"#)
    let expected = ArtifactError.unknownVersion(customer: customer, found: 2)

    #expect(throws: expected) { try reader.decode(archive(entries), of: customer) }
    #expect(
      expected.description == "8.tar.gz: has format version 2, but this program reads version 1"
        + " only; use the program that wrote it or train again")
  }

  @Test func `another customer's archive under this name is refused`() throws {
    let other = try CustomerID("9")

    #expect(throws: ArtifactError.wrongCustomer(expected: other, found: customer)) {
      try reader.decode(try encoded(try sampleArtifact()), of: other)
    }
  }

  @Test(arguments: [
    (#"{"#, "no JSON at byte 1: expected a name"),
    (#"{"format_version":1}"#, "customer is missing"),
    (manifestText.replacing(#""8""#, with: #""a/b""#), "customer: 'a/b' is not understood"),
    (manifestText.replacing("P1D", with: "P5D"), "interval: 'P5D'"),
    (manifestText.replacing(":358", with: #":"358""#), "rows: "),
    (manifestText.replacing("00000001", with: "0000001"), "source_digest: "),
  ])
  func `a manifest that does not hold what it should says where`(
    text: String, place: String
  ) throws {
    var entries = try goodEntries()
    entries[0] = .regular("manifest.json", text)

    let error = #expect(throws: ArtifactError.self) {
      try reader.decode(archive(entries), of: customer)
    }

    #expect(error?.reason == "artifact_malformed_manifest")
    #expect(error?.description.contains(place) == true, "\(error?.description ?? "")")
  }

  @Test func `a model that does not hold what it should is malformed`() throws {
    var entries = try goodEntries()
    entries[1] = .regular("model.json", "[]")

    let error = #expect(throws: ArtifactError.self) {
      try reader.decode(archive(entries), of: customer)
    }

    #expect(error?.reason == "artifact_malformed_model")
  }

  @Test(arguments: ["manifest.json", "model.json"])
  func `JSON that is deeper than thirty-two levels is refused`(member: String) throws {
    // Deep enough to end a reader that calls itself for every level.
    let deep = String(repeating: "[", count: 400_000)
    var entries = try goodEntries()
    entries[member == "manifest.json" ? 0 : 1] = .regular(member, "{\"a\":" + deep)
    // Beside noise, so that the limit of the ratio is not what refuses it.
    var random = SystemRandomNumberGenerator()
    let noise = (0..<8192).map { _ in UInt8.random(in: 0...255, using: &random) }

    let error = #expect(throws: ArtifactError.self) {
      try reader.decode(
        archive(entries + [TarEntry(name: "noise", content: noise)]), of: customer)
    }

    #expect(
      error?.description.contains("deeper than 32 levels") == true, "\(String(describing: error))")
  }

  @Test func `a state of another kind, version or length is malformed`() throws {
    let entries = try goodEntries()
    let good = entries[2].content
    var version = good
    version[4] = 9
    let bad = [
      [], Array("GZIP".utf8) + good.dropFirst(4), version, Array(good.dropLast(1)), good + [0],
    ]

    for content in bad {
      let spoilt = Array(entries.prefix(2)) + [TarEntry(name: "state.bin", content: content)]
      let error = #expect(throws: ArtifactError.self) {
        try reader.decode(archive(spoilt), of: customer)
      }
      #expect(error?.reason == "artifact_malformed_state")
    }
  }

  @Test func `control characters of a member's name do not reach the message`() {
    let error = ArtifactError.unsafeMember(customer: customer, name: "/a\u{1b}[31m\n")

    #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 32 })
  }
}
