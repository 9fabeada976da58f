import Foundation
import Glibc

/// The two pipes between a worker and its coordinator, and the worker's manners as a process.
struct WorkerPipes {
  private let input: Int32
  let output: Output
  private var splitter = LineSplitter()
  private var messages: [CoordinatorMessage] = []
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  /// Takes over standard input and output.
  ///
  /// Whatever else in this process writes to standard output writes to standard error from now on.
  /// The signals of a Ctrl-C or a service's stop are the coordinator's to answer: it tells its
  /// workers when to end, and they end with it in any case.
  init() {
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { Glibc.signal(signal, SIG_IGN) }
    input = STDIN_FILENO
    output = Output(descriptor: fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3))
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

  /// The next message.
  ///
  /// - Parameter waiting: Whether to wait for one that has not come yet.
  /// - Returns: Nil where none has come and `waiting` is false.
  /// - Throws: `ProtocolError` for a line that is no message.
  mutating func next(waiting: Bool) throws(ProtocolError) -> CoordinatorMessage? {
    while messages.isEmpty, waiting || hasInput {
      let count = read(input, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { _exit(0) }
      var taken: [CoordinatorMessage] = []
      try splitter.append(buffer[..<count]) { line throws(ProtocolError) in
        taken.append(try CoordinatorMessage(line: line))
      }
      messages += taken
    }
    return messages.isEmpty ? nil : messages.removeFirst()
  }

  private var hasInput: Bool {
    var watched = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    return poll(&watched, 1, 0) > 0
  }

  /// Ends the process at once, other threads and all.
  static func exit(_ code: Int32) -> Never { _exit(code) }

  /// What the coordinator reads.
  struct Output {
    fileprivate let descriptor: Int32

    /// Writes a message; without a coordinator to read it, the process ends.
    func send(_ message: WorkerMessage) {
      let line = message.line
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
}
