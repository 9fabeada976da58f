import TestArtifacts

/// Requests that are nearly right, or not at all; the same for the same seed.
struct RequestMutations {
  private var random: SeededRandom

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
  }

  private static let json = "application/json"
  private static let lines = "application/x-ndjson"

  /// One right request for each route, and some that a client may well send.
  private static let requests: [[UInt8]] = [
    get("/ping"), get("/healthz"), get("/readyz"), get("/metrics"), get("/openapi.json"),
    get("/v1/customers?limit=2&after=8"), get("/v1/customers/8"),
    get("/v1/customers/8/forecast?horizon=7&level=0.8,0.95&start=2022-02-01&components=true"),
    get("/v1/customers/8/forecast?format=csv", "Accept: text/csv\r\nAccept-Encoding: gzip\r\n"),
    get("/v1/customers/8/forecast", "If-None-Match: \"a\", W/\"b\"\r\nPrefer: wait=2\r\n"),
    post("/v1/forecasts", lines, "{\"customer\":\"8\",\"horizon\":3}\n{\"customer\":\"9\"}\n"),
    post(
      "/v1/actuals", json,
      "{\"actuals\":[{\"customer\":\"8\",\"timestamp\":\"2022-02-01\",\"value\":1}]}"),
    post("/endpoints/fleet/invocations", json, "{\"period\": 7}", target),
    post("/endpoints/fleet/invocations", json, "\"{\\\"period\\\": 7}\"", target),
    post("/endpoints/fleet/async-invocations", json, "{}", target),
    post(
      "/invocations", json, "{\"customer\":\"8\",\"level\":[0.8,0.9],\"future\":{\"timestamp\":[]}}"
    ),
    post("/models", json, "{\"model_name\":\"a\",\"url\":\"/opt/ml/models/a/model\"}"),
    get("/models?limit=10&next_page_token=a"), get("/models/a"),
    Array("DELETE /models/a HTTP/1.1\r\nHost: a\r\n\r\n".utf8),
    post("/models/a/invoke", json, "{\"horizon\": 7}", target),
    Array(
      "POST /v1/forecasts HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n12\r\n{\"customer\":\"8\"}\r\n\r\n0\r\n\r\n"
        .utf8),
  ]

  private static let target = "X-Amzn-SageMaker-Target-Model: 8.tar.gz\r\n"

  /// What breaks readers.
  private static let fragments: [[UInt8]] =
    [
      "\r\n", "\n", "\r", "\0", "%00", "%2e%2e%2f", "..", "/../../etc/passwd", "%", "%ff", "?",
      "&&==",
      ":", " ", "\t", "\u{b}", "\u{1b}[31m", "Content-Length: 99999999999\r\n",
      "Content-Length: -1\r\n",
      "Transfer-Encoding: chunked\r\n", "Host: b\r\n", "HTTP/1.0", "HTTP/2.0",
      "Expect: 100-continue\r\n",
      "Upgrade: h2c\r\n", "Connection: close\r\n", "ffffffffffffffff\r\n", "{", "}", "[", "]", "\"",
      "\\u0000",
      "\\ud800", "1e999", "-0", "NaN", "null", "99999999999999999999", "é",
      "Authorization: Bearer fc_a_b\r\n",
    ].map { Array($0.utf8) } + [
      [0xC0, 0xAF], [0xFF, 0xFE], [UInt8](repeating: 0x5B, count: 100),
      [UInt8](repeating: 0x41, count: 9000),
    ]

  private static func get(_ target: String, _ headers: String = "") -> [UInt8] {
    Array("GET \(target) HTTP/1.1\r\nHost: a\r\n\(headers)\r\n".utf8)
  }

  private static func post(
    _ path: String, _ type: String, _ body: String, _ headers: String = ""
  ) -> [UInt8] {
    Array(
      ("POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Type: \(type)\r\n\(headers)"
        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)").utf8)
  }

  /// What one connection sends.
  mutating func next() -> [UInt8] {
    switch Int.random(in: 0..<20, using: &random) {
    case 0: noise()
    // Pipelined: a right one, and something behind it.
    case 1: right() + noise()
    case 2: right() + mutated() + right()
    case 3: withMutatedBody()
    default: mutated()
    }
  }

  private mutating func right() -> [UInt8] {
    Self.requests[Int.random(in: Self.requests.indices, using: &random)]
  }

  private mutating func noise() -> [UInt8] {
    (0..<Int.random(in: 0...600, using: &random)).map { _ in
      UInt8.random(in: 0...255, using: &random)
    }
  }

  private mutating func mutated() -> [UInt8] {
    var bytes = right()
    for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&bytes) }
    return bytes
  }

  /// Nothing but the body is spoilt, and its length is said rightly: it reaches the route.
  private mutating func withMutatedBody() -> [UInt8] {
    let pieces = String(decoding: right(), as: UTF8.self).split(
      separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard pieces.count == 2, !pieces[1].isEmpty else { return mutated() }
    var body = Array(pieces[1].utf8)
    for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&body) }
    let head = pieces[0].split(separator: "\r\n").filter { !$0.hasPrefix("Content-Length") }
    let text = head.joined(separator: "\r\n") + "\r\nContent-Length: \(body.count)\r\n\r\n"
    return Array(text.utf8) + body
  }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: bytes.indices, using: &random)
    let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes.removeSubrange(place...)
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 3: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 4: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
    default:
      let fragment = Self.fragments[Int.random(in: Self.fragments.indices, using: &random)]
      bytes.insert(contentsOf: fragment, at: place)
    }
  }
}
