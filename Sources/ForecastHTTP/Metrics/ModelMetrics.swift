import ModelServing

/// What the caches hold and did, added up over all of them.
struct ModelMetrics: Sendable {
  let caches: @Sendable () -> [CacheStatistics]
  /// Of the caches that are to be filled.
  let capacityBytes: @Sendable () -> Int
  let loadTimes: @Sendable () -> [LoadTimes]
  /// How many customers were there at the last listing; nil before the first.
  let knownModels: @Sendable () -> Int?
  /// How many models a platform has registered; nil where there is none.
  let registeredModels: @Sendable () -> Int?

  func write(to text: inout PrometheusText) {
    let caches = caches()
    writeCounters(caches, to: &text)
    writeGauges(caches, to: &text)
    writeTimes(to: &text)
  }

  private func writeCounters(_ caches: [CacheStatistics], to text: inout PrometheusText) {
    func counter(
      _ name: String, _ help: String, _ label: String,
      _ counts: KeyValuePairs<String, (CacheStatistics) -> Int>
    ) {
      text.metric(name, .counter, help)
      for (value, count) in counts {
        text.sample(Double(caches.reduce(0) { $0 + count($1) }), [(label, value)])
      }
    }
    counter(
      "fleetcast_model_requests_total", "Requests for a model.", "result",
      ["hit": \.hits, "miss": \.misses, "coalesced": \.coalesced, "negative": \.negativeHits])
    counter(
      "fleetcast_model_loads_total", "Archives looked for and read.", "result",
      [
        "ok": { $0.loads - $0.overBudget }, "not_found": \.missing,
        "corrupt": { $0.failedLoads - $0.failedReads }, "io": \.failedReads,
        "over_budget": \.overBudget, "unchanged": \.unchanged,
      ])
    counter(
      "fleetcast_model_evictions_total", "Models that left memory.", "reason",
      ["budget": \.evictions, "replaced": \.replacements, "api": \.removals])
  }

  private func writeGauges(_ caches: [CacheStatistics], to text: inout PrometheusText) {
    let gauges: KeyValuePairs<String, (help: String, count: KeyPath<CacheStatistics, Int>)> = [
      "fleetcast_models_loaded": ("Models in memory.", \.residentModels),
      "fleetcast_model_cache_bytes": ("Measured memory of the models.", \.residentBytes),
      "fleetcast_model_load_queue_length": ("Archives being read or waited for.", \.pendingReads),
      "fleetcast_negative_entries": ("Remembered failures.", \.rememberedFailures),
    ]
    for (name, gauge) in gauges {
      let sum = caches.reduce(0) { $0 + $1[keyPath: gauge.count] }
      text.metric(name, .gauge, gauge.help, sum)
    }
    text.metric(
      "fleetcast_model_cache_capacity_bytes", .gauge, "Most memory of the models.",
      capacityBytes())
    text.metric(
      "fleetcast_model_cache_oldest_use_age_seconds", .gauge,
      "How long the model that was asked for least recently has not been; 0 where there is none.",
      (caches.compactMap(\.oldestUseAge).max() ?? .zero) / .seconds(1))
    // A time that there is not would be taken for 1970.
    if let newest = caches.compactMap(\.newestModelNanoseconds).max() {
      text.metric(
        "fleetcast_newest_model_timestamp_seconds", .gauge,
        "When the newest archive that was read was written, since 1970.", Double(newest) / 1e9)
    }
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

  private func writeTimes(to text: inout PrometheusText) {
    let times = loadTimes().reduce(into: LoadTimes()) { $0.add($1) }
    let histograms: KeyValuePairs<String, (help: String, values: Histogram)> = [
      "fleetcast_model_load_wait_seconds": (
        "Time that requests waited for a model that was not in memory.", times.waits
      ),
      "fleetcast_model_read_seconds": ("Time until an archive's bytes were read.", times.reads),
      "fleetcast_model_load_seconds": (
        "Time until an archive had become a model, with its read.", times.loads
      ),
      "fleetcast_model_unload_seconds": (
        "Time until the memory of a model that left was free.", times.unloads
      ),
    ]
    for (name, histogram) in histograms {
      text.metric(name, .histogram, histogram.help)
      text.samples(of: histogram.values)
    }
  }
}
