package dev.hearth.lambda;

final class LoadBalancerMultiValueContractTest extends FrontDoorContract {

  LoadBalancerMultiValueContractTest() {
    super(FrontDoors.LOAD_BALANCER_MULTI_VALUE);
  }
}
