import AccessTokens
import Customers
import ForecastFormats
import HTTPTypes
import Hummingbird
import JSONCoding
import ModelServing
import NIOCore
import Synchronization

/// Many questions, answered in their order, some at a time.
struct ForecastBatch: Sendable {
  /// So many lines are one piece of work while their answers are short.
  private static let mostLines = 64
  /// A piece ends with the line whose answer fills it.
  private static let pieceBytes = 128 << 10
  /// And where it took so long, so that a client has what there is, and one that has gone is noticed.
  private static let pieceTime: Duration = .seconds(1)
  /// Pieces that are begun before it is known how long their answers are.
  private static let firstWidth = 4
  /// Of the answers that are worked out side by side, as far as those before them tell.
  private static let roundBytes = 1 << 20

  let repository: ModelRepository
  let grant: Grant
  let patience: Patience
  let forecasts: ForecastMeter
  let lines: BatchLines
  /// Whether the disk keeps this batch waiting.
  private let stall = Stall()

  init(
    repository: ModelRepository, grant: Grant, patience: Patience, forecasts: ForecastMeter,
    lines: BatchLines
  ) {
    self.repository = repository
    self.grant = grant
    self.patience = patience
    self.forecasts = forecasts
    self.lines = lines
  }

  private struct Piece: Sendable {
    let bytes: ByteBuffer
    /// The first line that is not answered in it.
    let end: Int
  }

  /// Answers every line: some at a time, then these are written, so that a client who reads slowly
  /// costs no more memory than they need.
  ///
  /// How many are worked out side by side follows from how long the answers before them were, for a
  /// line of a hundred bytes may ask for megabytes.
  // Hummingbird's writers run where they like; with this target's default they would not match.
  @concurrent func write(to writer: inout any ResponseBodyWriter) async throws {
    let most = 2 * System.coreCount
    var (next, size, width) = (0, Self.mostLines, min(Self.firstWidth, most))
    while next < lines.count {
      let starts = stride(from: next, to: lines.count, by: size).prefix(width)
      let slices = starts.map { $0..<min($0 + size, lines.count) }
      let pieces = await answers(to: slices)
      try Task.checkCancellation()
      let largest = pieces.map(\.bytes.readableBytes).max() ?? 0
      if zip(slices, pieces).allSatisfy({ $1.end == $0.upperBound }) {
        try await writer.write(contentsOf: pieces.map(\.bytes))
      } else {
        for (slice, piece) in zip(slices, pieces) {
          try await write(piece, of: slice, to: &writer)
        }
      }
      next = slices.last?.upperBound ?? lines.count
      size = largest < Self.pieceBytes ? Self.mostLines : 1
      width = min(max(Self.roundBytes / max(largest, 1), 1), 2 * width, most)
    }
  }

  /// Writes a piece, and then piece by piece what it lacks of its slice.
  @concurrent private func write(
    _ piece: Piece, of slice: Range<Int>, to writer: inout any ResponseBodyWriter
  ) async throws {
    var piece = piece
    while true {
      try Task.checkCancellation()
      try await writer.write(piece.bytes)
      guard piece.end < slice.upperBound else { return }
      piece = await answers(to: piece.end..<slice.upperBound)
    }
  }

  /// Of each slice as much as a piece holds, in the order of the slices.
  private func answers(to slices: [Range<Int>]) async -> [Piece] {
    guard slices.count > 1 else {
      var pieces: [Piece] = []
      for slice in slices { pieces.append(await answers(to: slice)) }
      return pieces
    }
    return await withTaskGroup(of: (start: Int, piece: Piece).self) { group in
      for slice in slices {
        group.addTask { (slice.lowerBound, await answers(to: slice)) }
      }
      var pieces: [Int: Piece] = [:]
      for await (start, piece) in group { pieces[start] = piece }
      return slices.compactMap { pieces[$0.lowerBound] }
    }
  }

  private func answers(to slice: Range<Int>) async -> Piece {
    var buffer = ByteBuffer()
    let start = ContinuousClock.now
    for index in slice {
      // Nobody reads what is not answered here.
      guard !Task.isCancelled else { return Piece(bytes: buffer, end: index) }
      buffer.writeBytes(await answer(to: index))
      if buffer.readableBytes >= Self.pieceBytes || start.duration(to: .now) >= Self.pieceTime {
        return Piece(bytes: buffer, end: index + 1)
      }
    }
    return Piece(bytes: buffer, end: slice.upperBound)
  }

  private func answer(to index: Int) async -> [UInt8] {
    var customer: String?
    do {
      let question = try question(at: index)
      customer = question.customer
      guard let customer else {
        throw Problem(kind: .badBody, detail: "'customer' is missing: whose forecast?")
      }
      let served = try await model(of: try CustomerID(asked: customer))
      return try answer(to: question, by: served)
    } catch {
      return Self.failure(Problem(error), at: lines.number(of: index), customer)
    }
  }

  /// Once the disk has let one line wait in vain, no other waits for it: each would as long.
  private func model(of customer: CustomerID) async throws -> ServedModel {
    guard !stall.isNoticed else {
      try grant.check(.read, of: customer)
      guard let model = repository.resident(customer) else { throw AbandonedRequest() }
      return model
    }
    do {
      return try await repository.servedModel(of: customer, for: grant, within: patience)
    } catch let error as AbandonedRequest {
      stall.notice()
      throw error
    }
  }

  private func question(at index: Int) throws(Problem) -> ForecastQuestion {
    guard let text = lines.text(of: index) else {
      throw Problem(
        kind: .badBody, detail: "the line has more than \(BatchLines.mostLineBytes) bytes")
    }
    do {
      return try ForecastQuestion(
        JSONValue(reading: text, mostValues: Invocation.mostValues))
    } catch let error as ForecastQuestionError {
      throw Problem(error)
    } catch {
      throw Problem(kind: .badBody, detail: "the line is no JSON: \(error)")
    }
  }

  private func answer(
    to question: ForecastQuestion, by served: ServedModel
  ) throws(Problem) -> [UInt8] {
    do {
      return try forecasts.document(question.request, by: served).json()
    } catch {
      throw Problem(error)
    }
  }

  private static func failure(
    _ problem: Problem, at line: Int, _ customer: String?
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("line")
      writer.integer(line)
      if let customer {
        writer.name("customer")
        writer.string(customer)
      }
      writer.name("error")
      writer.object { problem.write(status: problem.kind.status, about: [], to: &$0) }
    }
    writer.lineFeed()
    return writer.bytes
  }
}

/// Whether a line of a batch has waited for its model until it was too late.
private final class Stall: Sendable {
  private let noticed = Atomic(false)

  var isNoticed: Bool { noticed.load(ordering: .relaxed) }

  func notice() { noticed.store(true, ordering: .relaxed) }
}
