/** Wires the parts together and runs them as one job. */
@NullMarked
package io.github.tracebridge;

import org.jspecify.annotations.NullMarked;
