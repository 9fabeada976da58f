/// How many threads OpenBLAS works with; processes are this program's parallelism.
public enum BLASThreads {
  /// Lets OpenBLAS work in the calling thread alone.
  ///
  /// OpenBLAS makes its threads when the program loads: start processes with
  /// `OPENBLAS_NUM_THREADS=1` as well, so that they are never made.
  public static func useOne() {
    BLAS.useOneThread()
  }
}
