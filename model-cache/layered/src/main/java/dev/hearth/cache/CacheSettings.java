package dev.hearth.cache;

import dev.hearth.Bytes;
import dev.hearth.Ticker;
import dev.hearth.platform.MemoryBudget;
import dev.hearth.spi.ModelRuntime;
import dev.hearth.spi.ModelStore;
import dev.hearth.variant.VariantPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a layered cache was built with. */
record CacheSettings(
    MemoryRoom memory,
    Supplier<Optional<MemoryBudget>> budget,
    VariantPolicy variants,
    boolean prepare,
    @Nullable Path diskFolder,
    Bytes diskQuota,
    @Nullable ModelStore remote,
    ModelRuntime runtime,
    Integrity integrity,
    Duration revalidateAfter,
    Duration openWait,
    Duration patience,
    Ticker ticker,
    InstantSource clock,
    Pause pause,
    Executor threads) {}
