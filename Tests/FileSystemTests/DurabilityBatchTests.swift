import FileSystem
import Foundation
import TestFolders
import Testing

@Test func `published files are under their names and no temporary file is left`() throws {
  let folder = try TemporaryFolder()
  var batch = try DurabilityBatch(
    directory: folder.path, temporaryDirectory: folder.path("a/tmp"))

  try batch.stage(Array("one".utf8), as: "1.tar.gz")
  try batch.stage(Array("two".utf8), as: "2.tar.gz")
  #expect(try folder.names() == ["a"])
  let published = try batch.publish()
  try batch.settle()

  #expect(published.map(\.name) == ["1.tar.gz", "2.tar.gz"])
  #expect(published.map(\.identity.sizeBytes) == [3, 3])
  #expect(published[0].identity == (try FileIdentity(path: folder.path("1.tar.gz"))))
  #expect(try folder.names() == ["1.tar.gz", "2.tar.gz", "a"])
  #expect(try folder.text(of: "2.tar.gz") == "two")
  #expect(try folder.names(in: "a/tmp").isEmpty)
}

@Test func `a published file replaces the old one`() throws {
  let folder = try TemporaryFolder()
  try folder.write("old", to: "x")
  var batch = try DurabilityBatch(directory: folder.path, temporaryDirectory: folder.path("tmp"))

  try batch.stage(Array("new!".utf8), as: "x")
  #expect(try folder.text(of: "x") == "old")
  _ = try batch.publish()

  #expect(try folder.text(of: "x") == "new!")
}

@Test func `of two files staged under one name the second stands`() throws {
  let folder = try TemporaryFolder()
  var batch = try DurabilityBatch(directory: folder.path, temporaryDirectory: folder.path("tmp"))

  try batch.stage(Array("first".utf8), as: "x")
  try batch.stage(Array("second".utf8), as: "x")
  _ = try batch.publish()

  #expect(try folder.text(of: "x") == "second")
  #expect(try folder.names(in: "tmp").isEmpty)
}

@Test func `what was not published goes with the batch`() throws {
  let folder = try TemporaryFolder()

  do {
    var batch = try DurabilityBatch(directory: folder.path, temporaryDirectory: folder.path("tmp"))
    try batch.stage([1], as: "x")
    #expect(try folder.names(in: "tmp").count == 1)
  }

  #expect(try folder.names(in: "tmp").isEmpty)
  #expect(try folder.names() == ["tmp"])
}

@Test func `a failed rename is told and keeps what was renamed before it`() throws {
  let folder = try TemporaryFolder()
  try folder.makeFolder("taken/inside")
  var batch = try DurabilityBatch(directory: folder.path, temporaryDirectory: folder.path("tmp"))
  try batch.stage([1], as: "first")
  try batch.stage([2], as: "taken")
  try batch.stage([3], as: "third")

  let error = #expect(throws: FileSystemError.self) { try batch.publish() }

  #expect(error?.operation == .rename)
  #expect(error?.path == folder.path("taken"))
  #expect(try folder.names() == ["first", "taken", "tmp"])
  #expect(try folder.names(in: "tmp").count == 2)
}

@Test func `two batches share a temporary folder`() throws {
  let folder = try TemporaryFolder()
  var one = try DurabilityBatch(directory: folder.path, temporaryDirectory: folder.path("tmp"))
  var two = try DurabilityBatch(directory: folder.path, temporaryDirectory: folder.path("tmp"))

  try one.stage([1], as: "x")
  try two.stage([2, 2], as: "y")
  _ = try one.publish()
  _ = try two.publish()

  #expect(try folder.names() == ["tmp", "x", "y"])
}

@Test func `leftovers of a killed process are removed, other files are not`() throws {
  let folder = try TemporaryFolder()
  try folder.makeFolder("tmp/sub.tmp")
  try folder.write("?", to: "tmp/1-x-1.tmp")
  try folder.write("?", to: "tmp/keep")

  #expect(try DurabilityBatch.removeLeftovers(in: folder.path("tmp")) == 1)
  #expect(try folder.names(in: "tmp") == ["keep", "sub.tmp"])
  #expect(try DurabilityBatch.removeLeftovers(in: folder.path("missing")) == 0)
}

@Test(.enabled(if: SmallDisk.isPossible, "mounting a tmpfs needs its privilege"))
func `a full disk is an error and leaves no temporary file`() throws {
  let disk = try SmallDisk()
  let temporaries = Directory(disk.path + "/tmp")
  var batch = try DurabilityBatch(directory: disk.path, temporaryDirectory: temporaries.path)
  try batch.stage([1], as: "fits")

  let error = #expect(throws: FileSystemError.self) {
    try batch.stage([UInt8](repeating: 7, count: 1 << 20), as: "too-large")
  }

  #expect(error?.operation == .write)
  #expect(error?.code == ENOSPC)
  #expect(error?.description.contains("No space left on device; free space there") == true)
  var left = 0
  try temporaries.forEachName { _ in left += 1 }
  #expect(left == 1)
  #expect(try batch.publish().map(\.name) == ["fits"])
}
