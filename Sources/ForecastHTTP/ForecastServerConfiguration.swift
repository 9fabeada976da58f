/// Where a server listens, and what it lets a client do.
public struct ForecastServerConfiguration: Hashable, Sendable {
  /// The address to listen on; only this machine's own by default.
  public var host = "127.0.0.1"
  /// 0 takes a free one, which `ForecastServer` reports.
  public var port = 8080
  /// Of each connection, before its requests are known.
  public var connections = ConnectionLimits()
  /// The most bytes of a request's body; SageMaker's own endpoints take as much.
  public var maximumBodyBytes = 6 << 20
  /// The most bytes of a batch's body.
  public var maximumBatchBytes = 64 << 20
  /// The most bytes of all bodies that are in memory at one time; batches may have half of them.
  public var maximumTotalBodyBytes = 256 << 20
  /// A request that takes so long gets a line in the log.
  public var slowRequest: Duration = .seconds(1)
  /// How long requests that were begun may take to end when the server ends; SageMaker kills a container
  /// after 30 s.
  public var drainTimeout: Duration = .seconds(25)
  /// How long a listing of the customers stands before the folder is looked at again.
  public var listingInterval: Duration = .seconds(60)
  /// Of the program: an answer's tag changes with it.
  public var version = ""
  /// The folder of the spool that takes actuals; nil where none are taken.
  public var actualsFolder: String?
  /// The only endpoint's name that SageMaker's runtime route answers; any where it is nil.
  public var endpointName: String?
  /// What SageMaker's invocations accept where they do not say; nil accepts everything.
  public var defaultAccept: String?

  /// With less in all, a body that is allowed by itself would never fit.
  public var leastTotalBodyBytes: Int {
    max(maximumBodyBytes, maximumBatchBytes > .max / 2 ? .max : 2 * maximumBatchBytes)
  }

  public init() {}
}
