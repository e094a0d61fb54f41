package io.github.tracebridge.ops;

import java.util.List;
import java.util.Map;

/** How the offer files stand, as JMX shows it. No value holds a secret. */
public interface OffersMXBean {
  /** Files in the inbox as of the last look, written ones still too. */
  int getWaiting();

  /** Seconds that the file in the inbox has stood still which has waited longest; 0 without one. */
  long getOldestWaitingAgeSeconds();

  /** Files that are claimed and not at their end, held ones too. */
  long getInProgress();

  /** Seconds since the oldest of those arrived that nobody has to approve; 0 without one. */
  long getOldestInProgressAgeSeconds();

  /** Files that wait for a person's approval. */
  long getHeld();

  /** Files in the ledger by outcome, in capital letters, or by state before they have one. */
  Map<String, Long> getFiles();

  /** UTC time at which the last upload began; empty before the first. */
  String getLastUpload();

  /** Why the oldest file in progress waits; empty where none does. */
  String getComplaint();

  /** Files that could not be taken on though it was time, each with the reason. */
  List<String> getStuck();
}
