import Customers
import FileSystem

/// Opens archives without following links or waiting for a writer, and reads them whole.
struct ArtifactFile {
  let customer: CustomerID
  let path: String

  init(_ customer: CustomerID, in directory: String) {
    self.customer = customer
    path = directory + "/" + customer.archiveName
  }

  /// A file that is not named after its customer.
  init(_ customer: CustomerID, at path: String) {
    self.customer = customer
    self.path = path
  }

  /// What stands there, without reading it; nil where nothing stands.
  func identity() throws(ArtifactError) -> FileIdentity? {
    do throws(RegularFileError) {
      return try RegularFile.identity(at: path)
    } catch .missing {
      return nil
    } catch {
      throw ArtifactError(error, of: customer)
    }
  }

  /// Whether a folder stands there: an archive that was unpacked.
  func isFolder() throws(ArtifactError) -> Bool {
    do throws(RegularFileError) {
      _ = try RegularFile.identity(at: path)
      return false
    } catch .missing {
      return false
    } catch .notRegular(_, .directory) {
      return true
    } catch {
      throw ArtifactError(error, of: customer)
    }
  }

  /// The file's bytes and the identity of exactly these bytes.
  ///
  /// The identity is taken from the open file, so a rename in between cannot mix two versions.
  func read(
    limit: ArtifactLimit = .packedBytes
  ) throws(ArtifactError) -> (bytes: [UInt8], identity: FileIdentity) {
    do throws(RegularFileError) {
      let file = try RegularFile(opening: path, followingLink: false)
      return (try file.readWhole(limit: Int64(limit.maximum)), file.identity)
    } catch .tooLarge {
      throw .tooLarge(customer: customer, limit: limit)
    } catch {
      throw ArtifactError(error, of: customer)
    }
  }
}

extension ArtifactError {
  fileprivate init(_ error: RegularFileError, of customer: CustomerID) {
    self =
      switch error {
      case .missing: .missing(customer: customer)
      case .notRegular: .notARegularFile(customer: customer)
      case .tooLarge: .tooLarge(customer: customer, limit: .packedBytes)
      case .system(let cause): .unreadable(customer: customer, cause: cause)
      }
  }
}
