/** What a user may set: every name, its default and its meaning, read once and checked at start. */
@NullMarked
package io.github.tracebridge.setting;

import org.jspecify.annotations.NullMarked;
