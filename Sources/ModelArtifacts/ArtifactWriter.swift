/// Turns artifacts into the bytes of `<customer>.tar.gz`; the same artifact gives the same bytes.
///
/// One a worker: it keeps its compressor and buffers.
public struct ArtifactWriter: ~Copyable {
  private let gzip = GzipCompressor()
  private var tar = TarWriter()

  public init() {}

  /// The bytes of one customer's archive.
  ///
  /// - Parameter artifact: What to write; its model's numbers must be finite.
  /// - Returns: A gzipped tar without times, owners or names of this machine.
  /// - Throws: `notEncodable`, or `tooLarge` where `ArtifactReader` would refuse the archive.
  public mutating func encode(_ artifact: ModelArtifact) throws(ArtifactError) -> [UInt8] {
    let customer = artifact.manifest.customer
    tar.removeAll()
    tar.append(artifact.manifest.json, as: .manifest)
    do {
      tar.append(try artifact.model.json(), as: .model)
    } catch {
      throw ArtifactError(error, in: .model, of: customer)
    }
    tar.append(StateDocument.encode(artifact.state), as: .state)
    tar.finish()
    let packed = gzip.compress(tar.bytes)
    if let limit = ArtifactLimit.exceeded(packed: packed.count, unpacked: tar.bytes.count) {
      throw .tooLarge(customer: customer, limit: limit)
    }
    return packed
  }
}

extension TarWriter {
  fileprivate mutating func append(_ content: [UInt8], as member: ArtifactMember) {
    append(content, as: member.rawValue)
  }
}
