import Glibc

/// How much memory a process holds.
///
/// The coordinator looks at its workers from outside, ten times a second. A limit that the kernel
/// enforces (`RLIMIT_AS`) counts addresses, of which Swift's runtime and OpenBLAS reserve far more
/// than they use, and its breach looks to the worker like any failed allocation: a crash without a
/// cause.
enum ProcessMemory {
  /// The bytes in memory that the process shares with nobody.
  ///
  /// - Parameter process: Its number.
  /// - Returns: Nil where there is no such process any more.
  static func ownBytes(of process: Int32) -> Int? {
    // Fields: size, resident, shared, in pages (proc(5)).
    guard let text = bytes(of: "statm", process) else { return nil }
    let fields = String(decoding: text, as: UTF8.self).split(separator: " ", maxSplits: 3).prefix(3)
      .compactMap { Int($0) }
    guard fields.count == 3 else { return nil }
    return (fields[1] - fields[2]) * sysconf(Int32(_SC_PAGESIZE))
  }

  /// The most bytes that the process has held in memory so far, those it shares included.
  ///
  /// What `getrusage` says of ended children counts the memory of this process as well, as it was
  /// when they were started.
  ///
  /// - Parameter process: Its number.
  /// - Returns: Nil where there is no such process any more.
  static func peakBytes(of process: Int32) -> Int? {
    guard let text = bytes(of: "status", process) else { return nil }
    let line = text.split(separator: UInt8(ascii: "\n")).first { $0.starts(with: "VmHWM:".utf8) }
    let digits = line?.filter { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ?? []
    return Int(String(decoding: digits, as: UTF8.self)).map { $0 * 1024 }
  }

  private static func bytes(of name: String, _ process: Int32) -> ArraySlice<UInt8>? {
    let file = open("/proc/\(process)/\(name)", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(file, &buffer, buffer.count)
    return count > 0 ? buffer[..<count] : nil
  }
}
