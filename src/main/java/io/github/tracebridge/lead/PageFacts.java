package io.github.tracebridge.lead;

import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What one page showed.
 *
 * @param rows elements of its list
 * @param brought what was new in them
 * @param total as told; empty where none is
 * @param digest of the ids in their order
 * @param latestCreated null where no row tells
 * @param latestUpdated null where no row tells
 * @param serverTime when TRACE answered, by its own clock
 */
record PageFacts(
    int rows,
    Brought brought,
    OptionalLong total,
    String digest,
    @Nullable Instant latestCreated,
    @Nullable Instant latestUpdated,
    Instant serverTime) {}
