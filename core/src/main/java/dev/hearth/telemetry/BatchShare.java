package dev.hearth.telemetry;

import java.time.Duration;

/**
 * How a call's items shared batches with others. Immutable.
 *
 * @param queued how long the item that waited longest did before its batch began
 * @param rows how many rows the largest batch had that held an item of the call
 * @param reason why the last such batch was closed, a name of {@link dev.hearth.batch.CloseReason};
 *     {@code ALONE} if the call's items were run at once
 */
public record BatchShare(Duration queued, int rows, String reason) {}
