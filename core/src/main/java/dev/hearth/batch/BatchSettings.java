package dev.hearth.batch;

import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * What a batcher was made with. Immutable.
 *
 * @param name its name, for messages and reports
 * @param policy when it closes batches
 * @param sizes which sizes these may have
 * @param maxRows how many rows a batch has at most
 * @param maxQueued how many rows wait at most
 * @param weight its share of the processors against other batchers
 * @param tenantWeight a tenant's share against other tenants
 * @param rows how many rows an item has
 * @param length the length of an item's rows
 * @param listener who hears of batches
 */
record BatchSettings<I>(
    String name,
    BatchPolicy policy,
    Sizes sizes,
    int maxRows,
    int maxQueued,
    double weight,
    ToDoubleFunction<String> tenantWeight,
    ToIntFunction<I> rows,
    ToIntFunction<I> length,
    BatchListener listener) {}
