/** Files that belong to leads: fetched, kept on disk, referred to. */
@NullMarked
package io.github.tracebridge.leadfile;

import org.jspecify.annotations.NullMarked;
