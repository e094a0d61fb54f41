/** Files that outlast a power cut. */
@NullMarked
package io.github.tracebridge.file;

import org.jspecify.annotations.NullMarked;
