package io.github.tracebridge.ops;

import java.util.List;
import java.util.Map;

/** How the offer files stand, as JMX shows it. No value holds a secret. */
public interface OffersMXBean {
  @Figure(value = "Files in the inbox as of the last look, written ones still too.", unit = "files")
  int getWaiting();

  @Figure(
      value = "Time that the file in the inbox has stood still which did longest; 0 without one.",
      unit = "s",
      threshold = "above offers.patience")
  long getOldestWaitingAgeSeconds();

  @Figure(value = "Files that are claimed and not at their end, held ones too.", unit = "files")
  long getInProgress();

  @Figure(
      value = "Time since the oldest of those arrived that nobody has to approve; 0 without one.",
      unit = "s",
      threshold = "above offers.patience")
  long getOldestInProgressAgeSeconds();

  @Figure(value = "Files that wait for a person's approval.", unit = "files", threshold = "above 0")
  long getHeld();

  @Figure(
      value = "Files that were refused, or in part, or are unclear, and still lie in their folder.",
      unit = "files",
      threshold = "above 0")
  long getRefused();

  @Figure(value = "Files in the ledger by what became of them.", unit = "files", label = "outcome")
  Map<String, Long> getFiles();

  @Figure("UTC time at which the last upload began; empty before the first.")
  String getLastUpload();

  @Figure(
      value = "Why the oldest file in progress waits; empty where none does.",
      threshold = "not empty")
  String getComplaint();

  @Figure(
      value = "Files that could not be taken on though it was time, each with the reason.",
      threshold = "not empty")
  List<String> getStuck();

  @Figure(value = "Whether uploads are paused.", unit = "1 for yes", threshold = "true")
  boolean isPaused();

  @Action("Takes on and uploads nothing until resumed; a restart resumes too.")
  void pause();

  @Action("Goes on with uploads.")
  void resume();

  @Action(
      value = "Lets a held file go up, at the next look. Refuses where it is not held.",
      parameter = "number",
      parameterMeaning = "of the file, as offers status shows it")
  String approve(long number);

  @Action(
      value =
          "Lets a file go up once more, at the next look. Refuses where it is not at its end, or a"
              + " later file took its place.",
      parameter = "number",
      parameterMeaning = "of the file, as offers status shows it")
  String resubmit(long number);
}
