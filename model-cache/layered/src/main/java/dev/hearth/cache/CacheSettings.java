package dev.hearth.cache;

import dev.hearth.Bytes;
import dev.hearth.Ticker;
import dev.hearth.spi.ModelRuntime;
import dev.hearth.spi.ModelStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What a layered cache was built with. */
record CacheSettings(
    MemoryRoom memory,
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
