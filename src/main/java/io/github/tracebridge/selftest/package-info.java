/**
 * Kills and disturbs the real job against the sandbox, and holds what became of everything against
 * it.
 */
@NullMarked
package io.github.tracebridge.selftest;

import org.jspecify.annotations.NullMarked;
