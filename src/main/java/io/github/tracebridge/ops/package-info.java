/** What operators watch: MBeans and health. */
@NullMarked
package io.github.tracebridge.ops;

import org.jspecify.annotations.NullMarked;
