/** Where leads are delivered. */
@NullMarked
package io.github.tracebridge.sink;

import org.jspecify.annotations.NullMarked;
