/** From a lead as TRACE tells it to a record as a sink wants it, by a file that a person edits. */
@NullMarked
package io.github.tracebridge.mapping;

import org.jspecify.annotations.NullMarked;
