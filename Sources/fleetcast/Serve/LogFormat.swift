/// How lines of the server's log are written.
enum LogFormat: String, CaseIterable {
  case text, json
}
