import Foundation
import Glibc
import TestFolders
import Testing

/// A fleet's trouble ends the run, with the code that scripts rely on.
@Suite struct FolderTroubleTests {
  @Test func `a data folder that is missing ends with 2`() throws {
    let folder = try TemporaryFolder()

    let run = try Fleetcast.run("train", "nowhere", in: folder)

    #expect(run.status == 2)
    #expect(run.standardError.contains("nowhere"))
    #expect(!folder.exists("artifacts/.fleetcast/registry.sqlite"))
  }

  @Test func `a data folder without customers ends with 2`() throws {
    let folder = try TemporaryFolder()
    try folder.write("no customer", to: "data/readme.txt")

    let run = try Fleetcast.run("train", "data", in: folder)

    #expect(run.status == 2)
    #expect(run.standardError.contains(".csv"))
  }

  @Test func `a file in place of the data folder ends with 2`() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "data")

    #expect(try Fleetcast.run("train", "data", in: folder).status == 2)
  }

  @Test func `an artifacts folder that cannot be written ends with 1`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 30), to: "data/a.csv")
    try FileManager.default.createDirectory(
      at: folder["models"], withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o555])

    let run = try Fleetcast.run(
      "train", "data", "--artifacts", "models", in: folder, through: asNobody)

    #expect(run.status == 1)
    #expect(run.standardError.contains("models"))
    #expect(run.standardError.contains("ermission denied"))
  }

  @Test(.enabled("a small file system can be mounted") { try canMount() })
  func `a full disk ends with 1, and the same command goes on after room was made`() throws {
    let folder = try TemporaryFolder()
    try Fleetcast.run("generate", "--customers", "400", "--out", "data", in: folder)
    try FileManager.default.createDirectory(
      at: folder["models"], withIntermediateDirectories: false)
    let models = folder.path("models")
    _ = try shell("mount -t tmpfs -o size=1M tmpfs '\(models)'")
    defer { _ = try? shell("umount '\(models)'") }  // nothing to do where it was never mounted

    let full = try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)
    let kept = try folder.names(in: "models").count { $0.hasSuffix(".tar.gz") }
    _ = try shell("mount -o remount,size=64M '\(models)'")
    let again = try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)

    #expect(full.status == 1, "\(full.standardError)")
    #expect(full.standardError.contains("o space left") || full.standardError.contains("disk"))
    #expect(again.status == 0, "\(again.standardError)")
    #expect(kept > 50, "what was finished before the disk was full was thrown away")
    #expect(try folder.names(in: "models").count { $0.hasSuffix(".tar.gz") } == 400)
    #expect(try folder.names(in: "models").count { !$0.hasPrefix(".") } == 400)
  }

  private static func canMount() throws -> Bool {
    let folder = try TemporaryFolder()
    let probe = "mount -t tmpfs tmpfs '\(folder.path(""))' 2>&1 && umount '\(folder.path(""))'"
    return try shell("\(probe) && echo yes || true").contains("yes")
  }

  @Test func `every customer failing ends with 1`() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "data/a.csv")

    #expect(try Fleetcast.run("train", "data", in: folder).status == 1)
  }
}
