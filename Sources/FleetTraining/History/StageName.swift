/// The name of a stage: a folder beside the served models into which a run trains.
///
/// `[A-Za-z0-9_][A-Za-z0-9._-]{0,63}`.
public struct StageName: Hashable, Sendable {
  public let text: String

  /// Nil where the text breaks the rule above.
  public init?(_ text: String) {
    guard text.wholeMatch(of: /[A-Za-z0-9_][A-Za-z0-9._\-]{0,63}/) != nil else { return nil }
    self.text = text
  }
}

extension StageName: CustomStringConvertible {
  public var description: String { text }
}
