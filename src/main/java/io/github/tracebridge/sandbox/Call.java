package io.github.tracebridge.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * One request, with the knobs as they were when it came. Immutable.
 *
 * @param query raw, without the question mark; empty when there is none
 * @param authorization the header; null when there is none
 */
record Call(
    String method,
    String path,
    String query,
    @Nullable String authorization,
    String contentType,
    String body,
    Knobs knobs) {}
