/** Offer files, read and judged: JSON, CSV, and the rules. It asks nobody and keeps nothing. */
@NullMarked
package io.github.tracebridge.offer.reading;

import org.jspecify.annotations.NullMarked;
