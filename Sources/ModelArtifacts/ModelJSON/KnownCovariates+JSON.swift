import Forecasting
import JSONCoding

extension KnownCovariates: ModelPart {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("names", names)
      writer.member("values")
      writer.array { writer in
        for column in values {
          writer.array { writer in
            for value in column { writer.number(value) }
          }
        }
      }
    }
  }

  init(json: JSONElement) throws(JSONCodingError) {
    let columns = try json.elements("values").map { column throws(JSONCodingError) in
      try column.elements().map { value throws(JSONCodingError) in
        value.isNull ? nil : try value.number()
      }
    }
    self.init(names: try json.texts("names"), values: columns)
  }
}
