import Glibc
import LinearAlgebra
import Testing

@Test func `OpenBLAS makes no threads`() throws {
  let symbol = try #require(dlsym(nil, "openblas_get_num_threads"))
  let threads = unsafeBitCast(symbol, to: (@convention(c) () -> Int32).self)

  #expect(threads() == 1)
}
