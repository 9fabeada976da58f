import PrintableText
import Testing

@Test(arguments: [(3, "a, b, c"), (4, "a, b, c, …"), (0, "a, b, c")])
func `a list that is cut ends in an ellipsis`(count: Int, text: String) {
  #expect(["a", "b", "c"].listed(of: count) == text)
}
