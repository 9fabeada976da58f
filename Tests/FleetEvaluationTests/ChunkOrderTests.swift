import Testing

@testable import FleetEvaluation

struct ChunkOrderTests {
  @Test func `chunks are told in their order, whoever is done first`() {
    var order = ChunkOrder(chunks: 3, workers: 2, window: 4)

    let first = order.assignments()
    let early = order.finish(chunk(1), by: 1)
    let second = order.assignments()
    let late = order.finish(chunk(0), by: 0)
    let last = order.finish(chunk(2), by: 1)

    #expect(first.map(\.chunk) == [0, 1])
    #expect(first.map(\.worker) == [0, 1])
    #expect(early.isEmpty)
    #expect(second == [.init(worker: 1, chunk: 2)])
    #expect(late.map(\.number) == [0, 1])
    #expect(last.map(\.number) == [2])
    #expect(order.isComplete)
  }

  @Test func `no worker is further ahead of the slowest than the window`() {
    var order = ChunkOrder(chunks: 10, workers: 2, window: 3)

    _ = order.assignments()
    _ = order.finish(chunk(1), by: 1)
    _ = order.assignments()
    _ = order.finish(chunk(2), by: 1)
    let beyond = order.assignments()
    _ = order.finish(chunk(0), by: 0)
    let freed = order.assignments()

    #expect(beyond.isEmpty)
    #expect(freed.map(\.chunk) == [3, 4])
  }

  @Test func `nothing is complete at once`() {
    #expect(ChunkOrder(chunks: 0, workers: 1, window: 1).isComplete)
  }

  private func chunk(_ number: Int) -> OpenChunk { OpenChunk(number: number, customers: []) }
}
