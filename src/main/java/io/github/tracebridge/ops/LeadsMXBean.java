package io.github.tracebridge.ops;

/** How leads come in, as JMX shows it. No value holds a secret or a person. */
public interface LeadsMXBean {
  @Figure("UTC time of the last proved walk; empty before the first.")
  String getLastProvedWalk();

  @Figure(
      value = "Time since the last proved walk; -1 before the first.",
      unit = "s",
      threshold = "above leads.freshness")
  long getLastProvedWalkAgeSeconds();

  @Figure("How far the walk under way has come; empty where none is.")
  String getWalkProgress();

  @Figure(
      value = "Why the last walk was not proved or was broken off; empty where it was proved.",
      threshold = "not empty")
  String getComplaint();

  @Figure(
      value = "Versions of leads that this process took into the ledger, vanished ones too.",
      unit = "versions",
      counter = true)
  long getSeen();

  @Figure(
      value = "Rows without an id, first seen by this process.",
      unit = "rows",
      threshold = "above 0",
      counter = true)
  long getRejected();

  @Figure(value = "Fields that leads have had, by their place and type.", unit = "fields")
  int getFields();

  @Figure(
      value = "What this process said last of new or lost fields; empty after a day.",
      threshold = "not empty")
  String getNewFields();

  @Figure("The backfill or verification that is asked for and how far it is; empty without one.")
  String getWindow();

  @Figure("The last certificate of verify: its window, when it was made, and what it found.")
  String getCertificate();

  @Figure(
      value =
          "Leads that are on no account in a certificate whose window no later one covers; -1 before"
              + " the first.",
      unit = "leads",
      threshold = "above 0")
  long getGap();

  @Figure(
      value = "Whether walks by the schedule are paused.",
      unit = "1 for yes",
      threshold = "true")
  boolean isPaused();

  @Action("Begins no walk, and no page of a backfill, until resumed; a restart resumes too.")
  void pause();

  @Action("Goes on with walks by the schedule.")
  void resume();

  @Action("Begins the walks that are due, now. Refuses while walks are under way.")
  String walkNow();
}
