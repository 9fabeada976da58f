// swift-tools-version: 6.2
import PackageDescription

func own(_ product: String) -> Target.Dependency { .product(name: product, package: "fleetcast") }

// A package of its own, so that benchmarks are no part of what users build.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "fleetcast", path: ".."),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0", traits: []),
  ],
  targets: [
    .target(name: "Measuring", dependencies: [own("LinearAlgebra")]),
    .executableTarget(
      name: "fit", dependencies: ["Measuring", own("Forecasting"), own("LinearAlgebra")]),
    .executableTarget(
      name: "stages",
      dependencies: [
        "Measuring", own("Forecasting"), own("LinearAlgebra"), own("TrainingStages"),
      ]),
    .executableTarget(
      name: "static",
      dependencies: [
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]),
  ]
)
