/** The one durable store of what was seen, sent and confirmed. */
@NullMarked
package io.github.tracebridge.ledger;

import org.jspecify.annotations.NullMarked;
