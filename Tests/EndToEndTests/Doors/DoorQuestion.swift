/// One question, in the words of each door.
struct DoorQuestion: Sendable {
  let customer: String
  /// Steps, or a time such as `7d`.
  let horizon: String
  var levels: [Double] = []
  var start: String?
  var components = false

  /// Of `GET /v1/customers/{id}/forecast`.
  var query: String {
    var parts = ["horizon=\(horizon)"]
    if !levels.isEmpty { parts.append("level=\(levelList)") }
    if let start { parts.append("start=\(start)") }
    if components { parts.append("components=true") }
    return parts.joined(separator: "&")
  }

  /// Of `fleetcast forecast`.
  var arguments: [String] {
    [customer, "--horizon", horizon]
      + (levels.isEmpty ? [] : ["--level", levelList])
      + (start.map { ["--start", $0] } ?? []) + (components ? ["--components"] : [])
  }

  /// Of every body, where `customer` only stands if asked for.
  func body(withCustomer: Bool = false) -> String {
    var members = ["\"horizon\":\"\(horizon)\""]
    if withCustomer { members.append("\"customer\":\"\(customer)\"") }
    if !levels.isEmpty { members.append("\"level\":[\(levelList)]") }
    if let start { members.append("\"start\":\"\(start)\"") }
    if components { members.append("\"components\":true") }
    return "{\(members.joined(separator: ","))}"
  }

  /// The body as serializers of texts send it.
  var doublyEncodedBody: String { "\"" + body().replacing("\"", with: "\\\"") + "\"" }

  /// Whether `fleetcast export` can be asked so.
  var isForEverybody: Bool { start == nil && !components }

  var levelList: String { levels.map { "\($0)" }.joined(separator: ",") }
}

extension DoorQuestion {
  static func all(of customer: String) -> [DoorQuestion] {
    [
      DoorQuestion(customer: customer, horizon: "1"),
      DoorQuestion(customer: customer, horizon: "40", levels: [0.8, 0.95, 0.995]),
      DoorQuestion(customer: customer, horizon: "62d", levels: [0.5]),
      DoorQuestion(
        customer: customer, horizon: "5", start: MadeFleet.laterStarts[customer], components: true),
    ]
  }
}
