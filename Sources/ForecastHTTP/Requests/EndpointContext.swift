import Hummingbird
import NIOCore

/// What is known of a request beside what it says.
struct EndpointContext: RemoteAddressRequestContext {
  var coreContext: CoreRequestContextStorage
  /// What the caller may do: nothing until that has been looked at.
  var grant = Grant.nothing

  private let channel: any Channel

  /// Whose connection it is: a proxy's, where there is one.
  var remoteAddress: SocketAddress? { channel.remoteAddress }

  init(source: ApplicationRequestContextSource) {
    channel = source.channel
    coreContext = CoreRequestContextStorage(source: source)
  }
}
