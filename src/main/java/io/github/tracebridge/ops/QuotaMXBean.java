package io.github.tracebridge.ops;

import java.util.Map;

/** A budget of requests, as JMX shows it. */
public interface QuotaMXBean {
  @Figure(value = "Requests that may go out now.", unit = "requests", threshold = "0 for minutes")
  int getLeft();

  @Figure(
      value = "Requests that are allowed within the window; 0 for any number.",
      unit = "requests")
  int getLimit();

  @Figure(value = "Length of the window.", unit = "s")
  long getWindowSeconds();

  @Figure(
      value = "Time until the request may go out that waits for it; 0 where none waits.",
      unit = "s",
      threshold = "above 0 for minutes")
  long getWaitSeconds();

  @Figure(
      value = "Requests that this process sent, logins and replays too.",
      unit = "requests",
      counter = true)
  long getRequests();

  @Figure(
      value = "The same by what they were spent on.",
      unit = "requests",
      counter = true,
      label = "purpose")
  Map<String, Long> getBill();
}
