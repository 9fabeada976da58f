import Customers
import FileSystem
import Forecasting
import JSONCoding
import ModelRegistry
import SeriesIngest

/// What makes two runs the same: whatever changes a model or where it goes.
struct RunIdentity: Hashable, Sendable {
  /// Of what shapes a model beside the customer's file; stands in every archive.
  let specificationDigest: ContentDigest
  /// The settings as JSON, for people.
  let options: String
  /// 32 hexadecimal digits.
  let text: String

  /// Raised when the same data and specification would give another model.
  private static let modelVersion = 2

  private struct Specification: Encodable {
    let modelVersion: Int
    let model: ModelSpec
    let timeColumn: String?
    let valueColumn: String?
  }

  private struct Options: Encodable {
    let data: String
    let kind: RunKind
    let timeColumn: String?
    let valueColumn: String?
    let isStrict: Bool
    let shard: String
    /// A digest of the list, where one was given.
    let customers: String?
    let stage: String?
    /// Without its holidays, of which there may be thousands; the digest knows them.
    let specification: ModelSpec
    let holidays: Int
    let specificationDigest: String
    let future: String?
    /// Of one file for all customers; a folder's files are each its customer's source.
    let futureDigest: String?
    let refitEverySeconds: Int64?
  }

  /// - Parameters:
  ///   - settings: What the run is asked to do.
  ///   - dataFolder: Absolute, without symbolic links.
  init(_ settings: TrainingSettings, dataFolder: String) {
    let specification = Specification(
      modelVersion: Self.modelVersion, model: settings.specification,
      timeColumn: settings.reading.timeColumn, valueColumn: settings.reading.valueColumn)
    specificationDigest = ContentDigest(of: Self.encoded(specification))
    var withoutHolidays = settings.specification
    withoutHolidays.holidays = []
    let options = Self.encoded(
      Options(
        data: dataFolder, kind: settings.kind,
        timeColumn: settings.reading.timeColumn, valueColumn: settings.reading.valueColumn,
        isStrict: settings.reading.strict, shard: settings.shard.description,
        customers: settings.customers?.digest.hexadecimal, stage: settings.stage?.text,
        specification: withoutHolidays, holidays: settings.specification.holidays.count,
        specificationDigest: specificationDigest.hexadecimal,
        future: settings.future?.path, futureDigest: settings.future?.digest?.hexadecimal,
        refitEverySeconds: settings.kind == .retrain ? settings.nightly.refitEverySeconds : nil))
    self.options = String(decoding: options, as: UTF8.self)
    text = ContentDigest(of: options).hexadecimal
  }

  // Sorted keys: equal settings give equal bytes.
  private static func encoded(_ value: some Encodable) -> [UInt8] {
    guard let bytes = try? JSONTextEncoder().encode(value) else {
      preconditionFailure("the settings hold a number that JSON cannot say")
    }
    return bytes
  }
}

extension RunRecord {
  /// What `RunIdentity` has written into the options; nil of rollbacks and promotions.
  var specificationDigest: Substring? {
    options.firstMatch(of: /"specificationDigest":"([0-9a-f]+)"/)?.output.1
  }
}

extension CustomerList {
  fileprivate var digest: ContentDigest {
    ContentDigest(of: flatMap { Array($0.text.utf8) + [0x0A] })
  }
}
