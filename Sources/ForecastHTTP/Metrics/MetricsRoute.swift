import AccessTokens
import Hummingbird
import ModelServing

/// `GET /metrics`: what Prometheus scrapes.
struct MetricsRoute: Sendable {
  let requests: RequestMetrics
  let process: ProcessFacts
  /// Of the program.
  let version: String
  /// Of all caches, which are added up.
  let caches: @Sendable () -> [CacheStatistics]
  /// Of all repositories, which are added up.
  let loadTimes: @Sendable () -> [LoadTimes]
  /// How many customers were there at the last listing; nil before the first.
  let knownModels: @Sendable () -> Int?
  /// How many models a platform has registered; nil where there is none.
  let registeredModels: @Sendable () -> Int?

  var route: RouteTable.Route {
    .init(method: .get, path: "/metrics", needs: .metrics) { _, _ in
      Response(contentType: PrometheusText.contentType, Array(text.utf8))
    }
  }

  private var text: String {
    var text = PrometheusText()
    text.metric("fleetcast_build_info", .gauge, "Always 1; the label says which program this is.")
    text.sample(1, [("version", version)])
    requests.write(to: &text)
    writeModels(to: &text)
    writeLoadTimes(to: &text)
    process.write(to: &text)
    return text.text
  }

  private func writeModels(to text: inout PrometheusText) {
    let caches = caches()
    func sum(_ count: KeyPath<CacheStatistics, Int>) -> Int {
      caches.reduce(0) { $0 + $1[keyPath: count] }
    }
    func counter(
      _ name: String, _ help: String, _ label: String,
      _ counts: KeyValuePairs<String, KeyPath<CacheStatistics, Int>>
    ) {
      text.metric(name, .counter, help)
      for (value, count) in counts { text.sample(Double(sum(count)), [(label, value)]) }
    }
    counter(
      "fleetcast_model_requests_total", "Requests for a model.", "result",
      ["hit": \.hits, "miss": \.misses, "coalesced": \.coalesced, "negative": \.negativeHits])
    counter(
      "fleetcast_model_loads_total", "Archives looked for and read.", "result",
      ["ok": \.loads, "not_found": \.missing, "failed": \.failedLoads, "unchanged": \.unchanged])
    counter(
      "fleetcast_model_evictions_total", "Models that left memory.", "reason",
      ["budget": \.evictions, "replaced": \.replacements])
    let gauges: KeyValuePairs<String, (help: String, count: KeyPath<CacheStatistics, Int>)> = [
      "fleetcast_models_loaded": ("Models in memory.", \.residentModels),
      "fleetcast_model_cache_bytes": ("Measured memory of the models.", \.residentBytes),
      "fleetcast_model_cache_capacity_bytes": ("Most memory of the models.", \.capacityBytes),
      "fleetcast_model_load_queue_length": ("Archives being read or waited for.", \.pendingReads),
      "fleetcast_negative_entries": ("Remembered failures.", \.rememberedFailures),
    ]
    for (name, gauge) in gauges { text.metric(name, .gauge, gauge.help, sum(gauge.count)) }
    if let known = knownModels() {
      text.metric(
        "fleetcast_models_known", .gauge, "Customers with an archive at the last listing.", known)
    }
    if let registered = registeredModels() {
      text.metric(
        "fleetcast_models_registered", .gauge, "Models that the platform has registered.",
        registered)
    }
  }

  private func writeLoadTimes(to text: inout PrometheusText) {
    let times = loadTimes().reduce(into: LoadTimes()) { $0.add($1) }
    text.metric(
      "fleetcast_model_load_wait_seconds", .histogram,
      "Time that requests waited for a model that was not in memory.")
    text.samples(of: times.waits)
    text.metric(
      "fleetcast_model_read_seconds", .histogram, "Time until an archive's bytes were read.")
    text.samples(of: times.reads)
    text.metric(
      "fleetcast_model_load_seconds", .histogram,
      "Time until an archive had become a model, with its read.")
    text.samples(of: times.loads)
  }
}
