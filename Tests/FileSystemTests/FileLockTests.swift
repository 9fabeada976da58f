import FileSystem
import Foundation
import TestFolders
import Testing

// Two opens of one file are two locks to the kernel, also within a process.

private func isFree(_ mode: FileLock.Mode, _ path: String) throws -> Bool {
  try FileLock.tryAcquire(mode, path: path) != nil
}

@Test func `an exclusive lock keeps everybody else out until it ends`() throws {
  let folder = try TemporaryFolder()
  let path = folder.path("lock")

  let lock = try FileLock.acquire(.exclusive, path: path)
  #expect(try !isFree(.exclusive, path))
  #expect(try !isFree(.shared, path))
  _ = consume lock

  #expect(try isFree(.exclusive, path))
}

@Test func `shared locks are held together and keep an exclusive one out`() throws {
  let folder = try TemporaryFolder()
  let path = folder.path("lock")

  let one = try FileLock.acquire(.shared, path: path)
  let two = try FileLock.acquire(.shared, path: path)
  #expect(try !isFree(.exclusive, path))
  _ = consume one
  #expect(try !isFree(.exclusive, path))
  _ = consume two

  #expect(try isFree(.exclusive, path))
}

@Test func `who waits for a lock gets it when the holder lets go`() async throws {
  let folder = try TemporaryFolder()
  let path = folder.path("lock")
  let held = try FileLock.acquire(.exclusive, path: path)

  // A thread of its own may block, other than one that all tests share.
  async let othersAreOut = withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread {
      continuation.resume(with: Result { try keepsOthersOut(path) })
    }
  }
  _ = consume held

  #expect(try await othersAreOut)
}

private func keepsOthersOut(_ path: String) throws -> Bool {
  let lock = try FileLock.acquire(.exclusive, path: path)
  let othersAreOut = try !isFree(.shared, path)
  _ = consume lock
  return othersAreOut
}

@Test func `a child process does not keep the lock`() throws {
  let folder = try TemporaryFolder()
  let path = folder.path("lock")
  let lock = try FileLock.acquire(.exclusive, path: path)
  let (input, output) = (Pipe(), Pipe())
  let child = try spawnCat(input, output)
  defer {
    kill(child, SIGKILL)
    waitpid(child, nil, 0)
  }
  // Its echo shows that the child has come past exec, which closes what it must not keep.
  input.fileHandleForWriting.write(Data("x".utf8))
  #expect(try output.fileHandleForReading.read(upToCount: 1) == Data("x".utf8))

  _ = consume lock

  #expect(try isFree(.exclusive, path))
}

private func spawnCat(_ input: Pipe, _ output: Pipe) throws -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_adddup2(&actions, input.fileHandleForReading.fileDescriptor, 0)
  posix_spawn_file_actions_adddup2(&actions, output.fileHandleForWriting.fileDescriptor, 1)
  let name = strdup("cat")
  defer { free(name) }
  var child = pid_t()
  try #require(posix_spawn(&child, "/bin/cat", &actions, nil, [name, nil], nil) == 0)
  return child
}

@Test func `a lock that cannot be created is an error with its path`() {
  let error = #expect(throws: FileSystemError.self) { try isFree(.shared, "/nonexistent/lock") }

  #expect(error == FileSystemError(.lock, path: "/nonexistent/lock", code: ENOENT))
}
