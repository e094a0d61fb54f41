package io.github.tracebridge.lead;

import com.fasterxml.jackson.core.JsonPointer;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.trace.LeadContract;
import org.jspecify.annotations.Nullable;

/** Notices behind each page that leads have no times any more where they had some. Thread-safe. */
final class LostTimes {
  /** One lead alone may be an older answer, or an odd lead. */
  private static final int FEWEST = 2;

  private final LeadContract contract;
  private final Fields fields;

  LostTimes(LeadContract contract, Fields fields) {
    this.contract = contract;
    this.fields = fields;
  }

  void look(PageFacts facts) {
    Brought brought = facts.brought();
    if (brought.untimed() >= FEWEST && brought.timed() == 0) {
      String follows =
          " Their content alone tells what is new, and null there is taken for an older answer.";
      say(Setting.LEAD_UPDATED, contract.updated(), brought.untimed(), follows);
    }
    if (facts.undated() >= FEWEST && facts.latestCreated() == null) {
      say(Setting.LEAD_CREATED, contract.created(), facts.undated(), "");
    }
  }

  private void say(Setting setting, @Nullable JsonPointer place, int leads, String follows) {
    if (place != null) {
      fields.lost(
          place,
          ("of %d leads none has a time at %s (%s), where leads have had a value.%s"
                  + " See tracebridge discover.")
              .formatted(leads, place, setting.property(), follows));
    }
  }
}
