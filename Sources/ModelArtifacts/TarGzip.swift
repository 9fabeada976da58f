import CArchive

/// What is wrong with packed bytes, before anyone knows whose they are.
enum PackingFault: Error {
  case tooLarge(ArtifactLimit)
  case damagedGzip
  case damagedTar(String)
  case unsafeMember(String)
  case duplicateMember(ArtifactMember)
}

/// A reusable gzip compressor.
struct GzipCompressor: ~Copyable {
  private let compressor: OpaquePointer

  // Most bytes are digits of doubles, which no level makes shorter: on a typical archive level 6
  // saves 1% and costs half as much time again.
  init(level: Int32 = 1) {
    guard let compressor = libdeflate_alloc_compressor(level) else {
      preconditionFailure("no memory for a gzip compressor")
    }
    self.compressor = compressor
  }

  deinit { libdeflate_free_compressor(compressor) }

  /// One gzip stream without name or time, so equal bytes pack to equal bytes.
  borrowing func compress(_ bytes: [UInt8]) -> [UInt8] {
    let bound = libdeflate_gzip_compress_bound(compressor, bytes.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { packed, count in
      count = bytes.withUnsafeBytes {
        libdeflate_gzip_compress(compressor, $0.baseAddress, $0.count, packed.baseAddress, bound)
      }
    }
  }
}

/// Bytes packed for a client that asks for them so.
public enum Gzip {
  /// One gzip stream, packed fast rather than small.
  public static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    GzipCompressor().compress(bytes)
  }
}

/// Inflates one gzip stream, never beyond what `ArtifactLimit` allows.
func gunzip(_ packed: [UInt8]) throws(PackingFault) -> [UInt8] {
  let byRatio = packed.count * ArtifactLimit.ratio.maximum
  let most = min(byRatio, ArtifactLimit.unpackedBytes.maximum)
  // The stream's last four bytes claim its unpacked size. A false claim costs a second pass.
  let claimed = packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
  for capacity in [min(claimed, most), most] {
    switch inflate(packed, capacity: capacity) {
    case .done(let bytes): return bytes
    case .damaged: throw .damagedGzip
    case .full: continue
    }
  }
  throw .tooLarge(byRatio < ArtifactLimit.unpackedBytes.maximum ? .ratio : .unpackedBytes)
}

private enum Inflation {
  case done([UInt8])
  case damaged
  case full
}

private func inflate(_ packed: [UInt8], capacity: Int) -> Inflation {
  guard let decompressor = libdeflate_alloc_decompressor() else {
    preconditionFailure("no memory for a gzip decompressor")
  }
  defer { libdeflate_free_decompressor(decompressor) }
  var result = LIBDEFLATE_BAD_DATA
  var consumed = 0
  let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { unpacked, count in
    result = packed.withUnsafeBytes {
      libdeflate_gzip_decompress_ex(
        decompressor, $0.baseAddress, $0.count, unpacked.baseAddress, capacity, &consumed, &count)
    }
    if result != LIBDEFLATE_SUCCESS { count = 0 }
  }
  switch result {
  case LIBDEFLATE_SUCCESS: return consumed == packed.count ? .done(bytes) : .damaged
  case LIBDEFLATE_INSUFFICIENT_SPACE: return .full
  default: return .damaged
  }
}

/// The entries of a tar in memory, one after another.
struct TarReader: ~Copyable {
  struct Entry {
    let name: String
    let isRegular: Bool
    let sizeBytes: Int
  }

  private let archive: OpaquePointer
  private let sizeBytes: Int
  private var entries = 0

  /// Runs `body` on the entries of `tar`.
  static func reading<Result>(
    _ tar: [UInt8], _ body: (inout TarReader) throws(PackingFault) -> Result
  ) throws(PackingFault) -> Result {
    let outcome = tar.withUnsafeBytes { bytes -> Swift.Result<Result, PackingFault> in
      Swift.Result { () throws(PackingFault) -> Result in
        var reader = TarReader(sizeBytes: bytes.count)
        try reader.open(bytes)
        return try body(&reader)
      }
    }
    return try outcome.get()
  }

  private init(sizeBytes: Int) {
    guard let archive = archive_read_new() else {
      preconditionFailure("no memory for a tar reader")
    }
    self.archive = archive
    self.sizeBytes = sizeBytes
  }

  deinit { archive_read_free(archive) }

  private func open(_ tar: UnsafeRawBufferPointer) throws(PackingFault) {
    guard archive_read_support_format_tar(archive) == ARCHIVE_OK,
      archive_read_open_memory(archive, tar.baseAddress, tar.count) == ARCHIVE_OK
    else { throw fault() }
  }

  /// The next entry, or nil after the last one.
  mutating func next() throws(PackingFault) -> Entry? {
    var header: OpaquePointer?
    let status = archive_read_next_header(archive, &header)
    if status == ARCHIVE_EOF { return nil }
    guard status == ARCHIVE_OK, let header else { throw fault() }
    entries += 1
    guard entries <= ArtifactLimit.members.maximum else { throw .tooLarge(.members) }
    return try entry(header)
  }

  /// The bytes of the entry that `next` gave last.
  borrowing func bytes(of entry: Entry) throws(PackingFault) -> [UInt8] {
    // A sparse entry can claim any size; an honest one is part of the tar.
    guard entry.sizeBytes >= 0, entry.sizeBytes <= sizeBytes else {
      throw .damagedTar("\(entry.name) claims \(entry.sizeBytes) bytes")
    }
    var got = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: entry.sizeBytes) { buffer, count in
      got = archive_read_data(archive, buffer.baseAddress, entry.sizeBytes)
      count = max(0, got)
    }
    guard got == entry.sizeBytes else { throw fault() }
    return bytes
  }

  private func entry(_ header: OpaquePointer) throws(PackingFault) -> Entry {
    guard let path = archive_entry_pathname(header) ?? archive_entry_pathname_utf8(header) else {
      throw .unsafeMember("a member whose name cannot be read")
    }
    let name = String(cString: path)
    let type = archive_entry_filetype(header)
    let isPlain = type == Self.regularType || type == Self.folderType
    guard isPlain, archive_entry_hardlink(header) == nil, !leadsOutside(name) else {
      throw .unsafeMember(name)
    }
    return Entry(
      name: name, isRegular: type == Self.regularType, sizeBytes: Int(archive_entry_size(header)))
  }

  // AE_IFREG and AE_IFDIR are casts, which Swift does not import.
  private static let regularType: UInt32 = 0o100000
  private static let folderType: UInt32 = 0o040000

  private func leadsOutside(_ name: String) -> Bool {
    name.utf8.first == UInt8(ascii: "/")
      || name.utf8.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
  }

  private func fault() -> PackingFault {
    .damagedTar(archive_error_string(archive).map { String(cString: $0) } ?? "cut short")
  }
}
