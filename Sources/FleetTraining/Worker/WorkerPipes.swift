import Foundation
import Glibc

/// The two pipes between a worker and its coordinator, and the worker's manners as a process.
package struct WorkerPipes<Order> {
  private let input: Int32
  package let output: WorkerPipesOutput
  private let read: (ArraySlice<UInt8>) throws(ProtocolError) -> Order
  private var splitter = LineSplitter()
  private var orders: [Order] = []
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  /// Takes over standard input and output.
  ///
  /// Whatever else in this process writes to standard output writes to standard error from now on.
  /// The signals of a Ctrl-C or a service's stop are the coordinator's to answer: it tells its
  /// workers when to end, and they end with it in any case.
  ///
  /// - Parameter read: Makes an order of a line without its newline.
  package init(reading read: @escaping (ArraySlice<UInt8>) throws(ProtocolError) -> Order) {
    self.read = read
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { Glibc.signal(signal, SIG_IGN) }
    input = STDIN_FILENO
    output = WorkerPipesOutput(descriptor: fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3))
    dup2(STDERR_FILENO, STDOUT_FILENO)
    Self.endWithInput(input)
  }

  // The kernel reports the hang-up of a pipe although nothing else is asked for, so the thread
  // sleeps until the coordinator has closed its end or died, and reads nothing.
  private static func endWithInput(_ input: Int32) {
    Thread.detachNewThread {
      while true {
        var watched = pollfd(fd: input, events: 0, revents: 0)
        if poll(&watched, 1, -1) > 0 { _exit(0) }
      }
    }
  }

  /// The next order.
  ///
  /// - Parameter waiting: Whether to wait for one that has not come yet.
  /// - Returns: Nil where none has come and `waiting` is false.
  /// - Throws: `ProtocolError` for a line that is none.
  package mutating func next(waiting: Bool) throws(ProtocolError) -> Order? {
    while orders.isEmpty, waiting || hasInput {
      let count = Glibc.read(input, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { _exit(0) }
      var taken: [Order] = []
      try splitter.append(buffer[..<count]) { line throws(ProtocolError) in
        taken.append(try read(line))
      }
      orders += taken
    }
    return orders.isEmpty ? nil : orders.removeFirst()
  }

  private var hasInput: Bool {
    var watched = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    return poll(&watched, 1, 0) > 0
  }

  /// Ends the process at once with last words, which the coordinator passes on.
  package static func fail(saying words: String) -> Never {
    FileHandle.standardError.write(Data("\(words)\n".utf8))
    exit(1)
  }

  /// Ends the process at once, other threads and all.
  package static func exit(_ code: Int32) -> Never { _exit(code) }
}

/// What the coordinator reads.
package struct WorkerPipesOutput {
  fileprivate let descriptor: Int32

  /// Writes a line, which has its newline; without a coordinator to read it, the process ends.
  package func send(_ line: [UInt8]) {
    var written = 0
    while written < line.count {
      let count = line.withUnsafeBytes { bytes in
        write(descriptor, bytes.baseAddress.map { $0 + written }, line.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { _exit(1) }
      written += count
    }
  }
}
