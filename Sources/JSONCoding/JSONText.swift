/// JSON under construction: one buffer, and the objects and arrays in it that are still open.
///
/// An object's members are written as they come, and sorted by name when the object closes, so that
/// equal values give equal bytes even where their members come from a dictionary.
struct JSONText {
  private struct Member {
    let name: String
    /// In `bytes`, from the name's quote on.
    let start: Int
    /// Known when the object closes.
    var end = 0
  }

  private struct Container {
    let isObject: Bool
    let start: Int
    /// In `members`.
    let firstMember: Int
    var isEmpty = true
  }

  private var output = JSONBytes()
  private var containers: [Container] = []
  private var members: [Member] = []
  // Kept from object to object for their memory.
  private var sorted: [Member] = []
  private var unsorted: [UInt8] = []

  var bytes: [UInt8] { output.bytes }

  /// How many objects and arrays are open.
  var depth: Int { containers.count }

  /// The names of the members that are being written, outermost first.
  var path: [String] {
    containers.indices.compactMap { level in
      let container = containers[level]
      let end = level + 1 < depth ? containers[level + 1].firstMember : members.count
      return container.isObject && end > container.firstMember ? members[end - 1].name : nil
    }
  }

  mutating func removeAll() {
    output.bytes.removeAll(keepingCapacity: true)
    containers.removeAll(keepingCapacity: true)
    members.removeAll(keepingCapacity: true)
  }

  mutating func open(object isObject: Bool) {
    output.append(ascii: isObject ? "{" : "[")
    containers.append(
      Container(isObject: isObject, start: output.bytes.count, firstMember: members.count))
  }

  /// Closes what stands open inside of the first `depth` containers.
  mutating func close(to depth: Int) {
    while containers.count > depth, let container = containers.popLast() {
      if container.isObject { sortMembers(of: container) }
      output.append(ascii: container.isObject ? "}" : "]")
    }
  }

  /// Begins the next value of the container at `depth`, which `name` names in an object.
  mutating func beginValue(_ name: String?, depth: Int) {
    close(to: depth)
    precondition(containers.count == depth, "the container was closed before its last value")
    if !containers[depth - 1].isEmpty { output.append(ascii: ",") }
    containers[depth - 1].isEmpty = false
    guard let name else { return }
    members.append(Member(name: name, start: output.bytes.count))
    output.append(jsonString: name)
    output.append(ascii: ":")
  }

  private mutating func sortMembers(of object: Container) {
    defer { members.removeLast(members.count - object.firstMember) }
    guard !areSorted(from: object.firstMember) else { return }
    sorted.removeAll(keepingCapacity: true)
    // The comma between two members belongs to neither.
    var end = output.bytes.count
    var index = members.count
    while index > object.firstMember {
      index -= 1
      members[index].end = end
      end = members[index].start - 1
      sorted.append(members[index])
    }
    sorted.sort { $0.name < $1.name }
    unsorted.removeAll(keepingCapacity: true)
    unsorted.append(contentsOf: output.bytes[object.start...])
    output.bytes.removeLast(unsorted.count)
    for member in sorted {
      if output.bytes.count > object.start { output.append(ascii: ",") }
      output.bytes.append(
        contentsOf: unsorted[(member.start - object.start)..<(member.end - object.start)])
    }
  }

  private func areSorted(from first: Int) -> Bool {
    var index = first + 1
    while index < members.count {
      guard members[index - 1].name <= members[index].name else { return false }
      index += 1
    }
    return true
  }
}

// MARK: - Values

extension JSONText {
  /// Appends text that needs no escapes.
  mutating func append(_ text: String) { output.append(text) }

  mutating func append(jsonString text: String) { output.append(jsonString: text) }

  mutating func append(_ number: some FixedWidthInteger) { output.append(number) }

  /// A number in the fewest digits that read back equal.
  mutating func append(_ number: Double) throws(JSONCodingError) {
    guard number.isFinite else { throw .notEncodable("\(place) is \(number)") }
    output.append(number)
  }

  mutating func append(_ numbers: [Double]) throws(JSONCodingError) {
    try appendList(numbers) { text, number throws(JSONCodingError) in try text.append(number) }
  }

  mutating func append(_ numbers: [Int]) {
    appendList(numbers) { $0.append($1) }
  }

  @inline(__always)
  private mutating func appendList<Number, Failure>(
    _ numbers: [Number], _ append: (inout JSONText, Number) throws(Failure) -> Void
  ) throws(Failure) {
    output.append(ascii: "[")
    for index in numbers.indices {
      if index > 0 { output.append(ascii: ",") }
      try append(&self, numbers[index])
    }
    output.append(ascii: "]")
  }

  private var place: String {
    path.isEmpty ? "the value" : path.joined(separator: ".")
  }
}
