package dev.hearth.lambda;

final class FunctionUrlContractTest extends FrontDoorContract {

  FunctionUrlContractTest() {
    super(FrontDoors.FUNCTION_URL);
  }
}
