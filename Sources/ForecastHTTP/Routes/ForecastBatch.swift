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

  private static let linesAtATime = 64

  let repository: ModelRepository
  let grant: Grant
  let lines: [Line]

  /// Answers every line: some at a time, then these are written, so that a client who reads slowly
  /// costs no more memory than they need.
  // Hummingbird's writers run where they like; with this target's default they would not match.
  @concurrent func write(to writer: inout any ResponseBodyWriter) async throws {
    let starts = Array(stride(from: 0, to: lines.count, by: Self.linesAtATime))
    let width = 2 * System.coreCount
    for first in stride(from: 0, to: starts.count, by: width) {
      let buffers = await answers(from: starts[first...].prefix(width))
      try Task.checkCancellation()
      try await writer.write(contentsOf: buffers)
    }
  }

  /// In the order of the starts.
  private func answers(from starts: ArraySlice<Int>) async -> [ByteBuffer] {
    await withTaskGroup(of: (start: Int, bytes: ByteBuffer).self) { group in
      for start in starts { group.addTask { (start, await answers(from: start)) } }
      var buffers: [Int: ByteBuffer] = [:]
      for await (start, bytes) in group { buffers[start] = bytes }
      return starts.compactMap { buffers[$0] }
    }
  }

  private func answers(from start: Int) async -> ByteBuffer {
    var buffer = ByteBuffer()
    for line in lines[start..<min(start + Self.linesAtATime, lines.count)] {
      buffer.writeBytes(await answer(to: line))
    }
    return buffer
  }

  private func answer(to line: Line) async -> [UInt8] {
    var customer: String?
    do throws(Problem) {
      let question = try Self.question(in: line)
      customer = question.customer
      guard let customer else {
        throw Problem(kind: .badBody, detail: "'customer' is missing: whose forecast?")
      }
      let served = try await repository.servedModel(
        of: try CustomerID(asked: customer), for: grant)
      return try Self.answer(to: question, by: served)
    } catch {
      return Self.failure(error, at: line.number, customer)
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

  private static func answer(
    to question: ForecastQuestion, by served: ServedModel
  ) throws(Problem) -> [UInt8] {
    do {
      return ForecastDocument(
        customer: served.customer, version: served.version, model: served.model,
        forecast: try question.request.forecast(by: served.model)
      ).json()
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
