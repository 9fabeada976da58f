extension Catalogue {
  /// What `fleetcast.yaml` may hold.
  static let names: [String] = [
    data.name, artifacts.name, out.name, quiet.name, json.name, format.name,
    horizon.name, level.name, start.name, components.name, coreOnly.name, folds.name,
    initial.name, period.name, workers.name, shard.name,
    customerTimeout.name, workerMemory.name, maximumFailed.name, restart.name, onlyFailed.name,
    allowFailures.name, keepPrevious.name, stage.name, deadline.name, refitEvery.name,
    maximumMissing.name, verifyContent.name,
    growth.name, changepoints.name, changepointCount.name, changepointPriorScale.name,
    intervalWidth.name, seasonalities.name, regressors.name, holidays.name,
    holidaysPriorScale.name, future.name, seasonalityMode.name,
    seasonalityPriorScale.name, yearlySeasonality.name, weeklySeasonality.name,
    dailySeasonality.name, strict.name, timeColumn.name, valueColumn.name, customerColumn.name,
    maximumInputBytes.name, customers.name, days.name, step.name, from.name, noise.name,
    weekly.name, trend.name,
    seed.name, run.name, staleAfter.name, host.name, port.name, cacheBytes.name,
    maximumBodyBytes.name, endpointName.name, modelsRoot.name, auth.name, insecure.name,
    maximumBatchBytes.name, maximumTotalBodyBytes.name, maximumLineBytes.name,
    maximumHeaderBytes.name, maximumHeaders.name,
    maximumConnections.name, headTimeout.name, minimumBodyRate.name, bodyGrace.name,
    requestTimeout.name, writeTimeout.name, idleTimeout.name,
    logFormat.name, logLevel.name, slowRequest.name, drainDelay.name, drainTimeout.name,
    concurrentReads.name, queuedReads.name,
  ]

  /// What names the file itself: settable by flag and variable.
  static let variableNames: [String] = names + [config.name]

  /// Flags that say what one call does; as a setting they would change calls that nobody thought
  /// of, so that variables and keys of these names are refused.
  static let commandLineNames: Set<String> = [
    "customer", "drift", "dry-run", "expires", "failed", "force", "keep", "missing",
    "remove-new", "scope", "stale", "verify", "warnings", "watch",
  ]

  /// Which of them may be a list in `fleetcast.yaml`; elsewhere their values stand between commas.
  static let listNames: Set<String> = [
    changepoints.name, seasonalities.name, regressors.name, level.name,
  ]
}
