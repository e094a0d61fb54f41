package io.github.tracebridge.ops;

import java.util.Map;

/** How leads go out to one sink, as JMX shows it. No value holds a secret or a person. */
public interface SinkMXBean {
  @Figure(
      value = "Versions of leads that this process delivered.",
      unit = "versions",
      counter = true)
  long getDelivered();

  @Figure(value = "Versions of leads that are to be delivered.", unit = "versions")
  long getPending();

  @Figure(
      value = "Time that the version has waited which has waited longest; 0 where none waits.",
      unit = "s",
      threshold = "above leads.freshness, or 900 where that is not set")
  long getOldestUndeliveredAgeSeconds();

  @Figure(
      value = "Leads that the sink refused, which wait for a person.",
      unit = "leads",
      threshold = "above 0")
  long getQuarantined();

  @Figure(
      value = "Leads of which a person has to find out whether the sink has them.",
      unit = "leads",
      threshold = "above 0")
  long getInDoubt();

  @Figure(value = "Why the sink takes no leads now; empty where it does.", threshold = "not empty")
  String getComplaint();

  @Figure("UTC time at which what was postponed goes out again; empty where nothing was.")
  String getNextTry();

  @Figure(
      value =
          "New leads ever delivered and timed, by how long after they were created at most; +Inf"
              + " for all.",
      unit = "leads",
      counter = true,
      label = "le")
  Map<String, Long> getDeliveredWithin();

  @Figure(value = "Whether deliveries are paused.", unit = "1 for yes", threshold = "true")
  boolean isPaused();

  @Action("Delivers nothing until resumed; a restart resumes too. What is under way ends.")
  void pause();

  @Action("Goes on with deliveries.")
  void resume();

  @Action("Tries at once what was postponed. Refuses while the sink itself asked to be left alone.")
  String deliverNow();

  @Action(
      value =
          "Lets a lead that waits for a person go out again, as it is now. Refuses where it does not"
              + " wait for one.",
      parameter = "leadId",
      parameterMeaning = "its id at TRACE")
  String replay(String leadId);

  @Action("Lets all that wait for a person at this sink go out again; says how many.")
  String replayAll();
}
