/// Why parts that were read are no model: what a fit never makes, and a forecast could not bear.
package struct ModelDefect: Error, Hashable, CustomStringConvertible {
  package let description: String
}
