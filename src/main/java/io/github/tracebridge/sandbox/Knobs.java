package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What is unknown of TRACE, as switches; the defaults are the reconstructed contract's. Immutable.
 *
 * @param login the token endpoint
 * @param paging how a page is asked for
 * @param listing where the leads are, how they are wrapped, ordered and filtered
 * @param lead how one lead is written
 * @param quota how many requests a client has
 * @param answers what all answers have in common
 */
public record Knobs(
    Login login, Paging paging, Listing listing, LeadForm lead, Quota quota, Answers answers) {

  /** The audience of the two clients that exist by default. */
  public static final String AUDIENCE = "https://sandbox.tracebridge/trace";

  public Knobs {
    given("login", login);
    given("paging", paging);
    given("listing", listing);
    given("lead", lead);
    given("quota", quota);
    given("answers", answers);
  }

  /** The contract's defaults. */
  public static Knobs defaults() {
    return new Knobs(
        Login.defaults(),
        new Paging("page", "pageSize", 1, 50, 100, Paging.OverMax.CLAMP),
        Listing.defaults(),
        new LeadForm(
            true,
            true,
            LeadForm.Discriminator.INTEGER,
            true,
            URI.create("https://files.trace.example")),
        Quota.defaults(),
        new Answers(Answers.ErrorForm.PROBLEM, Duration.ZERO, Duration.ZERO));
  }

  /**
   * These knobs with some turned, for example {@code with("{quota:{requests:5}}")}. Objects are
   * merged, anything else replaced.
   *
   * @throws IllegalArgumentException naming the knob that is unknown or cannot have that value
   */
  public Knobs with(String json) {
    return with(SandboxJson.read(json));
  }

  /** As {@link #with(String)}, of a JSON tree. */
  public Knobs with(JsonNode changes) {
    ObjectNode all = SandboxJson.MAPPER.valueToTree(this);
    KnobMerge.merge(all, changes);
    return SandboxJson.convert(all, Knobs.class);
  }

  static void given(String name, Object value) {
    require(value != null, name, "a value", "null");
  }

  static void require(boolean ok, String name, String expected, Object found) {
    if (!ok) {
      throw new IllegalArgumentException(
          "knob " + name + ": expected " + expected + ", but was " + found);
    }
  }

  /**
   * The login.
   *
   * @param tokenTtl life of a token, whole seconds
   * @param errorForm body of a refused login
   */
  public record Login(Duration tokenTtl, List<Client> clients, ErrorForm errorForm) {
    /** Body of a refused login. */
    public enum ErrorForm {
      PROBLEM,
      ERROR_PAIR,
      EMPTY
    }

    public Login {
      given("login.tokenTtl", tokenTtl);
      require(tokenTtl.toSeconds() >= 1, "login.tokenTtl", "at least one second", tokenTtl);
      given("login.clients", clients);
      clients = List.copyOf(clients);
      given("login.errorForm", errorForm);
    }

    static Login defaults() {
      return new Login(
          Duration.ofHours(24),
          List.of(
              new Client("crm-sync", "sandbox-secret", AUDIENCE, List.of("read:leads")),
              new Client(
                  "price-desk", "sandbox-upload-secret", AUDIENCE, List.of("upload:offers"))),
          ErrorForm.PROBLEM);
    }
  }

  /** A machine client; its secret is not printed. */
  public record Client(String id, String secret, String audience, List<String> scopes) {
    public Client {
      given("login.clients.id", id);
      given("login.clients.secret", secret);
      given("login.clients.audience", audience);
      given("login.clients.scopes", scopes);
      scopes = List.copyOf(scopes);
    }

    @Override
    public String toString() {
      return "Client[id=" + id + ", secret=***, audience=" + audience + ", scopes=" + scopes + "]";
    }
  }

  /**
   * How a page is asked for.
   *
   * @param pageBase number of the first page, 0 or 1
   */
  public record Paging(
      String pageParam,
      String sizeParam,
      int pageBase,
      int defaultSize,
      int maxSize,
      OverMax overMax) {
    /** What becomes of a size above the maximum. */
    public enum OverMax {
      /** The maximum is answered. */
      CLAMP,
      /** Answered 400; {@code 400} in JSON. */
      @JsonProperty("400")
      REFUSE
    }

    public Paging {
      given("paging.pageParam", pageParam);
      given("paging.sizeParam", sizeParam);
      require(pageBase == 0 || pageBase == 1, "paging.pageBase", "0 or 1", pageBase);
      require(maxSize >= 1, "paging.maxSize", "at least 1", maxSize);
      require(
          defaultSize >= 1 && defaultSize <= maxSize,
          "paging.defaultSize",
          "1 to paging.maxSize",
          defaultSize);
      given("paging.overMax", overMax);
    }
  }

  /**
   * Where the leads are and what surrounds them.
   *
   * @param envelopeKey member that holds the list; empty for a bare array
   * @param totalKey member that holds the total, also nested as {@code pagination.total}; empty for
   *     none
   * @param createdFromParam name of the filter, inclusive; empty where TRACE has none, so that it
   *     is ignored as any unknown parameter
   * @param createdToParam the same, exclusive
   * @param updatedFromParam the same, inclusive
   */
  public record Listing(
      String leadsPath,
      String envelopeKey,
      String totalKey,
      Order order,
      String createdFromParam,
      String createdToParam,
      String updatedFromParam) {
    /** Order of the leads. */
    public enum Order {
      /** Newest first; id among equals. */
      CREATED_DESC,
      /** Oldest first; id among equals. */
      CREATED_ASC,
      /** Another one at each request. */
      UNSTABLE
    }

    public Listing {
      given("listing.leadsPath", leadsPath);
      require(leadsPath.startsWith("/"), "listing.leadsPath", "a path from /", leadsPath);
      given("listing.envelopeKey", envelopeKey);
      given("listing.totalKey", totalKey);
      given("listing.order", order);
      given("listing.createdFromParam", createdFromParam);
      given("listing.createdToParam", createdToParam);
      given("listing.updatedFromParam", updatedFromParam);
    }

    static Listing defaults() {
      return new Listing(
          "/api/crm/leads/energy-tariff",
          "items",
          "totalCount",
          Order.CREATED_DESC,
          "createdFrom",
          "createdTo",
          "updatedFrom");
    }
  }

  /**
   * How a lead is written.
   *
   * @param withUpdatedAt whether the member exists
   * @param updatedAtNullUntilChange null, and dropped by an updated filter, before the first
   *     change; else a fresh lead was updated when it was created
   * @param presignedUrlsChange whether each answer signs its URLs anew
   * @param filesBase base of presigned URLs
   */
  public record LeadForm(
      boolean withUpdatedAt,
      boolean updatedAtNullUntilChange,
      Discriminator discriminator,
      boolean presignedUrlsChange,
      URI filesBase) {
    /** Type of {@code tariffType}. */
    public enum Discriminator {
      INTEGER,
      STRING
    }

    public LeadForm {
      given("lead.discriminator", discriminator);
      given("lead.filesBase", filesBase);
    }
  }

  /**
   * The quota of one client.
   *
   * @param requests how many a window; 0 for no limit
   * @param countLogins whether a login of a known client spends from it
   * @param limitedStatus answer to a request over it, 429 or 503
   * @param reset form of {@code X-RateLimit-Reset}
   * @param retryAfter form of {@code Retry-After}
   * @param rateHeaders whether authorised answers carry {@code X-RateLimit-*}
   */
  public record Quota(
      int requests,
      Duration window,
      Kind kind,
      boolean countLogins,
      int limitedStatus,
      Reset reset,
      RetryAfter retryAfter,
      boolean rateHeaders) {
    /** Where a window begins. */
    public enum Kind {
      /** At its first request. */
      FIXED,
      /** It ends now, always. */
      SLIDING
    }

    /** Form of {@code X-RateLimit-Reset}. */
    public enum Reset {
      DELTA_SECONDS,
      EPOCH_SECONDS,
      EPOCH_MILLIS,
      HTTP_DATE,
      ISO_8601
    }

    /** Form of {@code Retry-After}. */
    public enum RetryAfter {
      SECONDS,
      HTTP_DATE,
      NONE
    }

    public Quota {
      require(requests >= 0, "quota.requests", "0 or more", requests);
      given("quota.window", window);
      require(
          !window.isNegative() && !window.isZero(), "quota.window", "a positive duration", window);
      given("quota.kind", kind);
      require(
          limitedStatus == 429 || limitedStatus == 503,
          "quota.limitedStatus",
          "429 or 503",
          limitedStatus);
      given("quota.reset", reset);
      given("quota.retryAfter", retryAfter);
    }

    static Quota defaults() {
      return new Quota(
          100,
          Duration.ofSeconds(60),
          Kind.FIXED,
          true,
          429,
          Reset.DELTA_SECONDS,
          RetryAfter.SECONDS,
          true);
    }
  }

  /**
   * What all answers have in common.
   *
   * @param latency how long each answer takes at least
   * @param dateSkew added to the clock in {@code Date} headers only; may be negative
   */
  public record Answers(ErrorForm errorForm, Duration latency, Duration dateSkew) {
    /** Body of an error. */
    public enum ErrorForm {
      PROBLEM,
      SUCCESS_FALSE,
      EMPTY
    }

    public Answers {
      given("answers.errorForm", errorForm);
      given("answers.latency", latency);
      require(!latency.isNegative(), "answers.latency", "0 or more", latency);
      given("answers.dateSkew", dateSkew);
    }
  }
}
