import HTTPTypes

extension HTTPField.Name {
  static let host = known("Host")
  static let expect = known("Expect")
  static let requestID = known("X-Request-Id")
  static let targetModel = known("X-Amzn-SageMaker-Target-Model")
  static let productionVariant = known("x-Amzn-Invoked-Production-Variant")
  // Clients of SageMaker read these two in exactly this spelling.
  static let amazonErrorType = known("x-amzn-ErrorType")
  static let amazonRequestID = known("x-amzn-RequestId")

  static func known(_ name: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(name) else { preconditionFailure("no header's name: \(name)") }
    return name
  }
}
