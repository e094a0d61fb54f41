/** Finds out, from real answers, how TRACE's list of leads is named and how it behaves. */
@NullMarked
package io.github.tracebridge.discovery;

import org.jspecify.annotations.NullMarked;
