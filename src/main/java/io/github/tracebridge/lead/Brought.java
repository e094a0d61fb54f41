package io.github.tracebridge.lead;

/**
 * What a number of rows brought.
 *
 * @param newInPass rows seen for the first time in this pass
 * @param newInWalk rows seen for the first time in this walk
 * @param created leads never seen before
 * @param changed leads with another content than before
 * @param rejected rows that are no leads, never seen before
 * @param timed leads whose latest version had a time of change, and that tell one
 * @param untimed those of them that tell none
 */
record Brought(
    int newInPass, int newInWalk, int created, int changed, int rejected, int timed, int untimed) {
  static final Brought NOTHING = new Brought(0, 0, 0, 0, 0, 0, 0);

  Brought plus(Brought more) {
    return new Brought(
        newInPass + more.newInPass,
        newInWalk + more.newInWalk,
        created + more.created,
        changed + more.changed,
        rejected + more.rejected,
        timed + more.timed,
        untimed + more.untimed);
  }
}
