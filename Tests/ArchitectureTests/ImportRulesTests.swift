import Foundation
import Testing

/// The architecture as a table: what each target may import beside the standard library.
private let allowedImports: [String: Set<String>] = [
  "LinearAlgebra": ["CLAPACK"],
  "Forecasting": ["CLanes", "Glibc", "LinearAlgebra"],
  "PrintableText": [],
  "DecimalNumbers": [],
  "JSONCoding": ["DecimalNumbers"],
  "Customers": ["PrintableText"],
  "ProphetModels": ["Forecasting", "Glibc", "JSONCoding", "LinearAlgebra"],
  "FileSystem": ["CLinux", "CXXHash", "Glibc", "PrintableText"],
  "SeriesIngest": [
    "CZlib", "Customers", "DecimalNumbers", "FileSystem", "Forecasting", "PrintableText",
  ],
  "FleetData": [
    "Customers", "FileSystem", "Forecasting", "Glibc", "PrintableText", "SeriesIngest",
  ],
  "ActualsSpool": ["Customers", "FileSystem", "Glibc", "PrintableText"],
  "ModelArtifacts": [
    "CArchive", "Customers", "FileSystem", "Forecasting", "JSONCoding", "PrintableText",
    "ProphetModels",
  ],
  "ModelRegistry": ["Customers", "FileSystem", "Foundation", "FoundationEssentials", "GRDB"],
  "ArchiveHistory": ["Customers", "FileSystem", "ModelArtifacts"],
  "FleetTraining": [
    "ActualsSpool", "ArchiveHistory", "Customers", "FileSystem", "Forecasting", "Foundation",
    "FoundationEssentials", "Glibc",
    "JSONCoding", "Logging", "ModelArtifacts", "ModelRegistry", "PrintableText", "SeriesIngest",
    "Subprocess",
    "Synchronization", "SystemPackage",
  ],
  "FleetEvaluation": [
    "Customers", "FleetTraining", "Forecasting", "JSONCoding", "SeriesIngest",
  ],
  "ForecastFormats": ["Customers", "Forecasting", "JSONCoding", "ModelArtifacts"],
  "ModelServing": [
    "CMalloc", "Customers", "Dispatch", "FileSystem", "Forecasting", "Glibc", "Logging",
    "ModelArtifacts", "Synchronization",
  ],
  "AccessTokens": [
    "CNettle", "Customers", "FileSystem", "JSONCoding", "PrintableText", "Synchronization",
  ],
  "ForecastHTTP": [
    "AccessTokens", "ActualsSpool", "Dispatch",
    "Customers", "ForecastFormats", "Forecasting", "Glibc", "HTTPTypes", "Hummingbird",
    "HummingbirdCore",
    "JSONCoding", "Logging",
    "ModelArtifacts", "ModelServing", "NIOCore", "NIOHTTP1", "NIOHTTPTypes",
    "ServiceLifecycle", "Synchronization",
  ],
]

/// Modules that are wrapped in one place: each may be imported by that many files at the most.
private let importers: [String: Int] = [
  "CLAPACK": 1, "CArchive": 1, "CLanes": 1, "CLinux": 1, "CMalloc": 1, "CNettle": 1,
  "CXXHash": 1, "CZlib": 1,
  "Subprocess": 1,
]

private struct Import {
  let target: String
  let file: String
  let module: String
}

private func imports() throws -> [Import] {
  let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources").standardizedFileURL
  let files = try #require(
    FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
  let importLine =
    /^ *(?:@\w+ )?(?:(?:public|package|internal|private|fileprivate) )?import (?:(?:struct|class|enum|func|let|var|typealias) )?(\w+)/
    .anchorsMatchLineEndings()
  var found: [Import] = []
  for case let file as URL in files where file.pathExtension == "swift" {
    let target = file.standardizedFileURL.pathComponents[sources.pathComponents.count]
    for match in try String(contentsOf: file, encoding: .utf8).matches(of: importLine) {
      found.append(
        Import(target: target, file: file.lastPathComponent, module: String(match.1)))
    }
  }
  return found
}

@Test(arguments: allowedImports.keys.sorted())
func `target imports only what its rule allows`(target: String) throws {
  for line in try imports() where line.target == target {
    #expect(
      allowedImports[target]?.contains(line.module) == true,
      "\(target)/\(line.file) imports \(line.module)")
  }
}

@Test func `every target but the executable has a rule`() throws {
  let targets = Set(try imports().map(\.target))

  #expect(targets.subtracting(allowedImports.keys) == ["fleetcast"])
}

@Test(arguments: importers.keys.sorted())
func `a wrapped library is imported where it is wrapped`(module: String) throws {
  let files = Set(try imports().filter { $0.module == module }.map(\.file))

  #expect(files.count <= importers[module] ?? 0, "\(module) is imported by \(files.sorted())")
  #expect(!files.isEmpty, "nothing imports \(module): drop it")
}

@Test func `training and serving never import each other`() throws {
  let lines = try imports()

  #expect(!lines.contains { $0.target == "FleetTraining" && $0.module == "ModelServing" })
  #expect(!lines.contains { $0.target == "ModelServing" && $0.module == "FleetTraining" })
}
