import ForecastFormats
import HTTPTypes
import Hummingbird
import JSONCoding
import ModelArtifacts
import ModelServing
import NIOCore

/// What an invocation may be, and is where it does not say.
struct InvocationLimits: Sendable {
  let body: BodyLimit
  /// What is accepted where there is no such header; nil accepts everything.
  let defaultAccept: String?
  let forecasts: ForecastMeter
}

/// A question in the shape of SageMaker's invocations, and the answer that its clients read.
struct Invocation: Sendable {
  let question: ForecastQuestion
  let format: ForecastFormat
  private let encoding: AnswerEncoding
  private let forecasts: ForecastMeter

  /// Reads a request whole.
  ///
  /// - Parameters:
  ///   - request: Of the client.
  ///   - context: Of the request.
  ///   - limits: Of bodies, and what is accepted where the client does not say.
  /// - Returns: What is asked.
  /// - Throws: `Problem`.
  static func read(
    _ request: Request, _ context: EndpointContext, _ limits: InvocationLimits
  ) async throws -> Invocation {
    // Looked at before a body is waited for.
    let format = try format(of: request, limits)
    let body = try await request.wholeBody(limits.body, context)
    return Invocation(
      question: try body.withBytes(Self.question), format: format,
      encoding: AnswerEncoding(request),
      forecasts: limits.forecasts)
  }

  private static func format(
    of request: Request, _ limits: InvocationLimits
  ) throws(Problem) -> ForecastFormat {
    if let type = request.mediaType, type != "application/json" {
      throw Problem.unsupportedType(type, expected: "application/json")
    }
    return try .negotiated(
      accept: request.headers[.accept] ?? limits.defaultAccept, from: [.json, .csv])
  }

  /// The longest horizon with nine covariates, each value and each timestamp of it.
  static let mostValues = 110_000

  /// The body is an object, or a text that holds one: serializers of texts encode them once more.
  static func question(in body: [UInt8]) throws(Problem) -> ForecastQuestion {
    do {
      var value = try JSONValue(reading: body, mostValues: mostValues)
      if case .string(let inner) = value { value = try Self.value(ofText: inner) }
      return try ForecastQuestion(value)
    } catch let error as ForecastQuestionError {
      throw Problem(error)
    } catch {
      throw Problem(kind: .badBody, detail: "the body is no JSON: \(error)")
    }
  }

  /// Python's literals are read as well, because the original endpoint evaluates the text as one.
  private static func value(ofText text: String) throws(JSONCodingError) -> JSONValue {
    do {
      return try JSONValue(reading: Array(text.utf8), mostValues: mostValues)
    } catch {
      guard text.contains("'"), !text.contains("\"") else { throw error }
      return try JSONValue(
        reading: Array(text.replacing("'", with: "\"").utf8), mostValues: mostValues)
    }
  }

  /// The forecast: a JSON text that holds a data frame's columns, or CSV.
  func answer(by served: ServedModel) throws(Problem) -> Response {
    let document: ForecastDocument
    do {
      document = try forecasts.document(question.request, by: served)
    } catch {
      throw Problem(error)
    }
    if format == .csv { return encoding.response(document.csv(), format.contentType) }
    let frame = document.frameJSON(firstRow: firstRow(of: served))
    var writer = JSONWriter(reservingBytes: frame.count + frame.count / 8)
    writer.string(String(decoding: frame, as: UTF8.self))
    return encoding.response(writer.bytes, format.contentType)
  }

  /// The position of the first step behind the rows of the training.
  private func firstRow(of served: ServedModel) -> Int {
    // A start that is none of the model's steps has no forecast either.
    let ahead = question.request.start.flatMap { try? served.model.stepsAhead(to: $0) } ?? 1
    return served.model.rows + ahead - 1
  }
}
