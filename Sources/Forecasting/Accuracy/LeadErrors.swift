/// Errors of a model and of the seasonal naive, by how far ahead they were.
public struct LeadErrors: Hashable, Sendable, Codable {
  /// A third of the horizon: the nearest, the middle, the farthest.
  public enum Part: Int, Hashable, Sendable, CaseIterable {
    case short
    case middle
    case long

    /// The part that a step belongs to.
    ///
    /// - Parameters:
    ///   - lead: In 1...`horizon`.
    ///   - horizon: Steps.
    init(lead: Int, of horizon: Int) {
      self = Part.allCases[(lead - 1) * 3 / horizon]
    }
  }

  /// One a part.
  private var model: [ErrorSums]
  private var naive: [ErrorSums]

  public init() {
    let empty = ErrorSums(levels: CrossValidation.levels)
    model = Part.allCases.map { _ in empty }
    naive = model
  }

  /// What one forecast said of one step.
  struct Prediction {
    let yhat: Double
    /// One pair a level of `CrossValidation.levels`.
    let bounds: [(lower: Double, upper: Double)]
  }

  mutating func add(
    _ part: Part, actual: Double, model: Prediction, naive: Prediction, scale: SeasonalScale
  ) {
    self.model[part.rawValue].add(
      actual: actual, yhat: model.yhat, bounds: model.bounds, scale: scale)
    self.naive[part.rawValue].add(
      actual: actual, yhat: naive.yhat, bounds: naive.bounds, scale: scale)
  }

  public mutating func add(_ other: LeadErrors) {
    for part in Part.allCases.map(\.rawValue) {
      model[part].add(other.model[part])
      naive[part].add(other.naive[part])
    }
  }

  /// Of one part of the horizon; nil where no value fell there.
  public func measures(_ part: Part) -> ComparedMeasures? {
    Self.compared(model[part.rawValue], naive[part.rawValue])
  }

  /// Of the whole horizon; nil where nothing was compared.
  public var measures: ComparedMeasures? { Self.compared(Self.sum(model), Self.sum(naive)) }

  private static func sum(_ parts: [ErrorSums]) -> ErrorSums {
    parts.reduce(into: ErrorSums(levels: CrossValidation.levels)) { $0.add($1) }
  }

  private static func compared(_ model: ErrorSums, _ naive: ErrorSums) -> ComparedMeasures? {
    guard let own = model.measures, let other = naive.measures else { return nil }
    return ComparedMeasures(model: own, naive: other)
  }
}
