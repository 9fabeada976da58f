import Foundation

/// A folder of Tests/Fixtures.
func fixtureFolder(_ path: String) -> URL {
  URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/\(path)")
}

/// Reads a file of Tests/Fixtures.
func fixture(_ path: String) throws -> Data {
  try Data(contentsOf: fixtureFolder(path))
}

/// Numbers as JSON has them: null where missing.
func numbers(_ values: [Double?]) -> [Double] {
  values.map { $0 ?? .nan }
}
