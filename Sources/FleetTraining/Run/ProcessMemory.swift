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
    let file = open("/proc/\(process)/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = read(file, &buffer, buffer.count)
    guard count > 0 else { return nil }
    let fields = buffer[..<count].split(separator: UInt8(ascii: " "), maxSplits: 3)
      .prefix(3).compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard fields.count == 3 else { return nil }
    return (fields[1] - fields[2]) * sysconf(Int32(_SC_PAGESIZE))
  }
}
