import ModelRegistry

/// What became of a run's customers, in words.
enum CountsText {
  /// `3 customers trained`; of a night `950 customers updated, 3 fitted, 47 unchanged`.
  ///
  /// - Parameters:
  ///   - run: Of which kind it was decides about the words.
  ///   - noun: What is counted, said of the first number; nil where that has been said.
  /// - Returns: The numbers with their words, between commas.
  static func of(_ run: RunRecord, counted noun: String? = nil) -> String {
    let counts = run.counts
    let fitted = counts.trained + counts.adopted
    var parts: [(Int, String)]
    switch run.kind {
    case .train: parts = [(fitted, "trained")]
    case .retrain:
      parts = [(counts.updated, "updated"), (fitted, "fitted"), (counts.unchanged, "unchanged")]
      if counts.kept > 0 { parts.insert((counts.kept, "kept"), at: 2) }
    case .rollback: parts = [(counts.placed, "put in place or taken away")]
    case .promote: parts = [(counts.placed, "put in place")]
    }
    return parts.enumerated().map { index, part in
      let number =
        index == 0 ? noun.map { NumberText.counted(part.0, $0) } : nil
      return "\(number ?? NumberText.grouped(part.0)) \(part.1)"
    }.joined(separator: ", ")
  }

  /// `12 frame_outgrown, 3 new`.
  static func of(_ reasons: [FitReasonCount]) -> String {
    reasons.map { "\(NumberText.grouped($0.customers)) \($0.reason)" }.joined(separator: ", ")
  }
}
