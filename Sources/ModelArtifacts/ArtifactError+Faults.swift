import Customers

extension ArtifactError {
  /// The same fault, now that it is known whose archive it is.
  init(_ fault: PackingFault, of customer: CustomerID) {
    switch fault {
    case .tooLarge(let limit): self = .tooLarge(customer: customer, limit: limit)
    case .damagedGzip: self = .damagedGzip(customer: customer)
    case .damagedTar(let detail): self = .damagedTar(customer: customer, detail: detail)
    case .unsafeMember(let name): self = .unsafeMember(customer: customer, name: name)
    case .duplicateMember(let member):
      self = .duplicateMember(customer: customer, member: member)
    }
  }

  /// The same fault, now that it is known in which member of whose archive it is.
  init(_ fault: MemberFault, in member: ArtifactMember, of customer: CustomerID) {
    switch (fault, member) {
    case (.unknownVersion(let found), _):
      self = .unknownVersion(customer: customer, found: found)
    case (.malformed(let detail), .manifest):
      self = .malformedManifest(customer: customer, detail: detail)
    case (.malformed(let detail), .model):
      self = .malformedModel(customer: customer, detail: detail)
    case (.malformed(let detail), .state):
      self = .malformedState(customer: customer, detail: detail)
    case (.notEncodable(let detail), _):
      self = .notEncodable(customer: customer, detail: detail)
    }
  }
}
