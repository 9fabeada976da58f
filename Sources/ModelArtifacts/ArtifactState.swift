public import FileSystem
public import Forecasting

/// All that a nightly update needs beside the model, and how far the file was absorbed.
public struct ArtifactState: Hashable, Sendable {
  public let update: UpdateState
  /// Where the next night begins to read; nil: it reads the whole file.
  public let watermark: SourceWatermark?
  /// What the model foretells of the next rows; nil: the next night asks the model.
  public let outlook: Outlook?

  public init(update: UpdateState, watermark: SourceWatermark?, outlook: Outlook? = nil) {
    self.update = update
    self.watermark = watermark
    self.outlook = outlook
  }
}
