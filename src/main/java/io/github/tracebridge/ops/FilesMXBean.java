package io.github.tracebridge.ops;

/** How files of leads come in, as JMX shows it; there only where leads.files is set. */
public interface FilesMXBean {
  @Figure(value = "Files that this process fetched.", unit = "files", counter = true)
  long getFetched();

  @Figure(value = "Files that are to be fetched.", unit = "files")
  long getPending();

  @Figure(
      value = "Files that are gone or not taken, first said by this process.",
      unit = "files",
      threshold = "above 0",
      counter = true)
  long getMissed();

  @Figure(value = "Why no files come now; empty where they do.", threshold = "not empty")
  String getComplaint();

  @Figure(value = "Whether fetching is paused.", unit = "1 for yes", threshold = "true")
  boolean isPaused();

  @Action("Fetches no file until resumed; a restart resumes too.")
  void pause();

  @Action("Goes on with fetching.")
  void resume();
}
