import Hummingbird
import NIOCore

/// Tells the connection that a route has nothing against a request so far, and reads its body.
struct BodyWanted: Sendable {}

/// What is known of a request beside what it says.
struct EndpointContext: RemoteAddressRequestContext {
  var coreContext: CoreRequestContextStorage
  /// What the caller may do: nothing until that has been looked at.
  var grant = Grant.nothing

  private let channel: any Channel

  /// Whose connection it is: a proxy's, where there is one.
  var remoteAddress: SocketAddress? { channel.remoteAddress }

  /// Lets a client that waits for `100 Continue` send its body.
  func wantBody() { channel.triggerUserOutboundEvent(BodyWanted(), promise: nil) }

  init(source: ApplicationRequestContextSource) {
    channel = source.channel
    coreContext = CoreRequestContextStorage(source: source)
  }
}
