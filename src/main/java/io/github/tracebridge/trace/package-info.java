/** TRACE's contract: the names that are known or inferred, its answers and its faults. */
@NullMarked
package io.github.tracebridge.trace;

import org.jspecify.annotations.NullMarked;
