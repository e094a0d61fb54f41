package io.github.tracebridge.sandbox;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * One request, with the knobs as they were when it came.
 *
 * @param query raw, without the question mark; empty when there is none
 * @param host as the client names it, with its port
 * @param authorization the header; null when there is none
 * @param body whole; empty where it is an upload
 * @param upload the body as it comes where it is an upload, else empty; to be read once
 */
record Call(
    RequestKind kind,
    String method,
    String path,
    String query,
    String host,
    @Nullable String authorization,
    String contentType,
    String body,
    InputStream upload,
    Knobs knobs) {}
