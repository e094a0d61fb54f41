/** Leads: walked page by page into the ledger, and from there delivered to the sinks. */
@NullMarked
package io.github.tracebridge.lead;

import org.jspecify.annotations.NullMarked;
