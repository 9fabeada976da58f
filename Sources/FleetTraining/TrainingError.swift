public import ActualsSpool
public import Customers
public import FileSystem
public import ModelRegistry
import PrintableText
public import SeriesIngest

/// Why a run could not begin or did not come to its end.
public enum TrainingError: Error {
  /// Another run holds the lock of this artifacts folder.
  case anotherRunActive(artifactsFolder: String)
  /// Somebody reads the whole folder, which must not change meanwhile.
  case folderIsRead(artifactsFolder: String)
  /// A customer's model is not replaced unless that is asked for.
  case archiveExists(CustomerID, artifactsFolder: String)
  case dataFolder(DataFolderError)
  /// The folder has customers, but none for this shard.
  case emptyShard(Shard, customers: Int)
  /// Something else than a folder is there, or on the way to it.
  case artifactsNoFolder(path: String)
  case artifactsFolderUnusable(FileSystemError)
  /// A night of a fleet that is not there: a first training is another command.
  case noFleet(artifactsFolder: String)
  /// `--only-failed` without a run to take the failed customers from.
  case noEarlierRun(artifactsFolder: String)
  /// `--only-failed` after a newer run made other models of the same customers.
  case overtaken(run: Int64, by: Int64)
  /// `--only-failed` of a run of which only the counts are kept.
  case outcomesForgotten(run: Int64)
  /// Before the run had begun; nothing was done.
  case interrupted
  case tooManyFailures(RunKind, failed: Int, customers: Int)
  /// The files of so many known customers are gone that the data folder is most likely a wrong one.
  case tooManyMissing(missing: Int, known: Int, examples: [String], dataFolder: String)
  /// A retry after the time at which the run was to have stopped.
  case deadlineOver(RunKind, run: Int64, left: Int)
  case workersKeepDying(times: Int, last: String, lastWords: String)
  /// A worker met something that concerns the whole fleet, such as a full disk.
  case worker(String)
  case fileSystem(FileSystemError)
  case registry(RegistryError)
  case actuals(ActualsSpoolError)
}

extension TrainingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .anotherRunActive(let folder):
      "another run is active in \(folder.printable): wait for it to end, or stop it"
    case .folderIsRead(let folder):
      "'status --verify' is reading \(folder.printable): wait for it to end, or stop it"
    case .archiveExists(let customer, let folder):
      "\(folder.printable) has a model of customer '\(customer)' already: replace it with --force"
    case .dataFolder(let error): "\(error)"
    case .emptyShard(let shard, let customers):
      "shard \(shard) has no customers, as the whole data folder has only \(customers)"
    case .artifactsNoFolder(let path):
      "--artifacts: \(path.printable) is no folder, expected the folder of the models"
    case .noFleet(let folder):
      "there is no fleet in \(folder.printable), no customer has a model: check --artifacts and that the "
        + "folder is mounted; nothing was begun"
    case .artifactsFolderUnusable(let error): "the artifacts folder cannot be used: \(error)"
    case .noEarlierRun(let folder):
      "no earlier run with these settings in \(folder.printable): leave out --only-failed"
    case .overtaken(let run, let newer):
      "run \(newer) has trained customers with other settings since run \(run), whose failures were "
        + "to be tried again: leave out --only-failed"
    case .outcomesForgotten(let run):
      "the outcomes of run \(run) are no longer kept, so that nobody knows which customers failed: "
        + "leave out --only-failed"
    case .interrupted: "interrupted before the run began; nothing was done"
    case .tooManyFailures(let kind, let failed, let customers):
      "\(failed) of \(customers) customers failed, more than --max-failed allows: once their causes are "
        + (kind == .retrain
          ? "gone, the same command goes on and tries them again"
          : "gone, the same command with --only-failed goes on and tries them again")
        + "; --restart begins anew"
    case .tooManyMissing(let missing, let known, let examples, let folder):
      "\(folder.printable) lacks the files of \(missing) of the \(known) customers that have a model ("
        + examples.listed(of: missing)
        + "), more than --max-missing allows: check that the folder is complete, or raise "
        + "--max-missing; nothing was changed"
    case .deadlineOver(let kind, let run, let left):
      "the deadline came before run \(run) was done, and is over: \(left) "
        + "\(left == 1 ? "customer is" : "customers are") left, nothing was begun; "
        + (kind == .retrain
          ? "the next night begins with the oldest models"
          : "later the same command goes on with them")
        + "; to go on now, give a later --deadline"
    case .workersKeepDying(let times, let last, let lastWords):
      "\(times) workers died in a row without a customer done; the last one: \(last)"
        + (lastWords.isEmpty ? "" : " (\(lastWords))")
    case .worker(let message): "\(message) (the models in place are kept)"
    case .fileSystem(let error): "\(error) (the models in place are kept)"
    case .registry(let error): "\(error)"
    case .actuals(let error): "\(error)"
    }
  }
}
