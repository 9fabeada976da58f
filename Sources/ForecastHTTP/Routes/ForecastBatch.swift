import AccessTokens
import Customers
import ForecastFormats
import HTTPTypes
import Hummingbird
import JSONCoding
import ModelServing
import NIOCore

/// Many questions, answered in their order, some at a time.
struct ForecastBatch: Sendable {
  struct Line: Sendable {
    /// In the body, from 1.
    let number: Int
    let text: ArraySlice<UInt8>
  }

  /// So many lines are one piece of work while their answers are short.
  private static let mostLines = 64
  /// A piece ends with the line whose answer fills it.
  private static let pieceBytes = 128 << 10
  /// Of the answers that are worked out side by side, as far as those before them tell.
  private static let roundBytes = 1 << 20

  let repository: ModelRepository
  let grant: Grant
  let patience: Patience
  let forecasts: ForecastMeter
  let lines: [Line]

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
    var (next, size, width) = (0, Self.mostLines, most)
    while next < lines.count {
      let starts = stride(from: next, to: lines.count, by: size).prefix(width)
      let slices = starts.map { $0..<min($0 + size, lines.count) }
      let pieces = await answers(to: slices)
      try Task.checkCancellation()
      let largest = pieces.map(\.bytes.readableBytes).max() ?? 0
      if largest < Self.pieceBytes {
        try await writer.write(contentsOf: pieces.map(\.bytes))
      } else {
        for (slice, piece) in zip(slices, pieces) {
          try await write(piece, of: slice, to: &writer)
        }
      }
      next = slices.last?.upperBound ?? lines.count
      size = largest < Self.pieceBytes ? Self.mostLines : 1
      width = min(max(Self.roundBytes / max(largest, 1), 1), most)
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
    for index in slice {
      buffer.writeBytes(await answer(to: lines[index]))
      if buffer.readableBytes >= Self.pieceBytes { return Piece(bytes: buffer, end: index + 1) }
    }
    return Piece(bytes: buffer, end: slice.upperBound)
  }

  private func answer(to line: Line) async -> [UInt8] {
    var customer: String?
    do {
      let question = try Self.question(in: line)
      customer = question.customer
      guard let customer else {
        throw Problem(kind: .badBody, detail: "'customer' is missing: whose forecast?")
      }
      let served = try await repository.servedModel(
        of: try CustomerID(asked: customer), for: grant, within: patience)
      return try answer(to: question, by: served)
    } catch {
      return Self.failure(Problem(error), at: line.number, customer)
    }
  }

  private static func question(in line: Line) throws(Problem) -> ForecastQuestion {
    do {
      return try ForecastQuestion(JSONValue(reading: Array(line.text)))
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
