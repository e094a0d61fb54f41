package io.github.tracebridge.ops;

/** How the leads stand, as JMX shows it. No value holds a secret or a person. */
public interface LeadsMXBean {
  /** UTC time of the last proved walk; empty before the first. */
  String getLastProvedWalk();

  /** Seconds since the last proved walk; -1 before the first. */
  long getLastProvedWalkAgeSeconds();

  /** How far the walk under way has come; empty where none is. */
  String getWalkProgress();

  /** Why the last walk was not proved or was broken off; empty where it was proved. */
  String getComplaint();

  /** Versions of leads that this process has taken into the ledger, vanished ones too. */
  long getSeen();

  /** Versions of leads delivered by this process, each sink counted. */
  long getDelivered();

  /** Versions of leads seen but not delivered, each sink counted. */
  long getPending();

  /** Rows without an id, first seen by this process. */
  long getRejected();

  /** Seconds that the version has waited which has waited longest; 0 where none waits. */
  long getOldestUndeliveredAgeSeconds();

  /** Fields that leads have had, by their place and type. */
  int getFields();

  /** Requests that the quota allows now. */
  int getQuotaLeft();

  /** Requests sent by this process, logins and replays too. */
  long getRequests();

  /** Requests for a token sent by this process. */
  long getTokenRequests();

  /** Seconds until the token in use expires; -1 where there is none. */
  long getTokenExpirySeconds();
}
