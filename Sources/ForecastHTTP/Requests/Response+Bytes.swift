import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
  init(status: HTTPResponse.Status = .ok, contentType: String, _ bytes: [UInt8]) {
    self.init(
      status: status, headers: [.contentType: contentType],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
