import Glibc

/// A status shown again every second until no run is under way.
struct StatusWatch {
  let report: () throws -> StatusReport

  /// On a terminal each showing takes the place of the one before.
  func show(json: Bool) async throws {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    var linesShown = 0
    while true {
      let report = try report()
      let text = json ? try report.json() : report.text()
      if isTerminal, linesShown > 0 {
        // Back to the first line of what was shown, and away with it.
        try StandardOutput.write(Array("\u{1B}[\(linesShown)F\u{1B}[J".utf8))
      }
      try StandardOutput.write(line: text)
      linesShown = rows(of: text)
      guard report.isActive else { return }
      try await Task.sleep(for: .seconds(1))
    }
  }

  /// Rows of the terminal that the text takes, long lines being wrapped.
  private func rows(of text: String) -> Int {
    let width = Terminal.width(of: STDOUT_FILENO) ?? 80
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .reduce(0) { $0 + max(1, ($1.count + width - 1) / width) }
  }
}
