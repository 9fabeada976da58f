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

  // To be woken costs a tenth of a millisecond on a virtual machine. Every 2 ms, as it was, that was
  // a third of all that a coordinator did.
  private static let pausesMilliseconds: (first: Int32, longest: Int32) = (1, 20)

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

  /// Takes in all that the worker writes, piece by piece, on a thread of its own.
  ///
  /// - Parameters:
  ///   - process: The worker's process descriptor, valid until this returns. The pieces end with the
  ///     process even if a child of it still holds the pipe; where the kernel has no such descriptors
  ///     it is -1, and they end with the pipe.
  ///   - initial: What the first piece is taken into.
  ///   - take: Takes a piece into what those before it made.
  func read<Taker: Sendable>(
    of process: Int32, into initial: Taker,
    _ take: @escaping @Sendable (inout Taker, [UInt8]) -> Void
  ) async {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [self] in
        var taker = initial
        readAll(of: process) { take(&taker, $0) }
        continuation.resume()
      }
    }
  }

  private func readAll(of process: Int32, _ body: ([UInt8]) -> Void) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var pause = Self.pausesMilliseconds.first
    var watched = [readEnd, process].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while true {
      _ = poll(&watched, 2, -1)
      // Seen before the read: what a dead process has written is all there.
      let isDead = watched[1].revents != 0
      let count = Glibc.read(readEnd, &buffer, buffer.count)
      if count > 0 { body(Array(buffer[..<count])) }
      if count == 0 || isDead && count < buffer.count { return }
      // Its death ends the pause.
      if !isDead { _ = poll(&watched[1], 1, pause) }
      pause = min(2 * pause, Self.pausesMilliseconds.longest)
    }
  }
}
