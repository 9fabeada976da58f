import Glibc
import PrintableText
import Subprocess
import SystemPackage

/// A worker process, from its start to its end, with its pipes.
package struct WorkerProcess<Message: Sendable>: Sendable {
  /// What the coordinator hears of a process, in order; the last is `exited`.
  package enum Report: Sendable {
    /// First of all; the number is the process's as long as it has not exited.
    case spawned(process: Int32)
    case messages([Message], at: ContinuousClock.Instant)
    case garbage(ProtocolError)
    /// With the last words on its standard error.
    case exited(WorkerDeath, lastWords: String)
  }

  /// Makes a message of a line without its newline.
  package typealias Reader = @Sendable (ArraySlice<UInt8>) throws(ProtocolError) -> Message

  private let command: WorkerCommand
  private let read: Reader

  package init(command: WorkerCommand, reading read: @escaping Reader) {
    self.command = command
    self.read = read
  }

  /// Runs the process to its end.
  ///
  /// From then on this program ignores the signal of a broken pipe.
  ///
  /// - Parameters:
  ///   - orders: Lines for its standard input, which is closed where they end.
  ///   - kill: Its first element, if any, kills the process and its children.
  ///   - hear: Gets every report.
  package func run(
    orders: AsyncStream<[UInt8]>, kill: AsyncStream<Void>,
    hear: @escaping @Sendable (Report) -> Void
  ) async {
    // A line written to a worker that has just died must not kill the coordinator.
    signal(SIGPIPE, SIG_IGN)
    guard let output = WorkerOutput() else {
      return hear(.exited(.notStarted("no more files can be opened (ulimit -n)"), lastWords: ""))
    }
    do {
      let result = try await Subprocess.run(
        .path(FilePath(command.executable)), arguments: Arguments(command.arguments),
        environment: .inherit, platformOptions: Self.options, input: .inputWriter,
        output: .fileDescriptor(
          FileDescriptor(rawValue: output.writeEnd), closeAfterSpawningProcess: true),
        error: .sequence
      ) { execution in
        hear(.spawned(process: execution.processIdentifier.value))
        async let lastWords = Self.lastWords(execution.standardError)
        await withTaskGroup(of: Void.self) { group in
          group.addTask { await Self.write(orders, to: execution.standardInputWriter) }
          group.addTask {
            for await _ in kill {
              // It may have ended by itself just now.
              try? execution.send(signal: .kill, toProcessGroup: true)
            }
          }
          await listen(
            to: output, of: execution.processIdentifier.processDescriptor, hear: hear)
          group.cancelAll()
        }
        return await lastWords
      }
      hear(.exited(WorkerDeath(result.terminationStatus), lastWords: result.closureResult))
    } catch {
      hear(.exited(.notStarted("\(error)"), lastWords: ""))
    }
  }

  // A group of its own: a Ctrl-C at the terminal goes to the coordinator alone.
  private static var options: PlatformOptions {
    var options = PlatformOptions()
    options.processGroupID = 0
    return options
  }

  // A worker that does not take its input has died or is about to; its end is reported as such.
  private static func write(
    _ orders: AsyncStream<[UInt8]>, to writer: StandardInputWriter
  ) async {
    do {
      for await line in orders { _ = try await writer.write(line) }
      try await writer.finish()
    } catch {}
  }

  private func listen(
    to output: WorkerOutput, of process: Int32, hear: @escaping @Sendable (Report) -> Void
  ) async {
    // Nil behind what cannot be understood: the worker is killed for it, and what it says until then
    // is of no use.
    await output.read(of: process, into: Optional(LineSplitter())) { [read] splitter, piece in
      let now = ContinuousClock.now
      var messages: [Message] = []
      do throws(ProtocolError) {
        defer { if !messages.isEmpty { hear(.messages(messages, at: now)) } }
        try splitter?.append(piece) { line throws(ProtocolError) in
          messages.append(try read(line))
        }
      } catch {
        splitter = nil
        hear(.garbage(error))
      }
    }
  }

  private static func lastWords(_ output: SubprocessOutputSequence) async -> String {
    var tail: [UInt8] = []
    do {
      for try await buffer in output {
        buffer.withUnsafeBytes { tail.append(contentsOf: $0) }
        tail.removeFirst(max(0, tail.count - 2_048))
      }
    } catch {}  // What has been heard is all there is.
    return String(printable: tail)
  }
}

extension WorkerDeath {
  fileprivate init(_ status: TerminationStatus) {
    switch status {
    case .exited(let code): self = .exit(code: code)
    case .signaled(let number): self = .signal(number)
    }
  }
}
