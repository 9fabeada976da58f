/// The members of one customer's archive, in the order in which they are written.
public enum ArtifactMember: String, CaseIterable, Sendable {
  case manifest = "manifest.json"
  case model = "model.json"
  case state = "state.bin"
}

/// The version of the archive's format; `docs/artifact-format.md` tells what each holds.
public enum ArtifactFormat {
  /// What `ArtifactWriter` writes.
  public static let currentVersion = 1
  /// What `ArtifactReader` accepts.
  public static let readableVersions = 1...1
}

/// What an archive must keep to, so that a hostile one costs neither memory nor time.
public enum ArtifactLimit: Hashable, Sendable {
  /// The size of the `.tar.gz` file, in bytes.
  case packedBytes
  /// The size of the tar inside, in bytes, counted while it inflates.
  case unpackedBytes
  /// Unpacked bytes for each packed byte.
  case ratio
  /// Entries of the tar, ignored ones included.
  case members

  /// The most that is accepted.
  public var maximum: Int {
    switch self {
    case .packedBytes: 1 << 20
    case .unpackedBytes: 16 << 20
    case .ratio: 200
    case .members: 64
    }
  }

  /// The first limit that an archive of these sizes breaks.
  static func exceeded(packed: Int, unpacked: Int) -> ArtifactLimit? {
    if packed > packedBytes.maximum { return .packedBytes }
    if unpacked > unpackedBytes.maximum { return .unpackedBytes }
    return unpacked > packed * ratio.maximum ? .ratio : nil
  }
}
