package dev.hearth.examples.ticketrouter;

import dev.hearth.Environment;
import dev.hearth.azure.AzureCustomHandler;

/** The ticket router as an Azure custom handler: a process that the host talks HTTP to. */
public final class TicketRouterCustomHandler {

  private TicketRouterCustomHandler() {}

  /**
   * Serves until the process ends.
   *
   * @param args none
   */
  public static void main(String[] args) {
    Environment environment = Environment.system();
    AzureCustomHandler.serve(TicketRouterInference.service(environment), environment);
  }
}
