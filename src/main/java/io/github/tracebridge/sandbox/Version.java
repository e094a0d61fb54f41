package io.github.tracebridge.sandbox;

/**
 * One state of a lead. Immutable.
 *
 * @param revision how many changes it saw
 * @param content which contents it shows; going back shows an older number again
 * @param updated epoch microseconds of the change; {@link #NEVER} before the first
 */
record Version(int revision, int content, long updated) {
  static final long NEVER = Long.MIN_VALUE;
  static final Version FIRST = new Version(0, 0, NEVER);
}
