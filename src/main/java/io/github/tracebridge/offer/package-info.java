/** Tariff offers: from the file of a price desk to TRACE. */
@NullMarked
package io.github.tracebridge.offer;

import org.jspecify.annotations.NullMarked;
