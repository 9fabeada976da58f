import ArchiveHistory
import Customers
import FileSystem
import Foundation
import TestFolders
import Testing

/// A folder of archives and what runs keep of them.
private struct Fleet {
  let folder: TemporaryFolder
  let previous: PreviousVersions

  init() throws {
    folder = try TemporaryFolder()
    try folder.makeFolder("models")
    previous = PreviousVersions(folder: folder.path("previous"))
  }

  func place(_ text: String, of customer: String) throws {
    // Under another name first, as runs do it: a new file, not the old one written over.
    try folder.write(text, to: "new")
    try Directory.rename(folder.path("new"), to: folder.path("models/\(customer).tar.gz"))
  }

  func pack(worker: Int = 0, run: Int64 = 1, started: Int64 = 17) -> VersionPack {
    VersionPack(
      stem: previous.stem(ofWorker: worker, run: run), runStartedMilliseconds: started)
  }

  func save(_ customers: String..., in pack: VersionPack) throws {
    var writer = VersionPackWriter(pack, directory: folder.path("models"))
    for customer in customers { try writer.save(CustomerID(customer)) }
    try writer.flush()
  }

  /// What is kept of a run, as text; "-" where there was nothing.
  func kept(run: Int64 = 1, started: Int64 = 17) throws -> [String: String?] {
    let packs = try previous.packs(ofRun: run, startedMilliseconds: started)
    var kept: [String: String?] = [:]
    for version in try RunVersions(packs).predecessors {
      let text = try version.bytes().map { String(decoding: $0, as: UTF8.self) }
      kept.updateValue(version.isNone ? "-" : text, forKey: version.customer.text)
    }
    return kept
  }

  func append(_ text: String, to name: String) throws {
    let file = try FileHandle(forWritingTo: folder["previous/1/\(name)"])
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }
}

@Test func `what stood is kept, and that nothing did`() throws {
  let fleet = try Fleet()
  try fleet.place("one", of: "a")
  try fleet.place("", of: "empty")

  try fleet.save("a", "new", "empty", in: fleet.pack())

  #expect(try fleet.kept() == ["a": "one", "new": "-", "empty": ""])
  #expect(try fleet.previous.runs() == [1])
}

@Test func `a link under an archive's name counts as nothing`() throws {
  let fleet = try Fleet()
  try fleet.place("one", of: "a")
  try FileManager.default.createSymbolicLink(
    atPath: fleet.folder.path("models/link.tar.gz"), withDestinationPath: "a.tar.gz")

  try fleet.save("link", in: fleet.pack())

  #expect(try fleet.kept() == ["link": "-"])
}

@Test func `a folder under an archive's name, which none can replace, is refused`() throws {
  let fleet = try Fleet()
  try fleet.folder.makeFolder("models/folder.tar.gz")

  let error = #expect(throws: FileSystemError.self) {
    try fleet.save("folder", in: fleet.pack())
  }

  #expect(error?.isFolder == true)
}

@Test func `several flushes and several workers make one collection`() throws {
  let fleet = try Fleet()
  for customer in ["a", "b", "c"] { try fleet.place("of \(customer)", of: customer) }

  try fleet.save("a", in: fleet.pack(worker: 0))
  try fleet.save("c", in: fleet.pack(worker: 1))
  try fleet.save("b", in: fleet.pack(worker: 0))

  #expect(try fleet.kept() == ["a": "of a", "b": "of b", "c": "of c"])
}

@Test func `of two versions that one run saved the older one stood before it`() throws {
  let fleet = try Fleet()
  try fleet.place("before the run", of: "a")
  try fleet.save("a", "b", in: fleet.pack(worker: 1))
  try fleet.place("of the run itself", of: "a")
  try fleet.place("of the run itself", of: "b")

  try fleet.save("a", "b", in: fleet.pack(worker: 0))

  #expect(try fleet.kept() == ["a": "before the run", "b": "-"])
}

@Test func `a line that was cut short is passed over, and what comes after it is kept`() throws {
  let fleet = try Fleet()
  for customer in ["a", "b"] { try fleet.place("of \(customer)", of: customer) }
  try fleet.save("a", in: fleet.pack())
  try fleet.append("b 4 4 0123", to: "worker-0.index")
  try fleet.append("of", to: "worker-0.pack")

  try fleet.save("b", in: fleet.pack())

  #expect(try fleet.kept() == ["a": "of a", "b": "of b"])
}

