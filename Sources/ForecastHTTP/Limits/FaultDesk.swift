import HTTPTypes
import NIOCore
import NIOHTTP1

/// Answers where no route does, and sees that such answers are counted and logged as all others are.
struct FaultDesk: Sendable {
  let metrics: RequestMetrics
  let identities: RequestIdentities
  let log: RequestLog
  /// How a problem is told at a path.
  var errorForm: @Sendable (_ path: String) -> ErrorForm = { _ in .problem }

  /// The last answer of a connection, to what no route has seen.
  ///
  /// - Parameters:
  ///   - problem: What is told.
  ///   - rejection: As what it counts where its kind does not say.
  ///   - channel: Of the connection.
  /// - Returns: What is to be sent.
  func answer(
    _ problem: Problem, as rejection: Rejection? = nil, on channel: any Channel
  ) -> LastAnswer {
    metrics.refused(status: problem.kind.status)
    return answer(problem, to: nil, as: rejection, on: channel)
  }

  /// The last answer of a connection, to a request whose route has not begun to answer.
  ///
  /// - Parameters:
  ///   - problem: What is told.
  ///   - head: Of the request; nil where it is not at hand.
  ///   - channel: Of the connection.
  /// - Returns: What is to be sent.
  func lateAnswer(
    _ problem: Problem, to head: HTTPRequestHead?, on channel: any Channel
  ) -> LastAnswer {
    // Its route counts the request when it ends, and writes no line.
    answer(problem, to: head, as: nil, on: channel)
  }

  private func answer(
    _ problem: Problem, to head: HTTPRequestHead?, as rejection: Rejection?, on channel: any Channel
  ) -> LastAnswer {
    let requestID = identities.identity(named: head?.headers.first(name: "x-request-id"))
    let path = head.map { String($0.uri.prefix { $0 != "?" }) }
    // What could not be read has a name of no path.
    let answer = LastAnswer(
      problem, as: path.map(errorForm) ?? .problem,
      instance: path ?? "urn:fleetcast:request:" + requestID, requestID: requestID)
    if let rejection = rejection ?? Rejection(problem.kind) { metrics.rejected(rejection) }
    log.refused(
      RequestLog.Refusal(
        status: Int(answer.head.status.code), problem: problem.kind.rawValue, requestID: requestID,
        method: head?.method.rawValue, path: path, client: channel.remoteAddress?.ipAddress,
        bytes: answer.body.readableBytes))
    return answer
  }
}
