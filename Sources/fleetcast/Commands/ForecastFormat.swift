/// How `fleetcast forecast` prints.
enum ForecastFormat: String, Sendable, CaseIterable {
  case table
  case json
  case csv
  case chart
}
