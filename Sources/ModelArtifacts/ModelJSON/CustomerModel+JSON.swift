import Forecasting
import JSONCoding
import ProphetModels

/// A fitted model is written as itself, one of Prophet's as the only member of an object.
extension CustomerModel {
  /// `model.json`; the members of every object in the order of their names.
  ///
  /// Each part says itself what it is made of: by way of `Encodable` a model took three quarters more.
  func json() throws(MemberFault) -> [UInt8] {
    // A year of days takes 4 KiB.
    var writer = JSONWriter(reservingBytes: 8 << 10)
    do {
      switch self {
      case .fitted(let model): model.write(to: &writer)
      case .prophet(let model):
        let text = try JSONTextEncoder().encode(model)
        writer.object { writer in
          writer.member("prophet")
          writer.json(text)
        }
      }
      return try writer.finiteBytes()
    } catch {
      throw .notEncodable(error.description)
    }
  }

  /// Of `model.json`; every forecast of the model will be finite.
  init(json text: [UInt8]) throws(MemberFault) {
    do {
      let json = try JSONElement(reading: text)
      if let prophet = try json.memberIfPresent("prophet") {
        self = .prophet(try prophet.decoded(as: ProphetModel.self))
      } else {
        self = .fitted(try FittedModel(json: json))
      }
    } catch {
      throw .malformed("\(error)")
    }
  }
}
