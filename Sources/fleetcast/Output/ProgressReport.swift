/// How far a run is, told on stderr: a bar on a terminal, else a plain line every few seconds.
struct ProgressReport {
  struct Counts: Hashable {
    var done: Int
    var failed: Int
    var total: Int
    /// Of earlier sessions, among `done`.
    var doneBefore = 0
  }

  private let width: Int?
  private let write: (String) -> Void
  private var lastShown: Double?
  private var barIsOpen = false

  /// - Parameters:
  ///   - width: Columns of the terminal; nil where stderr is none.
  ///   - write: Takes text as it is, without adding a line end.
  init(width: Int?, write: @escaping (String) -> Void) {
    self.width = width
    self.write = write
  }

  /// Shows the counts, where the last showing is long enough ago; `elapsed` is in seconds since the
  /// run began.
  mutating func update(_ counts: Counts, elapsed: Double) {
    let pause = width == nil ? 5.0 : 0.1
    guard elapsed - (lastShown ?? (width == nil ? 0 : -pause)) >= pause else { return }
    lastShown = elapsed
    if let width {
      write("\r" + Self.bar(counts, elapsed: elapsed, width: width))
      barIsOpen = true
    } else {
      write(Self.sentence(counts, elapsed: elapsed) + "\n")
    }
  }

  /// Takes the bar away, so that what follows begins on an empty line.
  mutating func finish() {
    guard barIsOpen else { return }
    write("\r\u{1B}[K")
    barIsOpen = false
  }

  static func sentence(_ counts: Counts, elapsed: Double) -> String {
    let perSecond = elapsed > 0 ? Double(counts.done - counts.doneBefore) / elapsed : 0
    var text = "\(counts.done) of \(counts.total) customers"
    if counts.failed > 0 { text += ", \(counts.failed) failed" }
    text += ", \(Int(perSecond.rounded()))/s"
    if perSecond > 0 {
      let left = Double(counts.total - counts.done) / perSecond
      text += ", \(DurationText.short(seconds: left)) left"
    }
    return text
  }

  static func bar(_ counts: Counts, elapsed: Double, width: Int) -> String {
    let text = sentence(counts, elapsed: elapsed)
    let room = min(30, width - text.count - 4)
    guard room >= 5 else { return String(text.prefix(max(0, width - 1))) + "\u{1B}[K" }
    let share = counts.total > 0 ? Double(counts.done) / Double(counts.total) : 1
    let filled = min(room, Int((share * Double(room)).rounded(.down)))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: room - filled)
    return "\(bar) \(text)\u{1B}[K"
  }
}

/// Lengths of time for people.
enum DurationText {
  /// `340 ms`, `12 s`, `3 min 05 s`, `2 h 10 min`.
  static func short(seconds: Double) -> String {
    if seconds < 1 { return "\(Int((seconds * 1000).rounded())) ms" }
    let whole = Int(seconds.rounded())
    if seconds < 10 { return "\((seconds * 10).rounded() / 10) s" }
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(padded(whole % 60)) s" }
    return "\(whole / 3600) h \(padded(whole / 60 % 60)) min"
  }

  private static func padded(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
