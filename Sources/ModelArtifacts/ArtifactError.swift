public import Customers
public import FileSystem
import PrintableText

/// Why an archive cannot be read or written.
public enum ArtifactError: Error, Hashable {
  case missing(customer: CustomerID)
  case unreadable(customer: CustomerID, cause: FileSystemError)
  /// A link, folder, pipe or device stands under the archive's name.
  case notARegularFile(customer: CustomerID)
  case tooLarge(customer: CustomerID, limit: ArtifactLimit)
  case damagedGzip(customer: CustomerID)
  case damagedTar(customer: CustomerID, detail: String)
  case missingMember(customer: CustomerID, member: ArtifactMember)
  case duplicateMember(customer: CustomerID, member: ArtifactMember)
  /// A link, a device or a name that points outside the archive.
  case unsafeMember(customer: CustomerID, name: String)
  case unknownVersion(customer: CustomerID, found: Int)
  case wrongCustomer(expected: CustomerID, found: CustomerID)
  case malformedManifest(customer: CustomerID, detail: String)
  case malformedModel(customer: CustomerID, detail: String)
  case malformedState(customer: CustomerID, detail: String)
  /// A model that cannot be written, such as one with a coefficient that is no number.
  case notEncodable(customer: CustomerID, detail: String)

  /// Stable, for reports and metrics.
  public var reason: String {
    switch self {
    case .missing: "artifact_missing"
    case .unreadable: "artifact_unreadable"
    case .notARegularFile: "artifact_not_a_file"
    case .tooLarge: "artifact_too_large"
    case .damagedGzip: "artifact_damaged_gzip"
    case .damagedTar: "artifact_damaged_tar"
    case .missingMember: "artifact_missing_member"
    case .duplicateMember: "artifact_duplicate_member"
    case .unsafeMember: "artifact_unsafe_member"
    case .unknownVersion: "artifact_unknown_version"
    case .wrongCustomer: "artifact_wrong_customer"
    case .malformedManifest: "artifact_malformed_manifest"
    case .malformedModel: "artifact_malformed_model"
    case .malformedState: "artifact_malformed_state"
    case .notEncodable: "artifact_not_encodable"
    }
  }

  /// Whose archive it is.
  public var customer: CustomerID {
    switch self {
    case .missing(let customer), .unreadable(let customer, _), .notARegularFile(let customer),
      .tooLarge(let customer, _), .damagedGzip(let customer), .damagedTar(let customer, _),
      .missingMember(let customer, _), .duplicateMember(let customer, _),
      .unsafeMember(let customer, _), .unknownVersion(let customer, _),
      .wrongCustomer(let customer, _), .malformedManifest(let customer, _),
      .malformedModel(let customer, _), .malformedState(let customer, _),
      .notEncodable(let customer, _):
      customer
    }
  }
}

extension ArtifactError: CustomStringConvertible {
  public var description: String { "\(customer.archiveName): \(sentence)" }

  private var sentence: String {
    switch self {
    case .missing: "there is no such archive"
    case .unreadable(_, let cause): "cannot be read: \(cause)"
    case .notARegularFile:
      "is not a regular file; links and folders are not followed, put the archive itself there"
    case .tooLarge(_, let limit): limit.sentence
    case .damagedGzip: "the gzip data are damaged or cut short; \(Self.repair)"
    case .damagedTar(_, let detail):
      "the tar inside is damaged (\(detail.printable)); \(Self.repair)"
    case .missingMember(_, let member): "lacks the member \(member.rawValue); \(Self.repair)"
    case .duplicateMember(_, let member):
      "holds the member \(member.rawValue) more than once; \(Self.repair)"
    case .unsafeMember(_, let name):
      "holds '\(name.printable)', which is a link, a device or a path that leads outside;"
        + " such archives are refused"
    case .unknownVersion(_, let found):
      "has format version \(found), but this program reads \(Self.readableVersions);"
        + " use the program that wrote it or train again"
    case .wrongCustomer(_, let found):
      "is the archive of customer '\(found)'; files must not be renamed, train again"
    case .malformedManifest(_, let detail): malformed(.manifest, detail)
    case .malformedModel(_, let detail): malformed(.model, detail)
    case .malformedState(_, let detail): malformed(.state, detail)
    case .notEncodable(_, let detail): "cannot be written: \(detail.printable)"
    }
  }

  private static let repair = "train this customer again"

  private static var readableVersions: String {
    let versions = ArtifactFormat.readableVersions
    return versions.count == 1
      ? "version \(versions.lowerBound) only"
      : "versions \(versions.lowerBound) to \(versions.upperBound)"
  }

  private func malformed(_ member: ArtifactMember, _ detail: String) -> String {
    "\(member.rawValue) does not hold what it should (\(detail.printable)); \(Self.repair)"
  }
}

extension ArtifactLimit {
  fileprivate var sentence: String {
    switch self {
    case .packedBytes: "is larger than the \(maximum) bytes that an archive may have"
    case .unpackedBytes: "unpacks to more than the \(maximum) bytes that an archive may hold"
    case .ratio: "unpacks to more than \(maximum) times its size; such archives are refused"
    case .members: "holds more than \(maximum) members; such archives are refused"
    }
  }
}
