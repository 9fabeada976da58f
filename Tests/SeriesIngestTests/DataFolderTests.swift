import Customers
import FileSystem
import Foundation
import SeriesIngest
import TestFolders
import Testing

@Test func `the customers of a folder are those of its csv files`() throws {
  let folder = try TemporaryFolder()
  for name in ["b.csv", "a.csv", "10.csv", "9.csv.gz", "B.csv", "README.md", "x.CSV", "csv", "gz"] {
    try folder.write("", to: name)
  }
  try folder.makeFolder("sub")
  try folder.write("", to: "sub/inside.csv")

  let listing = try DataFolder(path: folder.path).list()

  #expect(listing.customers.map(\.text) == ["10", "9", "B", "a", "b"])
  #expect(listing.invalidNames.isEmpty)
}

@Test func `a folder, a link and a pair of files each are a customer, for the reader to judge`()
  throws
{
  let folder = try TemporaryFolder()
  try folder.makeFolder("d.csv")
  #expect(symlink("nowhere", folder.path("l.csv")) == 0)
  try folder.write("", to: "x.csv")
  try folder.write("", to: "x.csv.gz")

  #expect(try DataFolder(path: folder.path).list().customers.map(\.text) == ["d", "l", "x"])
}

@Test func `names that are no ID are listed with their reason`() throws {
  let folder = try TemporaryFolder()
  for name in [
    "good.csv", "my file.csv", ".hidden.csv", ".csv", "a..b.csv", "x.csv.csv", "\u{1B}.csv",
  ] {
    try folder.write("", to: name)
  }

  let listing = try DataFolder(path: folder.path).list()

  #expect(listing.customers.map(\.text) == ["good"])
  #expect(
    listing.invalidNames.map(\.name)
      == [".csv", ".hidden.csv", "\\u{1B}.csv", "a..b.csv", "my file.csv", "x.csv.csv"])
  #expect(listing.invalidNames.map(\.error).contains(.badCharacter("my file")))
  #expect(
    listing.invalidNames.last?.description
      == "x.csv.csv: 'x.csv' is no customer's ID: it must not end in '.csv'")
}

@Test func `files whose ending is in upper case are passed over and told`() throws {
  let folder = try TemporaryFolder()
  for name in ["a.csv", "SHOP.CSV", "b.Csv.GZ", "c.txt", "d.csv.bak"] {
    try folder.write("", to: name)
  }

  let listing = try DataFolder(path: folder.path).list()

  let others = try #require(listing.otherEndings)
  #expect(listing.customers.map(\.text) == ["a"])
  #expect(others.files == 2 && others.examples.sorted() == ["SHOP.CSV", "b.Csv.GZ"])
  #expect("\(others)".hasPrefix("2 files are passed over, as the ending is not in lower case ("))
}

@Test func `a folder with nothing but such files says so`() throws {
  let folder = try TemporaryFolder()
  try folder.write("", to: "SHOP.CSV")

  let error = #expect(throws: DataFolderError.self) { try DataFolder(path: folder.path).list() }

  #expect("\(try #require(error))".hasSuffix("(SHOP.CSV): rename to .csv or .csv.gz"))
}

@Test func `a folder of invalid names only is not empty`() throws {
  let folder = try TemporaryFolder()
  try folder.write("", to: "my file.csv")

  let listing = try DataFolder(path: folder.path).list()

  #expect(listing.customers.isEmpty)
  #expect(listing.invalidNames.count == 1)
}

@Test func `a folder that gives nothing is told by its kind`() throws {
  let folder = try TemporaryFolder()
  try folder.write("", to: "file")
  let missing = folder.path("missing")

  #expect(throws: DataFolderError.empty(path: folder.path, nil)) {
    try DataFolder(path: folder.path).list()
  }
  #expect(throws: DataFolderError.missing(path: missing)) { try DataFolder(path: missing).list() }
  #expect(throws: DataFolderError.notAFolder(path: folder.path("file"))) {
    try DataFolder(path: folder.path("file")).list()
  }
}
