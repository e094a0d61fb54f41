package io.github.tracebridge.ops;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong, or was.
 *
 * @param id in the ledger; 0 before it is there
 * @param subject what is concerned, such as a sink's name; empty for the job as a whole
 * @param sentence what is wrong, without a secret or a person
 * @param closedAt null as long as it is open
 * @param isTold whether the alert of its beginning went out
 * @param isEndTold whether the notice of its end went out
 */
public record Incident(
    long id,
    Trouble trouble,
    String subject,
    String sentence,
    Instant openedAt,
    @Nullable Instant closedAt,
    boolean isTold,
    boolean isEndTold) {

  static Incident begin(Watch.Key key, String sentence, Instant now) {
    return new Incident(0, key.trouble(), key.subject(), sentence, now, null, false, false);
  }

  Watch.Key key() {
    return new Watch.Key(trouble, subject);
  }

  /** For people: the trouble and what it is about. */
  public String title() {
    return trouble.id() + (subject.isEmpty() ? "" : " " + subject);
  }

  Incident of(long newId) {
    return new Incident(newId, trouble, subject, sentence, openedAt, closedAt, isTold, isEndTold);
  }

  Incident saying(String other) {
    return new Incident(id, trouble, subject, other, openedAt, closedAt, isTold, isEndTold);
  }

  Incident closed(Instant now) {
    return new Incident(id, trouble, subject, sentence, openedAt, now, isTold, isEndTold);
  }

  /** With what is said of it to others: of its end where it is closed, else of its beginning. */
  Incident told(boolean told) {
    return closedAt == null
        ? new Incident(id, trouble, subject, sentence, openedAt, null, told, false)
        : new Incident(id, trouble, subject, sentence, openedAt, closedAt, isTold, told);
  }

  /** Whether the other is a state of this one. */
  boolean isSameAs(Incident other) {
    return key().equals(other.key()) && openedAt.equals(other.openedAt());
  }

  /** Whether others are to hear of it now. */
  boolean isToTell() {
    return closedAt == null ? !isTold : isTold && !isEndTold;
  }
}
