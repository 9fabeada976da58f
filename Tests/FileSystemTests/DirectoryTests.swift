import FileSystem
import Foundation
import TestFolders
import Testing

@Test func `a folder is created with those above it`() throws {
  let folder = try TemporaryFolder()

  try Directory(folder.path("a/b/c")).create()
  try Directory(folder.path("a/b/c/")).create()

  #expect(try folder.names(in: "a/b") == ["c"])
}

@Test func `a file in the way of a folder is told`() throws {
  let folder = try TemporaryFolder()
  try folder.write("", to: "x")

  for path in ["x", "x/y"] {
    let error = #expect(throws: FileSystemError.self) {
      try Directory(folder.path(path)).create()
    }
    #expect(error?.code == ENOTDIR)
    #expect(error?.operation == .create)
  }
}

@Test func `every name is listed as bytes`() throws {
  let folder = try TemporaryFolder()
  for name in ["a", ".hidden", "..x", "sub"] { try folder.write("", to: name) }
  let latin1: [CChar] =
    (folder.path + "/caf").utf8CString.dropLast() + [CChar(bitPattern: 0xE9), 0]
  close(creat(latin1, 0o600))
  var names: [[UInt8]] = []

  try Directory(folder.path).forEachName { name in names.append(name.indices.map { name[$0] }) }

  let expected =
    ["a", ".hidden", "..x", "sub"].map { Array($0.utf8) } + [[0x63, 0x61, 0x66, 0xE9]]
  #expect(Set(names) == Set(expected))
  #expect(names.count == expected.count)
}

@Test func `a missing folder cannot be listed`() throws {
  let error = #expect(throws: FileSystemError.self) {
    try Directory("/nonexistent/folder").forEachName { _ in }
  }

  #expect(error == FileSystemError(.list, path: "/nonexistent/folder", code: ENOENT))
  #expect(error?.isMissing == true)
}

@Test func `a tree is removed, links in it are not followed`() throws {
  let folder = try TemporaryFolder()
  try folder.makeFolder("keep")
  try folder.write("1", to: "keep/file")
  try folder.makeFolder("tree/a/b")
  try folder.write("2", to: "tree/a/file")
  #expect(symlink(folder.path("keep"), folder.path("tree/a/link")) == 0)

  try Directory(folder.path("tree")).removeTree()
  try Directory(folder.path("tree")).removeTree()

  #expect(try folder.names() == ["keep"])
  #expect(try folder.names(in: "keep") == ["file"])
}

@Test func `a file is replaced as a whole`() throws {
  let folder = try TemporaryFolder()
  try folder.write("old", to: "x")

  let file = try AtomicFile(folder.path("x"))
  try file.write(Array("ne".utf8))
  let before = try folder.text(of: "x")
  try file.write(Array("w".utf8))
  try file.commit()

  #expect(before == "old")
  #expect(try folder.text(of: "x") == "new")
  #expect(try folder.names() == ["x"])
}

@Test func `a file that cannot be replaced leaves no temporary one`() throws {
  let folder = try TemporaryFolder()
  try folder.makeFolder("x/y")

  let error = #expect(throws: FileSystemError.self) {
    let file = try AtomicFile(folder.path("x"))
    try file.write([1])
    try file.commit()
  }

  #expect(error?.operation == .rename)
  #expect(try folder.names() == ["x"])
}

@Test(arguments: [
  (
    ENOSPC,
    "cannot write a\\nb: No space left on device; free space there, then run the same command again"
  ),
  (
    EACCES,
    "cannot write a\\nb: Permission denied; check who owns it and its folder, and their permissions"
  ),
  (ENOENT, "cannot write a\\nb: No such file or directory"),
])
func `an error says what, where and what to do`(code: Int32, sentence: String) {
  #expect(FileSystemError(.write, path: "a\nb", code: code).description == sentence)
}
