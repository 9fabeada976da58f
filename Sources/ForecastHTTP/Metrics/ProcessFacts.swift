import Glibc

/// What this process costs, under the names that Prometheus' own clients use.
struct ProcessFacts {
  /// Seconds since 1970-01-01.
  private let startTime: Double

  /// Takes now for the process's start.
  init() {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    startTime = Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }

  func write(to text: inout PrometheusText) {
    text.metric(
      "process_start_time_seconds", .gauge, "When the server started, since 1970.", startTime)
    text.metric(
      "process_cpu_seconds_total", .counter, "Processor time spent.", Self.processorSeconds)
    if let bytes = Self.residentBytes {
      text.metric("process_resident_memory_bytes", .gauge, "Memory in use.", bytes)
    }
    if let count = Self.openFiles {
      text.metric("process_open_fds", .gauge, "Open file descriptors.", count)
    }
    var limit = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
      text.metric(
        "process_max_fds", .gauge, "Most open file descriptors.", Int(clamping: limit.rlim_cur))
    }
  }

  private static var processorSeconds: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }

  /// Nil where there is no `/proc`.
  private static var residentBytes: Int? {
    guard let file = fopen("/proc/self/statm", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, Int32(line.count), file) != nil else { return nil }
    let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let fields = text.split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
    return pages * sysconf(Int32(_SC_PAGESIZE))
  }

  /// Nil where there is no `/proc`.
  private static var openFiles: Int? {
    guard let folder = opendir("/proc/self/fd") else { return nil }
    defer { closedir(folder) }
    var count = 0
    while readdir(folder) != nil { count += 1 }
    // Not the two entries that every folder has, nor the one of this listing.
    return count - 3
  }
}
