/**
 * A stand-in for TRACE's M2M API and its siblings' token endpoints on loopback: real tokens,
 * paging, quota, and every fault and doubt of the contract behind a switch. It never makes a
 * client's life easier than TRACE would.
 */
@NullMarked
package io.github.tracebridge.sandbox;

import org.jspecify.annotations.NullMarked;