@Test(arguments: 0...150)
func `an index cut off anywhere tells the truth of what is left`(length: Int) throws {
  let fleet = try Fleet()
  for customer in ["a", "b"] { try fleet.place("of \(customer)", of: customer) }
  try fleet.save("a", "b", "c", in: fleet.pack())
  let whole = try Data(contentsOf: fleet.folder["previous/1/worker-0.index"])

  try whole.prefix(length).write(to: fleet.folder["previous/1/worker-0.index"])

  for (customer, text) in try fleet.kept() {
    #expect(text == ["a": "of a", "b": "of b", "c": "-"][customer])
  }
}

@Test func `bytes that are not what was saved are not given out`() throws {
  let fleet = try Fleet()
  try fleet.place("one", of: "a")
  try fleet.save("a", in: fleet.pack())

  try Data("two".utf8).write(to: fleet.folder["previous/1/worker-0.pack"])

  #expect(try fleet.kept() == ["a": nil])
}

@Test func `the same version saved twice is found where one copy is damaged`() throws {
  let fleet = try Fleet()
  try fleet.place("one", of: "a")
  try fleet.save("a", in: fleet.pack())
  try Data("000".utf8).write(to: fleet.folder["previous/1/worker-0.pack"])

  try fleet.save("a", in: fleet.pack())

  #expect(try fleet.kept() == ["a": "one"])
}

@Test func `packs of another run of the same number are not this run's, and make room for it`()
  throws
{
  let fleet = try Fleet()
  try fleet.place("old", of: "a")
  try fleet.save("a", in: fleet.pack(started: 3))

  let before = try fleet.kept(started: 17)
  try fleet.save("a", in: fleet.pack(started: 17))

  #expect(before.isEmpty)
  #expect(try fleet.kept(started: 17) == ["a": "old"])
  #expect(try fleet.kept(started: 3).isEmpty)
}

@Test func `a forgotten customer is in no file any more, and the others are as they were`() throws {
  let fleet = try Fleet()
  for customer in ["a", "secret", "z"] { try fleet.place("of \(customer)", of: customer) }
  try fleet.save("a", "secret", "z", in: fleet.pack())
  try fleet.save("secret", in: fleet.pack(run: 2, started: 18))

  let secret = try CustomerID("secret")
  let forgotten = try fleet.previous.forget([secret, CustomerID("unknown")])

  #expect(forgotten == [secret])
  #expect(try fleet.kept() == ["a": "of a", "z": "of z"])
  #expect(try fleet.kept(run: 2, started: 18).isEmpty)
  for name in ["1/worker-0.pack", "1/worker-0.index", "2/worker-0.pack", "2/worker-0.index"] {
    #expect(try !fleet.folder.text(of: "previous/\(name)").contains("secret"))
  }
}

@Test func `what is kept of a run is removed as a whole`() throws {
  let fleet = try Fleet()
  try fleet.place("one", of: "a")
  for run in [Int64(1), 2, 10] { try fleet.save("a", in: fleet.pack(run: run)) }

  try fleet.previous.remove(run: 2, through: fleet.folder.path("tmp"))

  #expect(try fleet.previous.runs() == [10, 1])
  #expect(try fleet.folder.names(in: "tmp").isEmpty)
  #expect(try fleet.previous.sizeBytes(ofRun: 1) > 3)
  #expect(try fleet.previous.sizeBytes(ofRun: 2) == 0)
}

@Test func `a run knows whom it replaced`() throws {
  let fleet = try Fleet()
  let names = (0..<100).map { "c\($0)" }
  var writer = VersionPackWriter(fleet.pack(), directory: fleet.folder.path("models"))
  for name in names { try writer.save(CustomerID(name)) }
  try writer.flush()

  let versions = try RunVersions(
    fleet.previous.packs(ofRun: 1, startedMilliseconds: 17))

  #expect(try names.allSatisfy { try versions.contains(CustomerID($0)) })
  #expect(try !versions.contains(CustomerID("c100")))
  #expect(try !versions.contains(CustomerID("b")))
}
