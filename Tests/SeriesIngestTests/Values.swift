import Forecasting
import SeriesIngest
import Testing

/// The values of a two-column text without a header, each on a day of its own.
func values(of fields: [String]) throws -> [Double] {
  let lines = fields.enumerated().map { "\(86_400 * ($0.offset + 1)),\($0.element)\n" }
  return try SeriesCSVReader().read(lines.joined()).series.values
}

/// The error of a text.
func error(of text: String, options: ReadingOptions = ReadingOptions()) -> CSVError? {
  do {
    _ = try SeriesCSVReader(options: options).read(text)
    return nil
  } catch {
    return error
  }
}
