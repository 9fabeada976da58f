extension Seasonality {
  /// A seasonality that a specification adds; nil where the rows can resolve no harmonic of it.
  ///
  /// - Parameters:
  ///   - custom: As specified, in days.
  ///   - traits: Of the interval, whose months, quarters and years count with their mean length.
  init?(_ custom: CustomSeasonality, _ traits: IntervalTraits) {
    let exact = custom.period * traits.rowsPerYear / 365.25
    // A whole number of rows is one but for rounding: such periods repeat to the bit.
    let whole = exact.rounded()
    let period = abs(exact - whole) <= 1e-9 * exact ? whole : exact
    // Irregular rows and conditional columns cannot do without sines.
    let needsSines = traits.isIrregular || custom.conditionName != nil
    let orders = (1...custom.fourierOrder).filter {
      needsSines ? 2 * Double($0) < period : 2 * Double($0) <= period
    }
    guard !orders.isEmpty else { return nil }
    self.init(
      name: custom.name, period: period,
      harmonics: orders.map { Harmonic(multiple: $0, deviation: custom.priorScale) })
  }

  /// The prior standard deviations of the coefficients, one a column.
  var deviations: [Double] {
    harmonics.flatMap { harmonic in
      [Double](repeating: harmonic.deviation, count: hasSine(harmonic.multiple) ? 2 : 1)
    }
  }
}

extension ModelSpec {
  /// The seasonalities of all rows: those that the history carries, then the custom ones.
  ///
  /// - Parameters:
  ///   - traits: Of the interval.
  ///   - span: The length of the history, in rows.
  /// - Returns: Without those that have a condition, and without what custom ones take the place of.
  func unconditionalSeasonalities(_ traits: IntervalTraits, span: Double) -> [Seasonality] {
    let builtIn = Seasonality.all(of: traits, span: span, wanted: seasonalities)
    guard !customSeasonalities.isEmpty else { return builtIn }
    let replaced = Set(customSeasonalities.map(\.name))
    let custom = customSeasonalities.lazy.filter { $0.conditionName == nil }
    return builtIn.filter { !replaced.contains($0.name) }
      + custom.compactMap { Seasonality($0, traits) }
  }
}
