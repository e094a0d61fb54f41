/** From the ledger to the sinks: what is due, what went out, what came of it. */
@NullMarked
package io.github.tracebridge.delivery;

import org.jspecify.annotations.NullMarked;
