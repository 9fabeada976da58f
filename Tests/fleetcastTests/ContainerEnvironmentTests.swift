import Testing

@testable import fleetcast

struct ContainerEnvironmentTests {
  @Test func `a process without SageMaker's variables is no container`() throws {
    #expect(try ContainerEnvironment(["PATH": "/bin", "SAGEMAKER_REGION": "eu-west-1"]) == nil)
    #expect(try ContainerEnvironment(["SAGEMAKER_BIND_TO_PORT": ""]) == nil)
  }

  @Test func `a multi-model container says so, a single one has its port`() throws {
    let multi = try #require(try ContainerEnvironment(["SAGEMAKER_MULTI_MODEL": "true"]))
    let single = try #require(
      try ContainerEnvironment([
        "SAGEMAKER_BIND_TO_PORT": "9090", "SAGEMAKER_MAX_PAYLOAD_IN_MB": "25",
        "SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT": "text/csv",
      ]))

    #expect(multi.isMultiModel)
    #expect(multi.port == nil && multi.maximumBodyBytes == nil)
    #expect(!single.isMultiModel)
    #expect(single.port == 9090)
    #expect(single.maximumBodyBytes == 25 << 20)
    #expect(single.defaultAccept == "text/csv")
  }

  @Test(arguments: ["x", "0", "70000", "-1"])
  func `a port that is none is said with its variable`(text: String) throws {
    let failure = try #require(throws: CommandFailure.self) {
      _ = try ContainerEnvironment(["SAGEMAKER_BIND_TO_PORT": text])
    }

    #expect(failure.message.hasPrefix("SAGEMAKER_BIND_TO_PORT: expected a whole number"))
  }
}
