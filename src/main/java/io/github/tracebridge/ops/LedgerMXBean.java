package io.github.tracebridge.ops;

/** The store of what must survive, as JMX shows it. */
public interface LedgerMXBean {
  @Figure("Where it is: a file, or a database without its password.")
  String getPlace();

  @Figure(value = "Why it cannot be worked with; empty where it can.", threshold = "not empty")
  String getComplaint();

  @Figure(value = "Leads in it, vanished and forgotten ones too.", unit = "leads")
  long getLeads();

  @Figure(value = "Versions of leads in it.", unit = "versions")
  long getVersions();

  @Figure(value = "Size of its file; -1 for a database.", unit = "bytes")
  long getSizeBytes();

  @Figure(
      value = "Room on the disk of data.dir; -1 where it cannot be told.",
      unit = "bytes",
      threshold = "below 100000000")
  long getFreeBytes();
}
