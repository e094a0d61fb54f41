package io.github.tracebridge.ops;

import java.util.Locale;

/** What can be wrong with a job, and what a person does about it. */
public enum Trouble {
  WALK(
      "The last walk of leads was broken off, or is not proved.",
      "Nothing is lost, and the next walk goes on with it. Where it lasts, see what TRACE answers with"
          + " tracebridge check."),
  STALE_WALK(
      "No walk was proved for longer than leads.freshness.",
      "Leads come late. See the walk's complaint, whether walks are paused, and the quota."),
  WAITING_LEAD(
      "A lead has waited for its delivery for longer than leads.freshness, or 15 minutes.",
      "See the sink's complaint, and whether its deliveries are paused."),
  SINK(
      "A sink takes no leads.",
      "Leads stay due and go out as soon as it is back. Mend the sink or its settings; deliverNow tries"
          + " at once."),
  QUARANTINE(
      "A sink refused leads, or has to be asked whether it has them.",
      "See tracebridge leads rejected. Mend the lead, the mapping or the sink, then leads replay."),
  FILES(
      "Files of leads are not fetched.",
      "They stay due. See why, and whether their host is allowed by http.plain-hosts or the proxy."),
  GAP(
      "A certificate has leads that are on no account.",
      "See its window, verify it once more, and write to the makers: this must not be."),
  FIELDS(
      "Leads have fields that they never had, or have lost some; it ends by itself after a day.",
      "See tracebridge state show --fields; change the mapping where a sink needs them."),
  LOGIN(
      "An authorization server refuses the credentials of a connection.",
      "Correct client id, secret, scope or audience; then renewToken, or wait 10 minutes at most."),
  QUOTA(
      "Requests wait for the quota.",
      "Nothing is lost. Where it lasts, see by the bill what spends it, and ask TRACE for more."),
  OFFER_REFUSED(
      "An offer file was refused, in whole or in part, or it is unclear whether it is published.",
      "See its receipt. Drop a corrected file of the same name, resubmit it, or take it out of its"
          + " folder."),
  OFFER_HELD(
      "An offer file waits for approval.",
      "See what is beside it in held/; then offers approve, or take it away."),
  OFFER_WAITING(
      "An offer file waits for longer than offers.patience, or cannot be taken on.",
      "See its reason in offers status, and whether uploads are paused."),
  DISK(
      "Less than 100 MB are free on the disk of data.dir.",
      "Make room before the ledger cannot be written."),
  LEDGER(
      "The ledger cannot be worked with.",
      "Nothing moves, and nothing is lost. Make room on the disk, or bring the database back."),
  ROUTE(
      "A route was broken off by what nobody foresaw.",
      "It is tried again. See the log, and write to the makers."),
  CLOCK(
      "This machine's clock jumped, or is off by more than a minute from TRACE's.",
      "Have its time kept by NTP. No cursor goes by it, but ages and dates shown do."),
  PAUSED(
      "A flow is paused by a person.",
      "Resume it by the operation of the same MBean, or the page.");

  private final String meaning;
  private final String remedy;

  Trouble(String meaning, String remedy) {
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** Its name for machines, such as {@code stale-walk}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Whether a new process knows of it at its first look, from the ledger or the disk; of all others
   * it finds out while it works.
   */
  boolean isKnownAtOnce() {
    return switch (this) {
      case QUARANTINE, GAP, OFFER_REFUSED, OFFER_HELD, DISK, LEDGER, PAUSED -> true;
      default -> false;
    };
  }

  public String meaning() {
    return meaning;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
