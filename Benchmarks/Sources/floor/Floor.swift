import Glibc
import LinearAlgebra

/// What training one customer costs at the very least.
///
/// Open, read and close its file, the BLAS calls of its fit, and create, write and rename its
/// archive. No parsing, no compression, no registry, no sync.
///
/// Usage: `floor DATA OUT`; prints `customers seconds`.
@main
struct Floor {
  /// A year of days, the design's columns, and the fits of a positive series: two scales, each
  /// fitted twice, three solves a fit.
  private static let rows = 365
  private static let columns = 32
  private static let solves = 2 * 2 * 3
  private static let archiveBytes = 4_000

  static func main() throws {
    guard CommandLine.arguments.count == 3 else {
      print("usage: floor DATA OUT")
      exit(2)
    }
    BLASThreads.useOne()
    let (data, out) = (CommandLine.arguments[1], CommandLine.arguments[2])
    let names = files(of: data)
    mkdir(out, 0o777)
    let fit = try Fit(rows: rows, columns: columns)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var checksum = 0.0

    let clock = ContinuousClock()
    let elapsed = clock.measure {
      for name in names {
        read(data + "/" + name, into: &buffer)
        for _ in 0..<solves { checksum += fit.once() }
        write(buffer[..<archiveBytes], to: out + "/" + name + ".tar.gz")
      }
    }
    guard checksum.isFinite else { exit(1) }
    print(names.count, elapsed / .seconds(1))
  }

  private static func files(of folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".csv") { names.append(name) }
    }
    return names.sorted()
  }

  private static func read(_ path: String, into buffer: inout [UInt8]) {
    let file = open(path, O_RDONLY)
    _ = Glibc.read(file, &buffer, buffer.count)
    close(file)
  }

  private static func write(_ bytes: ArraySlice<UInt8>, to path: String) {
    let temporary = path + ".tmp"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    _ = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    close(file)
    rename(temporary, path)
  }
}

/// One solve of the core fit, by its BLAS and LAPACK calls alone.
private struct Fit {
  private let design: Matrix
  private let factor: CholeskyFactor
  private let target: [Double]

  init(rows: Int, columns: Int) throws {
    var design = Matrix(rows: rows, columns: columns)
    for index in design.elements.indices { design.elements[index] = sin(Double(index * index)) }
    var gram = Matrix(rows: columns, columns: columns)
    for column in 0..<columns {
      let start = column * rows
      let product = design.transposedTimes(Array(design.elements[start..<start + rows]))
      for row in 0..<columns { gram.elements[column * columns + row] = product[row] }
      gram.elements[column * columns + column] += 1
    }
    self.design = design
    factor = try CholeskyFactor(of: gram)
    target = (0..<rows).map { cos(Double($0)) }
  }

  func once() -> Double {
    let coefficients = factor.solve(design.transposedTimes(target))
    return design.times(coefficients[...])[0]
  }
}
