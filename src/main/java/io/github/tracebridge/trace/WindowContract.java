package io.github.tracebridge.trace;

import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How TRACE is asked for what was created in a window.
 *
 * @param createdToParam name of the filter of its end, which is not included; empty for none
 */
public record WindowContract(LeadContract leads, String createdToParam) {

  public static WindowContract from(LeadContract leads, Settings settings) {
    return new WindowContract(leads, settings.text(Setting.CREATED_TO));
  }

  /**
   * Refuses where a name is lacking.
   *
   * @throws SettingException where TRACE cannot be asked for a window
   */
  public void requireAskable() {
    requireGiven(Setting.CREATED_FROM, leads.createdFromParam());
    requireGiven(Setting.CREATED_TO, createdToParam);
  }

  /**
   * Whether that query asks for a window, which no other does.
   *
   * @param query null where there is none
   */
  boolean isAskedBy(@Nullable String query) {
    return query != null
        && !createdToParam.isEmpty()
        && Stream.of(query.split("&")).anyMatch(part -> part.startsWith(createdToParam + "="));
  }

  private static void requireGiven(Setting setting, String name) {
    if (name.isEmpty()) {
      throw new SettingException(
          setting.property()
              + " is empty, so TRACE cannot be asked for what was created in a window. Set it, or"
              + " leave it to the reconciliation of leads.full-schedule, which reads all leads.");
    }
  }

  /**
   * The query of one page.
   *
   * @param page counted from 0
   * @param from inclusive, in whole seconds
   * @param to exclusive, in whole seconds
   */
  public String query(int page, Instant from, Instant to) {
    return leads.query(page, leads.createdFromParam(), from)
        + "&"
        + createdToParam
        + "="
        + URLEncoder.encode(to.toString(), StandardCharsets.UTF_8);
  }
}
