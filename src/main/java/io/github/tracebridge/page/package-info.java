/** What the management server shows and does beside Camel's health and metrics. */
@NullMarked
package io.github.tracebridge.page;

import org.jspecify.annotations.NullMarked;
