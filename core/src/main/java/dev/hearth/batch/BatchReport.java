package dev.hearth.batch;

import java.time.Duration;

/**
 * What became of one batch. Immutable.
 *
 * @param batcher the batcher's name
 * @param reason why it was closed
 * @param items how many items it had
 * @param rows how many rows these were
 * @param calls how many calls the items came with
 * @param parallel how many batches ran when it began, itself included
 * @param queued how many items were left waiting when it began
 * @param oldestWait how long its oldest item had waited
 * @param run how long it ran
 * @param failed whether its run failed
 */
public record BatchReport(
    String batcher,
    CloseReason reason,
    int items,
    int rows,
    int calls,
    int parallel,
    int queued,
    Duration oldestWait,
    Duration run,
    boolean failed) {}
