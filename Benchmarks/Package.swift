// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that benchmarks are no part of what users build.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "fleetcast", path: "..")],
  targets: [
    .executableTarget(
      name: "floor",
      dependencies: [.product(name: "LinearAlgebra", package: "fleetcast")]),
    .executableTarget(
      name: "fit",
      dependencies: [
        .product(name: "Forecasting", package: "fleetcast"),
        .product(name: "LinearAlgebra", package: "fleetcast"),
      ]),
  ]
)
