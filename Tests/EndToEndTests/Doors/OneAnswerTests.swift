import TestFolders
import Testing

/// The same question gives the same numbers to the last bit, whichever door it is asked at.
///
/// The table and the chart of `fleetcast forecast` are no doors: they round what they show.
@Suite struct OneAnswerTests {
  @Test func `all doors give the same numbers to the last bit`() async throws {
    let folder = try TemporaryFolder()
    let files = MadeFleet.files
    for (customer, text) in files { try folder.write(text, to: "data/\(customer).csv") }
    let trained = try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)
    try #require(trained.status == 0, "\(trained.standardError)")
    let doors = try await FleetDoors(models: "models", of: Array(files.keys), in: folder)

    for question in files.keys.sorted().flatMap(DoorQuestion.all) {
      var answers = try await doors.answers(to: question)
      if question.isForEverybody { answers["export"] = try doors.exported(question) }

      let expected = try #require(answers["forecast --format json"])
      #expect(expected.times.count == expected.columns["yhat"]?.count && !expected.times.isEmpty)
      #expect(expected.columns.count > (question.components ? 4 : 2))
      for (door, answer) in answers {
        #expect(answer == expected, "\(door): \(question)")
      }
    }
    try doors.close()
  }
}
