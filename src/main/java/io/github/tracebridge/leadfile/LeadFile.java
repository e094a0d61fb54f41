package io.github.tracebridge.leadfile;

import org.jspecify.annotations.Nullable;

/**
 * A file of a lead, one variant of it.
 *
 * @param id tells it from all others of the lead
 * @param kind document or attachment
 * @param variant document, original or processed
 * @param name as TRACE has it; never to be used as a path
 * @param path where it is kept, or will be, below the folder of files; parts separated by /
 * @param url where TRACE has it; null where it is not there, or not yet
 * @param source differs where there may be other content than before
 * @param isOver whether it is known that it will never be there
 */
record LeadFile(
    String id,
    String kind,
    String variant,
    String name,
    String path,
    @Nullable String url,
    String source,
    boolean isOver) {}
