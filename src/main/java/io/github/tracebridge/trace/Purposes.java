package io.github.tracebridge.trace;

import io.github.tracebridge.connection.QuotaGate;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a request to TRACE is spent on, told by its path and query alone: {@link QuotaGate#bill}
 * adds up by these names.
 */
public final class Purposes {
  /** Pages of live walks, and those that are asked for once more as a file's URL has expired. */
  public static final String LEAD_PAGES = "lead-pages";

  /** Pages of backfills and verifications, and the one by which a plan is made. */
  public static final String WINDOWS = "windows";

  /** Files of leads, as far as TRACE is asked for them. */
  public static final String FILES = "files";

  public static final String UPLOADS = "uploads";

  /** What tells the fate of an upload without an answer. */
  public static final String READ_BACKS = "read-backs";

  /** All that requests to TRACE are spent on. */
  public static final List<String> ALL =
      List.of(QuotaGate.LOGIN, LEAD_PAGES, WINDOWS, FILES, UPLOADS, READ_BACKS, QuotaGate.OTHER);

  private Purposes() {}

  /**
   * Of the connection that leads come by.
   *
   * @param apiUrl the connection's
   */
  public static Function<URI, String> ofLeads(URI apiUrl, WindowContract window) {
    String list = path(apiUrl, window.leads().path());
    return url -> {
      if (!list.equals(url.getRawPath())) {
        return QuotaGate.OTHER;
      }
      return window.isAskedBy(url.getRawQuery()) ? WINDOWS : LEAD_PAGES;
    };
  }

  /**
   * Of the connection that offers go by.
   *
   * @param apiUrl the connection's
   */
  public static Function<URI, String> ofOffers(URI apiUrl, UploadContract contract) {
    Map<String, String> purposes =
        Map.of(
            path(apiUrl, contract.directMarketingPath()),
            UPLOADS,
            path(apiUrl, contract.ppaPath()),
            UPLOADS,
            path(apiUrl, contract.contractOptionsPath()),
            READ_BACKS);
    return url -> purposes.getOrDefault(url.getRawPath(), QuotaGate.OTHER);
  }

  private static String path(URI apiUrl, String path) {
    return URI.create(apiUrl + path).getRawPath();
  }
}
