/// A request that is not read to its end, and what its client is told.
struct UnreadableRequest: Error {
  let problem: Problem
  /// Whether its head was read, so that its route gets the error with the body.
  let hasHead: Bool
}
