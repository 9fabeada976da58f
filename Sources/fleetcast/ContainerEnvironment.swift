/// What SageMaker tells a container by its environment.
struct ContainerEnvironment: Hashable {
  /// Whether models come and go by its requests; else there is one, or one folder of them.
  let isMultiModel: Bool
  let port: Int?
  let maximumBodyBytes: Int?
  let defaultAccept: String?

  /// Where SageMaker puts models, and where it asks for them.
  static let modelFolder = "/opt/ml/model"
  static let modelsRoot = "/opt/ml/models"
  static let host = "0.0.0.0"

  private enum Variable: String {
    case multiModel = "SAGEMAKER_MULTI_MODEL"
    case port = "SAGEMAKER_BIND_TO_PORT"
    case payload = "SAGEMAKER_MAX_PAYLOAD_IN_MB"
    case accept = "SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT"
  }

  /// Nil where neither of the two variables is set that make a process a container of SageMaker:
  /// `SAGEMAKER_MULTI_MODEL` and `SAGEMAKER_BIND_TO_PORT`.
  ///
  /// - Parameter environment: The process's variables.
  /// - Throws: `CommandFailure` where one of them has no sense.
  init?(_ environment: [String: String]) throws(CommandFailure) {
    func text(_ variable: Variable) -> String? {
      environment[variable.rawValue].flatMap { $0.isEmpty ? nil : $0 }
    }
    let multiModel = text(.multiModel)
    guard multiModel != nil || text(.port) != nil else { return nil }
    isMultiModel = multiModel?.lowercased() == "true"
    port = try Self.number(.port, text(.port), in: 1...65_535)
    maximumBodyBytes = try Self.number(.payload, text(.payload), in: 1...1024).map { $0 << 20 }
    defaultAccept = text(.accept)
  }

  private static func number(
    _ variable: Variable, _ text: String?, in range: ClosedRange<Int>
  ) throws(CommandFailure) -> Int? {
    guard let text else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw CommandFailure(
        status: .usage,
        message: "\(variable.rawValue): expected a whole number from \(range.lowerBound) to"
          + " \(range.upperBound), found '\(text)'")
    }
    return number
  }
}
