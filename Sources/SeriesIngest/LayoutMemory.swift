/// The layout of the last file with a header, because nearly all files of a fleet have the same one.
struct LayoutMemory: Sendable {
  private var header: [UInt8] = []
  private var layout: ColumnLayout?

  /// The layout that the first line of `bytes` tells.
  ///
  /// - Parameters:
  ///   - bytes: From the file's beginning.
  ///   - options: The same at every call.
  ///   - content: The same at every call.
  /// - Returns: The last one where the file begins with the same header.
  /// - Throws: A fault of the first line.
  mutating func layout(
    of bytes: Span<UInt8>, _ options: ReadingOptions, _ content: RowContent
  ) throws(CSVError) -> ColumnLayout {
    if let layout, bytes.hasPrefix(header, at: 0) { return layout }
    let layout = try ColumnLayout(of: bytes, options: options, content: content)
    if layout.hasHeader {
      header = (0..<layout.bodyStart).map { bytes[$0] }
      self.layout = layout
    }
    return layout
  }
}
