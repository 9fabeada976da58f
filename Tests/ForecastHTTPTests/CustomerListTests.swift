import Customers
import Foundation
import ModelServing
import TestArtifacts
import TestFolders
import Testing

struct CustomerListTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `pages hold every customer once, in order, and lead to each other`() async throws {
    let bytes = try encoded(try sampleArtifact(of: "x"))
    for number in 0..<25 { try folder.publish(bytes, of: "c\(number)") }
    try folder.write("", to: "notes.txt")
    try folder.write("", to: "..tar.gz")
    try folder.makeFolder("folder.tar.gz")

    try await withServer(on: folder) { client in
      var ids: [String] = []
      var target: String? = "/v1/customers?limit=10"
      var pages = 0
      while let next = target {
        let answer = try await client.get(next)
        let page = try JSONDecoder().decode(Page.self, from: Data(answer.body.utf8))
        ids += page.customers.map(\.id)
        #expect(answer.headers["link"] == page.next.map { "<\($0)>; rel=\"next\"" })
        target = page.next
        pages += 1
      }

      #expect(ids == (0..<25).map { "c\($0)" }.sorted())
      #expect(pages == 3)
    }
  }

  @Test(arguments: [
    ["a*"], ["a1", "a1*", "a*9"], ["b*", "a1*"], ["*7"], ["a", "c*"], ["a*", "a*", "b2"], ["z*"],
  ])
  func `pages of a few patterns hold whom any of them means, whatever it begins with`(
    patterns: [String]
  ) async throws {
    for name in ["a", "b", "c"] {
      for number in 0..<30 { try folder.write("", to: "\(name)\(number).tar.gz") }
    }
    let globs = try patterns.map { try CustomerGlob($0) }
    let listing = try #require(
      ModelRepository(directory: folder.path, logger: silent).customers)
    await listing.refresh()

    var found: [String] = []
    var last: CustomerID?
    repeat {
      let page = try await listing.page(of: globs, after: last, limit: 4)
      found += page.customers.map(\.id.text)
      last = page.next
    } while last != nil

    let all = ["a", "b", "c"].flatMap { name in (0..<30).map { "\(name)\($0)" } }
    let meant = try all.filter { name in
      let customer = try CustomerID(name)
      return globs.contains { $0.matches(customer) }
    }
    #expect(found == meant.sorted())
  }

  @Test func `the version is that of the forecast's model`() async throws {
    try folder.publish(try sampleArtifact(of: "8"))

    try await withServer(on: folder) { client in
      let list = try await client.get("/v1/customers")
      let customer = try await client.get("/v1/customers/8")

      let page = try JSONDecoder().decode(Page.self, from: Data(list.body.utf8))
      let version = try #require(page.customers.first?.version)
      #expect(customer.body.contains("\"version\":\"\(version)\""))
      #expect(list.headers["link"] == nil)
    }
  }

  @Test func `who came and who went is seen at the next listing`() async throws {
    try folder.publish(try sampleArtifact(of: "old"))
    let repository = ModelRepository(directory: folder.path, logger: silent)
    let listing = try #require(repository.customers)
    await listing.refresh()
    _ = try folder.publish(try sampleArtifact(of: "new"))
    try FileManager.default.removeItem(at: folder["old.tar.gz"])

    let before = try await listing.page(after: nil, limit: 10)
    await listing.refresh()
    let after = try await listing.page(after: nil, limit: 10)

    #expect(before.customers.isEmpty)
    #expect(after.customers.map(\.id.text) == ["new"])
  }

  @Test(arguments: ["limit=0", "limit=1001", "limit=x", "after=a%2Fb", "page=2"])
  func `a bad parameter is named`(query: String) async throws {
    try await withServer(on: folder) { client in
      let answer = try await client.get("/v1/customers?" + query)

      #expect(answer.status == 400)
      #expect(answer.body.contains("bad-parameter"))
    }
  }

  @Test func `a folder that is not there cannot be listed, and forecasts do not mind`()
    async throws
  {
    let repository = ModelRepository(directory: folder.path("none"), logger: silent)

    try await withServer(repository: repository) { client in
      let list = try await client.get("/v1/customers")
      let forecast = try await client.get("/v1/customers/8/forecast")

      #expect(list.status == 503)
      #expect(forecast.status == 404)
    }
  }
}

private struct Page: Decodable {
  struct Customer: Decodable {
    let id: String
    let version: String
  }
  let customers: [Customer]
  let next: String?
}
