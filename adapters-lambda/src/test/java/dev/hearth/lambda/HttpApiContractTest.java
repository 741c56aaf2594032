package dev.hearth.lambda;

final class HttpApiContractTest extends FrontDoorContract {

  HttpApiContractTest() {
    super(FrontDoors.HTTP_API);
  }
}
