package io.github.tracebridge.lead;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracebridge.connection.QuotaSettings;
import io.github.tracebridge.trace.PageReader;
import io.github.tracebridge.trace.WindowContract;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;

/** Asks for the first page of a window and reckons what a walk of it costs. Thread-safe. */
public final class WindowPlan {
  private final WindowContract contract;
  private final QuotaSettings quota;
  private final PageReader reader;

  public WindowPlan(WindowContract contract, QuotaSettings quota) {
    this.contract = contract;
    this.quota = quota;
    this.reader = new PageReader(contract.leads());
  }

  /**
   * What a walk of a window costs.
   *
   * @param leads null where TRACE does not tell how many there are, and there is more than one page
   * @param pageSize leads a page, as TRACE gives them
   * @param pages null where leads is
   * @param requests null where leads is; one for a token comes on top
   * @param time that waits for the quota take at most; null where leads is
   * @param aWindow requests that a walk may send in a window of the quota, the rest stays free for
   *     walks of the schedule; 0 for no limit
   */
  public record Cost(
      Window window,
      @Nullable Long leads,
      int pageSize,
      @Nullable Long pages,
      @Nullable Long requests,
      @Nullable Duration time,
      int aWindow,
      Duration quotaWindow) {}

  /**
   * The query of the first page.
   *
   * @throws io.github.tracebridge.setting.SettingException where TRACE cannot be asked for a window
   */
  public String query(@ExchangeProperty("window") Window window) {
    contract.requireAskable();
    return contract.query(0, window.from(), window.to());
  }

  public Cost read(@ExchangeProperty("window") Window window, @Body InputStream page) {
    Rows rows = new Rows();
    OptionalLong total = reader.read(page, rows);
    boolean isAll = rows.count < contract.leads().pageSize();
    if (total.isEmpty() && !isAll) {
      return cost(window, null, rows.count, null, null);
    }
    long leads = total.orElse(rows.count);
    int size = leads > rows.count && rows.count > 0 ? rows.count : contract.leads().pageSize();
    long pages = Math.max(1, (leads + size - 1) / size);
    return cost(window, leads, size, pages, pages == 1 ? 1 : pages + 1);
  }

  private Cost cost(
      Window window,
      @Nullable Long leads,
      int size,
      @Nullable Long pages,
      @Nullable Long requests) {
    int aWindow = quota.requests() - quota.requests() / 2;
    Duration time = null;
    if (requests != null) {
      long waits = aWindow == 0 ? 0 : (requests - 1) / aWindow;
      time = quota.window().multipliedBy(waits);
    }
    return new Cost(window, leads, size, pages, requests, time, aWindow, quota.window());
  }

  private static final class Rows implements PageReader.Rows<RuntimeException> {
    private int count;

    @Override
    public void row(JsonNode row, long bytes) {
      count++;
    }

    @Override
    public void unreadable(String reason) {
      count++;
    }
  }
}
