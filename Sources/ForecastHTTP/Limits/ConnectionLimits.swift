/// How long a client may take, and how much it may send before it is known what it asks.
public struct ConnectionLimits: Hashable, Sendable {
  /// The most connections at a time; more are told so and closed.
  public var maximumConnections = 12_000
  /// The most bytes of a request's line, and of one header.
  public var maximumLineBytes = 8 << 10
  /// The most bytes of a request's headers together.
  public var maximumHeaderBytes = 32 << 10
  public var maximumHeaders = 100
  /// From the first byte of a request to the end of its headers.
  public var headTimeout: Duration = .seconds(10)
  /// The least bytes a second of a body, once `bodyGrace` is over; what comes faster puts the end
  /// off by no more than another grace.
  public var minimumBodyRate = 500
  public var bodyGrace: Duration = .seconds(5)
  /// From the end of a request to the beginning of its answer.
  public var requestTimeout: Duration = .seconds(60)
  /// The longest that a client may take none of the bytes that wait for it.
  public var writeTimeout: Duration = .seconds(30)
  /// How long a connection may stand without a request.
  public var idleTimeout: Duration = .seconds(75)

  public init() {}
}
