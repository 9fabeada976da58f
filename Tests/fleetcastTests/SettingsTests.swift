import Foundation
import Testing

@testable import fleetcast

@Suite struct SettingsTests {
  private let port = Catalogue.port

  @Test func `a flag wins over a variable, a variable over the file, the file over the default`()
    throws
  {
    let file = try yaml("port: 3\n")

    let all = try settings(["port": "1"], ["FLEETCAST_PORT": "2"], file)
    let withoutFlag = try settings(["port": nil], ["FLEETCAST_PORT": "2"], file)
    let fileOnly = try settings([:], [:], file)
    let none = try settings([:], [:], nil)

    #expect(try all.value(port, default: 4) == 1)
    #expect(try withoutFlag.value(port, default: 4) == 2)
    #expect(try fileOnly.value(port, default: 4) == 3)
    #expect(try none.value(port, default: 4) == 4)
  }

  @Test func `an unknown key of the file is an error that names file, line and the nearest key`()
    throws
  {
    let file = try yaml("port: 8080\nworker: 4\n")

    let error = #expect(throws: SettingsError.self) { try settings([:], [:], file) }

    #expect(
      error == .unknownKey(path: file, line: 2, key: "worker", nearest: "workers"))
    #expect(error?.description.contains("did you mean 'workers'?") == true)
  }

  @Test func `a key far from all known ones has no suggestion`() throws {
    let file = try yaml("zzzzzzzzzzzz: 4\n")

    #expect(
      throws: SettingsError.unknownKey(path: file, line: 1, key: "zzzzzzzzzzzz", nearest: nil)
    ) { try settings([:], [:], file) }
  }

  @Test(arguments: [
    ("- a\n- b\n", "expected lines of the form"),
    ("port: [1, 2]\n", "takes one value"),
    ("port: 1\nport: 2\n", "duplicate"),
    ("port: 'a\n", "no valid YAML"),
  ])
  func `a file that is no mapping of single values is an error`(text: String, message: String)
    throws
  {
    let file = try yaml(text)

    let error = #expect(throws: SettingsError.self) { try settings([:], [:], file) }

    #expect(error?.description.contains(file) == true)
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }

  @Test(arguments: ["", "# only a comment\n"])
  func `an empty file sets nothing`(text: String) throws {
    let settings = try settings([:], [:], try yaml(text))

    #expect(try settings.value(port) == nil)
  }

  @Test func `a named file that is missing is an error`() {
    #expect(throws: SettingsError.fileMissing(path: "/nowhere/f.yaml")) {
      try settings(["config": "/nowhere/f.yaml"], [:], nil)
    }
  }

  @Test func `a bad value names where it came from`() throws {
    let file = try yaml("port: eighty\n")

    let fromFlag = try settings(["port": "70000"], [:], nil)
    let fromVariable = try settings([:], ["FLEETCAST_PORT": "x"], nil)
    let fromFile = try settings([:], [:], file)

    #expect(message { try fromFlag.value(port) }.hasPrefix("--port: expected a whole number"))
    #expect(message { try fromVariable.value(port) }.hasPrefix("FLEETCAST_PORT: expected"))
    #expect(message { try fromFile.value(port) }.hasPrefix("\(file), key 'port': expected"))
  }

  @Test func `variables that are no settings are named with the nearest`() {
    let unknown = Settings.unknownVariables(in: [
      "FLEETCAST_WORKER": "4", "FLEETCAST_WORKERS": "4", "PATH": "/bin",
    ])

    #expect(unknown.map(\.name) == ["FLEETCAST_WORKER"])
    #expect(unknown.first?.nearest == "FLEETCAST_WORKERS")
  }

  @Test func `a level of 80 is refused with the level that was meant`() throws {
    let settings = try settings(["level": "80"], [:], nil)

    #expect(message { try settings.value(Catalogue.level) }.contains("0.8"))
  }

  @Test(arguments: [
    ("4096", 4096), ("256MB", 256_000_000), ("1GiB", 1 << 30), ("64 kib", 65_536), ("0", nil),
    ("-1", nil), ("MB", nil), ("1.5GB", nil), ("99999999999999999999", nil),
    ("9223372036854775807GB", nil),
  ])
  func `sizes have decimal and binary units`(text: String, bytes: Int?) {
    #expect(ByteSize(parsing: text)?.bytes == bytes)
  }

  private func settings(
    _ flags: [String: String?], _ environment: [String: String], _ file: String?
  ) throws -> Settings {
    let named: [String: String?] = file.map { ["config": $0] } ?? [:]
    return try Settings(
      flags: flags.merging(named) { first, _ in first }, environment: environment,
      defaultFileExists: false)
  }

  private func message<Value>(_ body: () throws -> Value) -> String {
    do {
      _ = try body()
      return ""
    } catch {
      return "\(error)"
    }
  }

  private func yaml(_ text: String) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml")
    try Data(text.utf8).write(to: file)
    return file.path(percentEncoded: false)
  }
}
