/** The command line. */
@NullMarked
package io.github.tracebridge.cli;

import org.jspecify.annotations.NullMarked;
