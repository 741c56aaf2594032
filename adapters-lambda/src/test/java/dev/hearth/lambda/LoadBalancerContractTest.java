package dev.hearth.lambda;

final class LoadBalancerContractTest extends FrontDoorContract {

  LoadBalancerContractTest() {
    super(FrontDoors.LOAD_BALANCER);
  }
}
