/// Whether a model that was fitted anew takes the place of the one that stands.
///
/// The champion is the model that stands, with the newest rows absorbed; the challenger is the fit to all
/// rows. Both were held back from the same newest rows, over the same steps ahead, and are judged by the
/// sMAPE there: unlike MASE it has no scale, which the two measure on different rows.
///
/// A challenger stays out only where its error is more than a tenth larger. Updates are within 1% of
/// full fits night after night, and differences of a few percent on one window are noise; a tenth is
/// neither. The benefit of the doubt is the challenger's, because it alone has a scale, changepoints
/// and clip bounds that know all rows.
public enum ChampionRule {
  /// The largest error of a challenger that wins, in that of the champion.
  public static let tolerance = 1.1

  /// Whether the champion stays.
  ///
  /// - Parameters:
  ///   - champion: Of the model that stands, updated.
  ///   - challenger: Of the fit to all rows.
  /// - Returns: False also where one of them has no held-back rows.
  public static func keeps(
    _ champion: HeldBackAccuracy, against challenger: HeldBackAccuracy
  ) -> Bool {
    guard let own = champion.smape, let other = challenger.smape else { return false }
    return other > tolerance * own
  }
}
