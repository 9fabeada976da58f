import JSONCoding

extension JSONWriter {
  /// Writes how many steps of its file a model has yet to learn.
  ///
  /// None: what is in place has learnt them all. Clients have been promised the member.
  mutating func staleSteps() {
    name("stale_steps")
    integer(0)
  }
}
