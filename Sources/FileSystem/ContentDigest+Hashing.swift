import CXXHash

extension ContentDigest {
  public init(of bytes: UnsafeRawBufferPointer) {
    self.init(XXH3_128bits(bytes.baseAddress, bytes.count))
  }

  public init(of bytes: RawSpan) {
    self = bytes.withUnsafeBytes { ContentDigest(of: $0) }
  }

  public init(of bytes: [UInt8]) {
    self = bytes.withUnsafeBytes { ContentDigest(of: $0) }
  }

  fileprivate init(_ hash: XXH128_hash_t) {
    self.init(high: hash.high64, low: hash.low64)
  }

  /// A digest of bytes that come piece by piece: equal to that of all of them at once.
  public struct Accumulator: ~Copyable {
    private let state: OpaquePointer

    public init() {
      // Fails only where 576 bytes cannot be had, as an array would.
      guard let state = XXH3_createState() else { fatalError("out of memory") }
      XXH3_128bits_reset(state)
      self.state = state
    }

    deinit { XXH3_freeState(state) }

    public mutating func append(_ bytes: RawSpan) {
      bytes.withUnsafeBytes { _ = XXH3_128bits_update(state, $0.baseAddress, $0.count) }
    }

    /// Of everything appended so far.
    public var digest: ContentDigest { ContentDigest(XXH3_128bits_digest(state)) }
  }
}
