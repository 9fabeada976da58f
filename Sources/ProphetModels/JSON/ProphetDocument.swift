import JSONCoding

/// What `prophet.serialize.model_to_json` writes, as far as forecasts need it.
struct ProphetDocument: Decodable {
  let growth: String
  let start: Double
  let timeLength: Double
  let valueSize: Double
  /// Prophet before 1.1.5 has none of these three.
  let smallestValue: Double?
  let scaling: String?
  let holidaysMode: String?
  let seasonalityMode: String
  let hasFloor: Bool?
  let intervalWidth: Double
  let holidaysPriorScale: Double
  let changepoints: [Double]
  let seasonalities: NamedList<Seasonality>
  let regressors: NamedList<Regressor>
  let params: Params
  let history: Embedded<Table<HistoryRow>>
  /// Of all rows that Prophet was given, those without a value too.
  let dates: Embedded<Series>?
  let holidays: Embedded<Table<HolidayRow>>?
  let componentColumns: Embedded<Table<[String: Int]>>
  let trainedHolidays: Embedded<Series>?

  enum CodingKeys: String, CodingKey {
    case growth, start, scaling, seasonalities, params, history, holidays
    case dates = "history_dates"
    case timeLength = "t_scale"
    case valueSize = "y_scale"
    case smallestValue = "y_min"
    case holidaysMode = "holidays_mode"
    case seasonalityMode = "seasonality_mode"
    case hasFloor = "logistic_floor"
    case intervalWidth = "interval_width"
    case holidaysPriorScale = "holidays_prior_scale"
    case changepoints = "changepoints_t"
    case regressors = "extra_regressors"
    case componentColumns = "train_component_cols"
    case trainedHolidays = "train_holiday_names"
  }

  /// Reads the text of a model, or of a JSON string that holds it, as `json.dump(model_to_json(m))`
  /// writes.
  ///
  /// - Parameter text: UTF-8.
  /// - Throws: `ProphetModelError.malformed`
  init(text: [UInt8]) throws(ProphetModelError) {
    let decoder = JSONTextDecoder()
    do {
      let blanks: Set<UInt8> = [0x20, 0x0A, 0x0D, 0x09]
      if text.first(where: { !blanks.contains($0) }) == UInt8(ascii: "\"") {
        let inner = try decoder.decode(String.self, from: text)
        self = try decoder.decode(ProphetDocument.self, from: Array(inner.utf8))
      } else {
        self = try decoder.decode(ProphetDocument.self, from: text)
      }
    } catch {
      throw .malformed("\(error)")
    }
  }

  struct Seasonality: Decodable {
    let period: Double
    let fourierOrder: Int
    let priorScale: Double
    let mode: String
    let conditionName: String?

    enum CodingKeys: String, CodingKey {
      case period, mode
      case fourierOrder = "fourier_order"
      case priorScale = "prior_scale"
      case conditionName = "condition_name"
    }
  }

  struct Regressor: Decodable {
    let priorScale: Double
    let mean: Double
    let deviation: Double
    let mode: String

    enum CodingKeys: String, CodingKey {
      case mode
      case priorScale = "prior_scale"
      case mean = "mu"
      case deviation = "std"
    }
  }

  /// One list of draws a parameter; a fit without sampling has one draw.
  struct Params: Decodable {
    let k: Draws
    let m: Draws
    let delta: Draws
    let noise: Draws
    let beta: Draws

    enum CodingKeys: String, CodingKey {
      case k, m, delta, beta
      case noise = "sigma_obs"
    }
  }

  struct HistoryRow: Decodable {
    let ds: String
    let cap: Double?
    let floor: Double?
  }

  struct HolidayRow: Decodable {
    let holiday: String
    /// Empty where a name of the fit has no date any more.
    let ds: String?
    let lowerWindow: Double?
    let upperWindow: Double?
    let priorScale: Double?

    enum CodingKeys: String, CodingKey {
      case holiday, ds
      case lowerWindow = "lower_window"
      case upperWindow = "upper_window"
      case priorScale = "prior_scale"
    }
  }
}
