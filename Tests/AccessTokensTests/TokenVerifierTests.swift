import AccessTokens
import Testing

struct TokenVerifierTests {
  private let token = BearerToken.random()

  @Test func `SHA-256 is that of the standard`() {
    // FIPS 180-2, appendix B.1.
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    #expect(SHA256Digest(of: Array("abc".utf8)).hexadecimal == expected)
    #expect(
      SHA256Digest(hexadecimal: expected)?.matches(SHA256Digest(of: Array("abc".utf8))) == true)
    #expect(!SHA256Digest(of: []).matches(SHA256Digest(of: Array("abc".utf8))))
  }

  @Test func `the digest of a token is that of its secret's digits`() throws {
    let secret = try #require(token.text.split(separator: "_").last)

    #expect(token.digest.matches(SHA256Digest(of: Array(secret.utf8))))
  }

  @Test func `no two tokens are alike, and none has less than 32 random bytes`() {
    let tokens = (0..<100).map { _ in BearerToken.random().text }

    #expect(Set(tokens).count == 100)
    #expect(tokens.allSatisfy { $0.wholeMatch(of: /fc_[0-9a-f]{12}_[0-9a-f]{64}/) != nil })
  }

  @Test func `a token is valid until its time is over`() throws {
    let verifier = TokenVerifier([try record(expires: 1000)])

    guard case .valid(let record) = verifier.verdict(on: token.text, at: 999) else {
      Issue.record("the token is not valid")
      return
    }
    #expect(record.id == token.id && record.name == "dashboard")
    guard case .expired = verifier.verdict(on: token.text, at: 1000) else {
      Issue.record("the token has not expired")
      return
    }
  }

  @Test func `a token without an end has none`() throws {
    let verifier = TokenVerifier([try record(expires: nil)])

    guard case .valid = verifier.verdict(on: token.text, at: .max) else {
      Issue.record("the token is not valid")
      return
    }
  }

  @Test func `another secret, another id and what is no token are unknown`() throws {
    let verifier = TokenVerifier([try record(expires: 1000)])
    let other = BearerToken.random()
    let parts = token.text.split(separator: "_")
    let strangers = [
      other.text, "fc_\(token.id)_\(other.text.split(separator: "_")[2])",
      "fc_\(other.id)_\(parts[2])", "", "fc__", String(token.text.dropLast()), token.text + "0",
      token.text.uppercased(), "xx" + token.text.dropFirst(2), token.text + "_",
    ]

    for text in strangers {
      // Also past the time: who does not know the secret is not told that it was one.
      for now: Int64 in [0, 2000] {
        guard case .unknown = verifier.verdict(on: text, at: now) else {
          Issue.record("'\(text)' is not unknown")
          return
        }
      }
    }
  }

  private func record(expires: Int64?) throws -> TokenRecord {
    TokenRecord(
      token, name: "dashboard", scopes: [try AccessScope("read:*")], created: 1, expires: expires)
  }
}
