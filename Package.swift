// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let configuration = Target.Dependency.product(
  name: "Configuration", package: "swift-configuration")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbirdCore = Target.Dependency.product(
  name: "HummingbirdCore", package: "hummingbird")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let serviceLifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let unixSignals = Target.Dependency.product(
  name: "UnixSignals", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// What several test targets share.
func testSupport(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: strict)
}

let package = Package(
  name: "fleetcast",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "fleetcast", targets: ["fleetcast"]),
    .library(name: "Forecasting", targets: ["Forecasting"]),
    .library(name: "LinearAlgebra", targets: ["LinearAlgebra"]),
    .library(
      name: "TrainingStages",
      targets: ["Customers", "FileSystem", "ModelArtifacts", "SeriesIngest"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0", traits: []),
    .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
    .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    .package(
      url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2", traits: []),
  ],
  targets: [
    .systemLibrary(
      name: "CLAPACK", providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
    .systemLibrary(
      name: "CArchive", providers: [.apt(["libarchive-dev", "libdeflate-dev"])]),
    .systemLibrary(name: "CNettle", providers: [.apt(["nettle-dev"])]),
    .systemLibrary(name: "CXXHash", providers: [.apt(["libxxhash-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CLinux"),
    .target(name: "CLanes"),
    .systemLibrary(name: "CMalloc"),

    library("LinearAlgebra", ["CLAPACK"]),
    library("Forecasting", ["CLanes", "LinearAlgebra"]),
    library("PrintableText", []),
    library("DecimalNumbers", []),
    library("JSONCoding", ["DecimalNumbers"]),
    library("Customers", ["PrintableText"]),
    library("FileSystem", ["CLinux", "CXXHash", "PrintableText"]),
    library(
      "SeriesIngest",
      ["Customers", "DecimalNumbers", "Forecasting", "FileSystem", "PrintableText", "CZlib"]),
    library(
      "AccessTokens", ["Customers", "FileSystem", "JSONCoding", "PrintableText", "CNettle"]),
    library(
      "FleetData", ["Customers", "FileSystem", "Forecasting", "PrintableText", "SeriesIngest"]),
    library("ActualsSpool", ["Customers", "FileSystem", "PrintableText"]),
    library(
      "ModelArtifacts",
      [
        "Customers", "Forecasting", "FileSystem", "JSONCoding", "PrintableText", "ProphetModels",
        "CArchive",
      ]),
    library("ModelRegistry", ["Customers", "FileSystem", grdb]),
    library(
      "ArchiveHistory", ["Customers", "FileSystem", "ModelArtifacts"]),
    library(
      "FleetTraining",
      [
        "ActualsSpool", "ArchiveHistory", "Customers", "Forecasting", "SeriesIngest",
        "ModelArtifacts",
        "ModelRegistry", "FileSystem", "JSONCoding", "PrintableText", logging, subprocess,
        systemPackage,
      ]),
    library("ProphetModels", ["Forecasting", "JSONCoding", "LinearAlgebra"]),
    library(
      "FleetEvaluation",
      ["Customers", "FleetTraining", "Forecasting", "JSONCoding", "SeriesIngest"]),
    library("ForecastFormats", ["Customers", "Forecasting", "JSONCoding", "ModelArtifacts"]),
    library(
      "ModelServing",
      ["CMalloc", "Customers", "Forecasting", "ModelArtifacts", "FileSystem", logging]),
    .target(
      name: "ForecastHTTP",
      dependencies: [
        "AccessTokens", "ActualsSpool",
        "Customers", "Forecasting", "ForecastFormats", "JSONCoding", "ModelArtifacts",
        "ModelServing", hummingbird, hummingbirdCore, httpTypes, logging, nioCore, nioHTTP1,
        nioHTTPTypes,
        serviceLifecycle,
      ],
      resources: [.embedInCode("openapi.json")], swiftSettings: strict),
    .executableTarget(
      name: "fleetcast",
      dependencies: [
        "AccessTokens", "ActualsSpool", "ArchiveHistory", "Customers", "Forecasting", "FileSystem",
        "SeriesIngest", "FleetData", "ModelArtifacts", "ModelRegistry", "FleetTraining",
        "FleetEvaluation",
        "ForecastFormats", "JSONCoding",
        "ModelServing", "ForecastHTTP", "PrintableText", "ProphetModels", argumentParser,
        configuration, logging, serviceLifecycle, unixSignals, yams,
      ],
      swiftSettings: strict),

    testSupport("TestFolders", []),
    testSupport(
      "TestArtifacts",
      ["Customers", "Forecasting", "FileSystem", "ModelArtifacts", "TestFolders"]),
    tests("ArchitectureTests", []),
    tests("LinearAlgebraTests", ["LinearAlgebra"]),
    tests("ForecastingTests", ["Forecasting", "LinearAlgebra"]),
    tests("PrintableTextTests", ["PrintableText"]),
    tests("AccessTokensTests", ["AccessTokens", "Customers", "FileSystem", "TestFolders"]),
    tests("CustomersTests", ["Customers"]),
    tests("ActualsSpoolTests", ["ActualsSpool", "Customers", "TestFolders"]),
    tests("FileSystemTests", ["FileSystem", "TestFolders"]),
    tests("SeriesIngestTests", ["SeriesIngest", "FileSystem", "Forecasting", "TestFolders"]),
    tests(
      "FleetDataTests",
      ["FleetData", "Customers", "FileSystem", "Forecasting", "SeriesIngest", "TestFolders"]),
    tests("JSONCodingTests", ["JSONCoding", "TestArtifacts"]),
    .testTarget(
      name: "ModelArtifactsTests",
      dependencies: [
        "Customers", "Forecasting", "FileSystem", "ModelArtifacts", "TestArtifacts", "TestFolders",
      ],
      exclude: ["Fixtures"], swiftSettings: strict),
    tests(
      "ArchiveHistoryTests",
      ["ArchiveHistory", "Customers", "FileSystem", "ModelArtifacts", "TestFolders"]),
    tests("ModelRegistryTests", ["ModelRegistry", "Customers", "FileSystem", "TestFolders", grdb]),
    tests(
      "FleetTrainingTests",
      [
        "ActualsSpool", "ArchiveHistory", "FleetTraining", "Customers", "FileSystem", "Forecasting",
        "ModelArtifacts", "ModelRegistry", "SeriesIngest", "TestFolders", logging,
      ]),
    tests(
      "FleetEvaluationTests",
      [
        "FleetEvaluation", "FleetTraining", "Customers", "Forecasting", "SeriesIngest",
        "TestFolders",
      ]),
    tests(
      "ModelServingTests",
      [
        "Customers", "Forecasting", "FileSystem", "ModelArtifacts", "ModelServing",
        "TestArtifacts", "TestFolders", logging,
      ]),
    tests(
      "ForecastFormatsTests",
      [
        "Customers", "FileSystem", "Forecasting", "ForecastFormats", "JSONCoding",
        "ModelArtifacts", "TestArtifacts",
      ]),
    tests(
      "ForecastHTTPTests",
      [
        "AccessTokens", "ActualsSpool",
        "Customers", "Forecasting", "ForecastFormats", "ForecastHTTP", "ModelArtifacts",
        "ModelServing", "TestArtifacts", "TestFolders", httpTypes, logging, serviceLifecycle,
      ]),
    tests(
      "fleetcastTests",
      [
        "fleetcast", "FleetEvaluation", "ForecastHTTP", "Forecasting", "ModelRegistry",
        "TestFolders", argumentParser, logging,
      ]),
    .testTarget(
      name: "ProphetModelsTests", dependencies: ["Forecasting", "ProphetModels"],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests", dependencies: ["TestArtifacts", "TestFolders"],
      exclude: ["Trials/fault.c"],
      swiftSettings: strict),
  ]
)
