/** One set of client credentials each: its token, its quota, and what it puts on the wire. */
@NullMarked
package io.github.tracebridge.connection;

import org.jspecify.annotations.NullMarked;
