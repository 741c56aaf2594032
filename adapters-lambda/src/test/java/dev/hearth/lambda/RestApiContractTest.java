package dev.hearth.lambda;

final class RestApiContractTest extends FrontDoorContract {

  RestApiContractTest() {
    super(FrontDoors.REST_API);
  }
}
