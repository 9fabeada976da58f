import AccessTokens
import PrintableText

/// One token as `token list` shows it.
struct TokenLine: Encodable {
  let id: String
  let name: String
  let scopes: [String]
  let created: String
  /// Nil where it has no end.
  let expires: String?
  let hasExpired: Bool

  /// - Parameters:
  ///   - record: Of the token.
  ///   - now: In seconds since 1970.
  init(_ record: TokenRecord, now: Int64) {
    id = record.id
    name = record.name
    scopes = record.scopes.map { "\($0)" }
    created = InstantText.utc(milliseconds: record.created * 1000)
    expires = record.expires.map { InstantText.utc(milliseconds: $0 * 1000) }
    hasExpired = record.hasExpired(at: now)
  }

  static func table(_ lines: [TokenLine]) -> String {
    var table = TextTable(header: ["id", "name", "scopes", "created", "expires"])
    table.leftColumns = [0, 1, 2, 3, 4]
    table.rows = lines.map { line in
      [
        line.id, line.name.printable, line.scopes.joined(separator: " "), line.created,
        (line.expires ?? "never") + (line.hasExpired ? " (expired)" : ""),
      ]
    }
    return table.rendered()
  }
}
