/// What is wrong with one member, before anyone knows whose it is.
enum MemberFault: Error, Hashable {
  case malformed(String)
  case unknownVersion(Int)
  case notEncodable(String)
}
