import JSONCoding

/// The JSON of the text members.
enum MemberJSON {
  static func encode(
    _ value: some Encodable, by encoder: JSONTextEncoder
  ) throws(MemberFault) -> [UInt8] {
    do { return try encoder.encode(value) } catch { throw .notEncodable(error.description) }
  }

  static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8]
  ) throws(MemberFault) -> Value {
    do {
      return try JSONTextDecoder().decode(type, from: bytes)
    } catch let fault as MemberFault {
      throw fault
    } catch {
      throw .malformed("\(error)")
    }
  }
}
