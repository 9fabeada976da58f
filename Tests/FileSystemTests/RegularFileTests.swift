import FileSystem
import Foundation
import TestFolders
import Testing

private func content(of path: String, limit: Int64 = 1 << 30) throws -> [UInt8] {
  var buffer: [UInt8] = []
  let file = try RegularFile(opening: path)
  let count = try file.read(into: &buffer, limit: limit)
  return Array(buffer[..<count])
}

@Test(arguments: [0, 1, 65_535, 65_536, 65_537, 1_000_000])
func `a file is read whole`(size: Int) throws {
  let folder = try TemporaryFolder()
  let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
  let path = try folder.write(Data(bytes), to: "x")

  #expect(try content(of: path) == bytes)
}

@Test func `a buffer is used again without being shrunk`() throws {
  let folder = try TemporaryFolder()
  let long = try folder.write(String(repeating: "a", count: 100_000), to: "long")
  let short = try folder.write("bc", to: "short")
  var buffer: [UInt8] = []

  _ = try RegularFile(opening: long).read(into: &buffer, limit: 1 << 20)
  let size = buffer.count
  let count = try RegularFile(opening: short).read(into: &buffer, limit: 1 << 20)

  #expect(Array(buffer[..<count]) == Array("bc".utf8))
  #expect(buffer.count == size)
}

@Test func `a file without a size in advance is read whole`() throws {
  let bytes = try content(of: "/proc/self/status")

  #expect(String(decoding: bytes, as: UTF8.self).contains("voluntary_ctxt_switches"))
}

@Test func `a file over the limit is refused before it is read`() throws {
  let folder = try TemporaryFolder()
  let path = try folder.write("12345", to: "x")

  #expect(try content(of: path, limit: 5).count == 5)
  #expect(throws: RegularFileError.tooLarge(path: path, sizeBytes: 5, limitBytes: 4)) {
    try content(of: path, limit: 4)
  }
}

@Test func `what is no regular file is named, and nothing blocks`() throws {
  let folder = try TemporaryFolder()
  try folder.makeFolder("d")
  #expect(mkfifo(folder.path("p"), 0o600) == 0)

  #expect(throws: RegularFileError.notRegular(path: folder.path("d"), kind: .directory)) {
    try content(of: folder.path("d"))
  }
  #expect(throws: RegularFileError.notRegular(path: folder.path("p"), kind: .fifo)) {
    try content(of: folder.path("p"))
  }
  #expect(throws: RegularFileError.notRegular(path: "/dev/null", kind: .device)) {
    try content(of: "/dev/null")
  }
}

@Test func `a socket is named`() throws {
  let folder = try TemporaryFolder()
  let path = folder.path("s")
  let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(socket) }
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
  let bound = withUnsafeBytes(of: &address) {
    bind(socket, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t($0.count))
  }
  #expect(bound == 0)

  #expect(throws: RegularFileError.notRegular(path: path, kind: .socket)) {
    try content(of: path)
  }
}

@Test func `nothing there and a link to nothing are missing`() throws {
  let folder = try TemporaryFolder()
  #expect(symlink("nowhere", folder.path("link")) == 0)

  for name in ["absent", "link"] {
    #expect(throws: RegularFileError.missing(path: folder.path(name))) {
      try content(of: folder.path(name))
    }
  }
}

@Test func `a link to a file is read`() throws {
  let folder = try TemporaryFolder()
  try folder.write("abc", to: "x")
  #expect(symlink("x", folder.path("link")) == 0)

  #expect(try content(of: folder.path("link")) == Array("abc".utf8))
}

@Test func `a file that grows shows another identity`() throws {
  let folder = try TemporaryFolder()
  let path = try folder.write("abc", to: "x")
  let file = try RegularFile(opening: path)
  #expect(try file.currentIdentity() == file.identity)

  let handle = try FileHandle(forWritingTo: URL(filePath: path))
  try handle.seekToEnd()
  try handle.write(contentsOf: Data("d".utf8))

  #expect(try file.currentIdentity() != file.identity)
}

@Test func `errors name the path without its control characters`() {
  let error = RegularFileError.notRegular(path: "data/\u{1B}x.csv", kind: .fifo)

  #expect(
    error.description == "data/\\u{1B}x.csv is a named pipe, expected a regular file")
}
