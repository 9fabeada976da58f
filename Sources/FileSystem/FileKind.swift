/// What a path leads to.
public enum FileKind: String, Sendable {
  case regular = "a regular file"
  case directory = "a folder"
  case fifo = "a named pipe"
  case socket = "a socket"
  case device = "a device"
  case symbolicLink = "a symbolic link"
}
