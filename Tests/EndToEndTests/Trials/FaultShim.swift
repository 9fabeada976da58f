import Foundation
import TestFolders
import Testing

/// The preloaded library of `fault.c`, and what it counted in one run.
final class FaultShim {
  /// Whose calls count.
  enum Role: String, CaseIterable { case coordinator, worker, any }

  enum Action: String {
    /// The call fails; later ones do not.
    case inputOutputError = "EIO"
    /// The call and all later ones fail.
    case noSpace = "ENOSPC"
    /// The caller dies.
    case kill
    /// Every process of the run dies.
    case killAll = "kill-all"
    /// Nothing fails, but workers do not end before `release`.
    case outlive
  }

  /// What is to happen at which call; `call` counts from 1.
  struct Fault {
    var action: Action
    var role = Role.any
    var call: Int
    /// Whether a killing call is carried out first.
    var isAfterwards = false
  }

  private let folder: TemporaryFolder
  private let counter: URL
  private let logFile: URL
  /// Of the process to run.
  let environment: [String: String]

  /// - Parameters:
  ///   - root: Only calls on files below it count.
  ///   - fault: Nil only counts.
  ///   - mark: Writes that hold this and four digits are logged with it; empty: none.
  /// - Throws: Where the library cannot be compiled.
  init(root: String, _ fault: Fault? = nil, marking mark: String = "") throws {
    folder = try TemporaryFolder()
    logFile = folder["log"]
    try Data().write(to: logFile)
    counter = folder["counter"]
    try Data(count: 8 * 4 + 4 * 1000).write(to: counter)
    environment = [
      "LD_PRELOAD": try Self.library.get(), "FAULT_ROOT": root,
      "FAULT_COUNTER": counter.path(percentEncoded: false),
      "FAULT_LOG": logFile.path(percentEncoded: false), "FAULT_MARK": mark,
      "FAULT_RELEASE": folder.path("release"),
      "FAULT_AT": "\(fault?.call ?? 0)", "FAULT_ROLE": (fault?.role ?? .any).rawValue,
      "FAULT_ACTION": fault?.action.rawValue ?? "",
      "FAULT_AFTER": fault?.isAfterwards == true ? "1" : "0",
    ]
  }

  /// Lets the workers go that outlived their coordinator.
  func release() throws { try folder.write("", to: "release") }

  /// Every call below the root, in the order of their beginnings and ends.
  func log() throws -> [LoggedCall] {
    try String(contentsOf: logFile, encoding: .utf8).split(separator: "\n").map {
      try #require(LoggedCall(line: $0), "no line of a log: \($0)")
    }
  }

  func calls(of role: Role) throws -> Int {
    switch role {
    case .coordinator: try number(0)
    case .worker: try number(1)
    case .any: try number(0) + number(1)
    }
  }

  /// Whether the fault happened.
  var hasFired: Bool { get throws { try number(2) != 0 } }

  private func number(_ index: Int) throws -> Int {
    try Data(contentsOf: counter).withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: 8 * index, as: Int.self)
    }
  }

  private static let library = Result { try compile() }

  /// Compiled once for all tests of the process, into a folder that stays until it ends.
  private static func compile() throws -> String {
    let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "fault.c")
    let library = FileManager.default.temporaryDirectory
      .appending(path: "fleetcast-fault-\(ProcessInfo.processInfo.processIdentifier).so")
      .path(percentEncoded: false)
    // Swift's toolchain brings clang.
    _ = try shell(
      "clang -shared -fPIC -O1 -o '\(library)' '\(source.path(percentEncoded: false))' -ldl")
    try #require(FileManager.default.fileExists(atPath: library), "fault.c was not compiled")
    atexit { unlink(FaultShim.libraryPath) }
    return library
  }

  private static var libraryPath: String { (try? library.get()) ?? "" }
}
