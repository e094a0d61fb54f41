package io.github.tracebridge.ops;

import java.util.List;
import java.util.Map;

/** The job as a whole, as JMX shows it. Tells of each incident when it begins and when it ends. */
public interface JobMXBean {
  @Figure("Version and commit.")
  String getVersion();

  @Figure("UTC time at which it began.")
  String getBegan();

  @Figure(value = "Time since then.", unit = "s")
  long getUptimeSeconds();

  @Figure(
      value = "What is wrong now, each with since when, and what to do.",
      threshold = "not empty")
  List<String> getIncidents();

  @Figure(
      value = "How many of each kind are open.",
      unit = "incidents",
      threshold = "above 0",
      label = "kind")
  Map<String, Long> getOpenIncidents();

  @Figure(
      value =
          "How far this machine's clock is behind TRACE's, as of the last answer that told; negative"
              + " where it is before it.",
      unit = "s",
      threshold = "above 60 or below -60")
  long getClockSkewSeconds();
}
