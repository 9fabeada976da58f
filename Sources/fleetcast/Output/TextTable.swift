/// Columns of text, aligned: the first to the left, the others to the right unless said otherwise.
struct TextTable {
  var header: [String]
  var rows: [[String]] = []
  /// Columns aligned to the left.
  var leftColumns: Set<Int> = [0]

  func rendered() -> String {
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    let lines = ([header] + rows).map { row in
      let cells = row.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - row[column].count)
        return leftColumns.contains(column) ? row[column] + padding : padding + row[column]
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
