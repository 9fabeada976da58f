import Customers
import Glibc
import Measuring

/// What the same stages cost at the very least: the system calls and the BLAS calls alone.
struct FloorStages {
  private let data: String
  private let out: String
  private var fit: FitFloor
  private var buffer = [UInt8](repeating: 0, count: 1 << 22)
  private let archive: [UInt8]
  private var checksum = 0.0

  /// - Parameters:
  ///   - data: Of the customers' files.
  ///   - out: Of as many files as customers.
  ///   - fit: The products and solves of one customer.
  ///   - archiveBytes: Of each file that is written.
  init(data: String, out: String, fit: FitFloor, archiveBytes: Int) {
    (self.data, self.out, self.fit) = (data, out, fit)
    archive = [UInt8](repeating: 7, count: archiveBytes)
    mkdir(out, 0o777)
  }

  /// Opens, reads and closes the file; the BLAS calls; creates, writes, closes and renames.
  mutating func train(_ customer: CustomerID, _ times: inout StageTimes) {
    let name = customer.text
    times.measure("read") {
      let file = open(data + "/" + name + ".csv", O_RDONLY)
      checksum += Double(Glibc.read(file, &buffer, buffer.count))
      close(file)
    }
    times.measure("fit") { checksum += fit.run() }
    times.measure("write") {
      let path = out + "/" + name
      let file = open(path + ".tmp", O_WRONLY | O_CREAT | O_EXCL, 0o666)
      checksum += archive.withUnsafeBytes { Double(write(file, $0.baseAddress, $0.count)) }
      close(file)
      rename(path + ".tmp", path)
    }
    precondition(checksum.isFinite)
  }

  /// Asks for every name of the folder.
  func list(_ times: inout StageTimes) {
    times.measure("list") {
      guard let folder = opendir(data) else { return }
      while readdir(folder) != nil {}
      closedir(folder)
    }
  }
}
