import Customers

/// The members of one customer's archive, unpacked and named, not yet understood.
struct ArchiveMembers {
  private let customer: CustomerID
  private let contents: [Content]

  private typealias Content = (member: ArtifactMember, bytes: [UInt8])

  /// Unpacks until `last` and all members before it were seen, and no further.
  init(
    _ packed: [UInt8], of customer: CustomerID, upTo last: ArtifactMember
  ) throws(ArtifactError) {
    self.customer = customer
    do {
      let tar = try gunzip(packed)
      if let own = OwnTar.members(of: tar, upTo: last) {
        contents = own.map { ($0.member, Array(tar[$0.content])) }
        return
      }
      contents = try TarReader.reading(tar) { reader throws(PackingFault) in
        try Self.take(upTo: last, from: &reader)
      }
    } catch {
      throw ArtifactError(error, of: customer)
    }
  }

  /// Takes members that were unpacked already.
  init(_ contents: [ArtifactMember: [UInt8]], of customer: CustomerID) {
    self.customer = customer
    self.contents = contents.map { ($0.key, $0.value) }
  }

  private static func take(
    upTo last: ArtifactMember, from reader: inout TarReader
  ) throws(PackingFault) -> [Content] {
    var contents: [Content] = []
    var missing = last.needed
    while !missing.isEmpty, let entry = try reader.next() {
      guard entry.isRegular, let member = ArtifactMember(entryName: entry.name) else { continue }
      guard !contents.contains(where: { $0.member == member }) else {
        throw .duplicateMember(member)
      }
      contents.append((member, try reader.bytes(of: entry)))
      missing.removeAll { $0 == member }
    }
    return contents
  }

  func manifest() throws(ArtifactError) -> ArtifactManifest {
    let manifest = try declaredManifest()
    guard manifest.customer == customer else {
      throw .wrongCustomer(expected: customer, found: manifest.customer)
    }
    return manifest
  }

  /// Whosever it says it is.
  func declaredManifest() throws(ArtifactError) -> ArtifactManifest {
    try understood(.manifest, ArtifactManifest.init(json:))
  }

  func model() throws(ArtifactError) -> CustomerModel {
    try understood(.model, CustomerModel.init(json:))
  }

  func state() throws(ArtifactError) -> ArtifactState {
    try understood(.state, StateDocument.decode)
  }

  private func understood<Value>(
    _ member: ArtifactMember, _ decode: ([UInt8]) throws(MemberFault) -> Value
  ) throws(ArtifactError) -> Value {
    guard let bytes = contents.first(where: { $0.member == member })?.bytes else {
      throw .missingMember(customer: customer, member: member)
    }
    do {
      return try decode(bytes)
    } catch {
      throw ArtifactError(error, in: member, of: customer)
    }
  }
}

extension ArtifactMember {
  /// This member and those written before it.
  var needed: [ArtifactMember] {
    switch self {
    case .manifest: [.manifest]
    case .model: [.manifest, .model]
    case .state: [.manifest, .model, .state]
    }
  }

  /// `tar czf x.tar.gz ./manifest.json` writes the name with its dot.
  fileprivate init?(entryName: String) {
    self.init(rawValue: entryName.hasPrefix("./") ? String(entryName.dropFirst(2)) : entryName)
  }
}
