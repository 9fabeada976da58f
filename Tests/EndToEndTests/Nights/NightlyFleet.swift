import Foundation
import TestFolders

/// 200 customers' daily files that grow by a day a night, with everything that happens to files.
struct NightlyFleet {
  static let customers = 200
  /// Days before the first night: longer than a daily model's tail, so that nights are updates.
  static let history = 440
  /// The width of the noise in a value.
  static let noise = 6.0

  let folder: TemporaryFolder

  static func name(_ customer: Int) -> String {
    let digits = String(customer)
    return "c" + String(repeating: "0", count: 3 - digits.count) + digits
  }

  // What happens to whom.
  static let gappy = 10..<20
  static let corrected = 20..<30
  static let correctedFarBack = 30
  static let drifting = 40
  static let driftNight = 32
  static let vanishing = 50
  static let corrupt = 60

  func write() throws {
    try folder.makeFolder("data")
    for customer in 0..<Self.customers {
      let rows = (0..<Self.history).map { Self.row(customer, day: $0) }
      try folder.write(
        "timestamp,value\n" + rows.joined(), to: "data/\(Self.name(customer)).csv")
    }
  }

  /// Adds the day of a night, counted from 1, to every file, with that night's events.
  func grow(night: Int) throws {
    let day = Self.history + night - 1
    for customer in 0..<Self.customers {
      let file = "data/\(Self.name(customer)).csv"
      guard folder.exists(file) else { continue }
      if Self.gappy.contains(customer), night % 7 == 3 { continue }
      try append(Self.row(customer, day: day, night: night), to: file)
    }
    if night % 10 == 5 {
      for customer in Self.corrected { try correct(customer, daysBack: 3, of: night) }
    }
    if night == 45 { try correct(Self.correctedFarBack, daysBack: 440, of: night) }
  }

  private func append(_ row: String, to file: String) throws {
    let handle = try FileHandle(forWritingTo: folder[file])
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(row.utf8))
    try handle.close()
  }

  /// The row so many days before the newest has half a unit more than it had.
  private func correct(_ customer: Int, daysBack: Int, of night: Int) throws {
    let day = Self.history + night - 1 - daysBack
    let file = "data/\(Self.name(customer)).csv"
    let old = Self.row(customer, day: day)
    let text = try folder.text(of: file)
    try folder.write(
      text.replacing(old, with: Self.row(customer, day: day, added: 0.5)), to: file)
  }

  /// A weekly shape, a slow rise and bounded noise; the drifting customer's noise becomes ten times as
  /// large.
  static func value(_ customer: Int, day: Int, night: Int = 0) -> Double {
    let level = 200 + Double(customer) + 0.05 * Double(day)
    let week = 12 * sin(2 * .pi * Double(day) / 7 + Double(customer % 7))
    let isDrifting = customer == drifting && night >= driftNight
    return level + week + (isDrifting ? 10 : 1) * noise * uniform(customer, day)
  }

  static func row(
    _ customer: Int, day: Int, night: Int = 0, added: Double = 0
  ) -> String {
    // Written with three digits, as a meter would; the gappy ones lack a value now and then.
    if gappy.contains(customer), day % 11 == 4 { return "\(date(day)),NA\n" }
    let value = value(customer, day: day, night: night) + added
    return "\(date(day)),\((value * 1000).rounded() / 1000)\n"
  }

  /// Days from 2023-01-01 as dates.
  static func date(_ day: Int) -> String {
    Date(timeIntervalSince1970: Double(1_672_531_200 + day * 86_400)).formatted(
      .iso8601.year().month().day())
  }

  /// In -0.5..<0.5, the same every time (SplitMix64).
  private static func uniform(_ customer: Int, _ day: Int) -> Double {
    var mixed = UInt64(customer * 100_003 + day) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return Double((mixed ^ mixed >> 31) >> 11) * 0x1p-53 - 0.5
  }
}
