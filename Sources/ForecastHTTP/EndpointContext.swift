import Hummingbird

/// What is known of a request beside what it says.
struct EndpointContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// What the caller may do: nothing until that has been looked at.
  var grant = Grant.nothing

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
  }
}
