import Glibc

/// Time that a processor has worked, whatever else the machine does.
public enum CPUClock {
  /// Of this thread, in seconds.
  public static func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
