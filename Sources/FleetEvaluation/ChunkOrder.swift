/// Which chunk comes next for whom, and whose results can be told in the order of the list.
struct ChunkOrder {
  private let chunks: Int
  /// Chunks that may be handed out before the oldest that is not done.
  private let window: Int
  private var next = 0
  private var told = 0
  private var waiting: [Int: OpenChunk] = [:]
  private var idle: [Int] = []

  struct Assignment: Hashable {
    let worker: Int
    let chunk: Int
  }

  /// - Parameters:
  ///   - chunks: At least 0.
  ///   - workers: At least 1; all are idle.
  ///   - window: At least `workers`.
  init(chunks: Int, workers: Int, window: Int) {
    self.chunks = chunks
    self.window = window
    idle = Array((0..<workers).reversed())
  }

  var isComplete: Bool { told == chunks }

  /// Hands chunks to idle workers, as far as the window allows.
  mutating func assignments() -> [Assignment] {
    var assignments: [Assignment] = []
    while next < min(chunks, told + window), let worker = idle.popLast() {
      assignments.append(Assignment(worker: worker, chunk: next))
      next += 1
    }
    return assignments
  }

  /// Takes a chunk that is done by `worker`: the chunks that can be told now, in order.
  mutating func finish(_ chunk: OpenChunk, by worker: Int) -> [OpenChunk] {
    idle.append(worker)
    waiting[chunk.number] = chunk
    var ready: [OpenChunk] = []
    while let chunk = waiting.removeValue(forKey: told) {
      ready.append(chunk)
      told += 1
    }
    return ready
  }
}
