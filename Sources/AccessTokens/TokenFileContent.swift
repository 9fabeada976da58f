import JSONCoding

/// What a file of tokens holds, and its JSON:
/// `{"tokens":[{"created":…,"expires":…,"id":"…","name":"…","scopes":["read:*"],"sha256":"…"}],"version":1}`.
struct TokenFileContent {
  private static let version = 1

  let records: [TokenRecord]

  init(records: [TokenRecord]) {
    self.records = records
  }

  /// Reads a whole file.
  ///
  /// - Parameters:
  ///   - bytes: Of the file.
  ///   - path: Only names the file in errors.
  /// - Throws: `malformed` also where an ID is there twice.
  init(_ bytes: [UInt8], path: String) throws(TokenFileError) {
    do {
      let decoder = JSONTextDecoder()
      let version = try decoder.decode(Version.self, from: bytes).version
      guard version == Self.version else {
        throw TokenFileError.unknownVersion(path: path, found: version)
      }
      records = try decoder.decode(Document.self, from: bytes).tokens.map { try $0.record() }
    } catch let error as TokenFileError {
      throw error
    } catch {
      throw .malformed(path: path, reason: "\(error)")
    }
    guard Set(records.map(\.id)).count == records.count else {
      throw .malformed(path: path, reason: "two tokens have one id")
    }
  }

  func bytes() -> [UInt8] {
    var writer = JSONWriter(reservingBytes: 64 + 256 * records.count)
    writer.object { writer in
      writer.name("version")
      writer.integer(Self.version)
      writer.name("tokens")
      writer.array { writer in
        for record in records { writer.object { Self.write(record, to: &$0) } }
      }
    }
    writer.lineFeed()
    return writer.bytes
  }

  private static func write(_ record: TokenRecord, to writer: inout JSONWriter) {
    let texts: KeyValuePairs = [
      "id": record.id, "name": record.name, "sha256": record.digest.hexadecimal,
    ]
    for (name, text) in texts {
      writer.name(name)
      writer.string(text)
    }
    writer.name("scopes")
    writer.array { writer in
      for scope in record.scopes { writer.string("\(scope)") }
    }
    writer.name("created")
    writer.integer(Int(record.created))
    if let expires = record.expires {
      writer.name("expires")
      writer.integer(Int(expires))
    }
  }

  private struct Version: Decodable {
    let version: Int
  }

  private struct Document: Decodable {
    let tokens: [Entry]
  }

  private struct Entry: Decodable {
    let id: String
    let name: String
    let sha256: String
    let scopes: [String]
    let created: Int64
    let expires: Int64?

    /// In seconds since 1970-01-01: to the end of the year 9999, so that no arithmetic overflows.
    private static let times: ClosedRange<Int64> = 0...253_402_300_799

    func record() throws -> TokenRecord {
      guard [UInt8](hexadecimal: id)?.count == BearerToken.idBytes else {
        throw JSONCodingError.malformed("'\(id)' is no token's id")
      }
      guard let digest = SHA256Digest(hexadecimal: sha256) else {
        throw JSONCodingError.malformed("token \(id): 'sha256' must be 64 hexadecimal digits")
      }
      guard !scopes.isEmpty else { throw JSONCodingError.malformed("token \(id) has no scopes") }
      for time in [created, expires ?? 0] where !Self.times.contains(time) {
        throw JSONCodingError.malformed("token \(id): \(time) is no time before the year 10000")
      }
      return TokenRecord(
        id: id, name: name, digest: digest, scopes: try scopes.map(AccessScope.init),
        created: created, expires: expires)
    }
  }
}
