/** What log lines are like: their form, correlation ids, repeats, how long something lasted. */
@NullMarked
package io.github.tracebridge.log;

import org.jspecify.annotations.NullMarked;
