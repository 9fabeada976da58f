import Foundation
import Glibc

/// The pipe behind a worker's standard output, and the thread that reads it.
///
/// A worker writes a short line for every customer. A reader that waits for each of them in the
/// kernel costs more than the line is worth: writer and reader wake each other thousands of times
/// a second. This one takes what has come, looks away for a moment, and then takes all that has
/// come since. Short runs are not kept waiting: the moments grow from piece to piece.
final class WorkerOutput: Sendable {
  /// The worker's; whoever starts the worker closes it.
  let writeEnd: Int32
  private let readEnd: Int32

  // Awake every 2 ms, a coordinator spent a third of its time in the kernel, on being woken.
  private static let pausesMicroseconds: (first: UInt32, longest: UInt32) = (1_000, 10_000)

  /// Nil where no more files can be opened.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    readEnd = ends[0]
    writeEnd = ends[1]
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(readEnd, F_SETFL, O_NONBLOCK)
  }

  deinit { close(readEnd) }

  /// All that the worker writes, piece by piece.
  ///
  /// - Parameter process: The worker's process descriptor, valid until the pieces end. They end
  ///   with the process even if a child of it still holds the pipe; where the kernel has no such
  ///   descriptors it is -1, and they end with the pipe.
  /// - Returns: Ends when the worker has.
  func pieces(of process: Int32) -> AsyncStream<[UInt8]> {
    let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
    Thread.detachNewThread { [self] in
      readAll(of: process) { continuation.yield($0) }
      continuation.finish()
    }
    return stream
  }

  private func readAll(of process: Int32, _ body: ([UInt8]) -> Void) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var pause = Self.pausesMicroseconds.first
    var watched = [readEnd, process].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while true {
      _ = poll(&watched, 2, -1)
      // Seen before the read: what a dead process has written is all there.
      let isDead = watched[1].revents != 0
      let count = read(readEnd, &buffer, buffer.count)
      if count > 0 { body(Array(buffer[..<count])) }
      if count == 0 || isDead && count < buffer.count { return }
      if isDead { continue }
      usleep(pause)
      pause = min(2 * pause, Self.pausesMicroseconds.longest)
    }
  }
}
