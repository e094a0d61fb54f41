package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers pages of leads and redirects to attachments. Thread-safe. */
final class LeadDesk {
  private final LeadBook leads;
  private final Tokens tokens;
  private final Faults faults;
  private final FaultAnswers faultAnswers;
  private final Tally tally;
  private final Clock clock;
  private final Supplier<URI> store;
  private final AtomicLong nonce = new AtomicLong(1);

  /**
   * @param store base of the sandbox's own file store
   */
  LeadDesk(FrontDoor.Parts parts, Supplier<URI> store) {
    this.leads = parts.leads();
    this.tokens = parts.tokens();
    this.faults = parts.faults();
    this.faultAnswers = new FaultAnswers(parts.clock());
    this.tally = parts.tally();
    this.clock = parts.clock();
    this.store = store;
  }

  Answer page(Call call) {
    return answered(call, query -> page(PageRequest.of(query, call.knobs()), call.knobs()));
  }

  private static Answer answered(Call call, Function<Query, Answer> answer) {
    try {
      return answer.apply(new Query(call.query()));
    } catch (Query.Refused e) {
      return Errors.invalid(e.name(), String.valueOf(e.getMessage()), call.knobs());
    }
  }

  private Answer page(PageRequest request, Knobs knobs) {
    OptionalInt number = OptionalInt.of(request.page());
    FaultKind.at(FaultKind.Stage.BEFORE).stream()
        .flatMap(kind -> faults.strike(kind, number).stream())
        .forEach(this::meddle);
    Optional<Faults.Strike> instead = faults.strike(FaultKind.Stage.INSTEAD, number);
    return instead.isPresent()
        ? faultAnswers.of(instead.get(), knobs)
        : delivered(rows(request, number, knobs), number);
  }

  private void meddle(Faults.Strike strike) {
    switch (strike.kind()) {
      case LEAD_INSERTED -> leads.add(1);
      case LEAD_DELETED -> leads.delete(1);
      case LEAD_CHANGED -> leads.change(1);
      default -> {
        tokens.revokeAll();
        tally.revocation();
      }
    }
  }

  private Answer rows(PageRequest request, OptionalInt number, Knobs knobs) {
    boolean stale = faults.strike(FaultKind.STALE_ANSWER, number).isPresent();
    boolean missing = faults.strike(FaultKind.MISSING_PAGE, number).isPresent();
    long offset = request.offset(knobs.paging().pageBase());
    boolean repeated =
        offset > 0 && !missing && faults.strike(FaultKind.REPEATED_PAGE, number).isPresent();
    Slice slice =
        leads.slice(
            request.selection(),
            knobs.listing().order(),
            repeated ? offset - request.size() : offset,
            missing ? 0 : request.size(),
            stale);
    if (offset > 0 && offset >= slice.total()) {
      switch (knobs.listing().beyondLast()) {
        case NOT_FOUND -> {
          return Errors.of(404, knobs);
        }
        case REFUSE -> {
          return Errors.invalid(
              knobs.paging().pageParam(), "There is no page " + request.page() + ".", knobs);
        }
        case EMPTY -> {}
      }
    }
    List<Row> rows = slice.rows();
    tally.rows(rows.size());
    byte[] body = new PageWriter(knobs, presigner(knobs)).write(request, rows, slice.total());
    return Answer.of(200, "application/json; charset=utf-8", body);
  }

  private Answer delivered(Answer answer, OptionalInt number) {
    Optional<Faults.Strike> strike = faults.strike(FaultKind.Stage.DELIVERY, number);
    if (strike.isEmpty()) {
      return answer;
    }
    Answer.Delivery how =
        switch (strike.get().kind()) {
          case CUT_BODY -> Answer.Delivery.CUT;
          case CUT_CHUNKED -> Answer.Delivery.CUT_CHUNKED;
          default -> Answer.Delivery.SLOW;
        };
    return answer.delivered(how, strike.get().fault().delayOrDefault());
  }

  /** Answers {@code {lead}/attachments/{attachment}/download} below the leads' path. */
  Answer download(Call call) {
    return answered(call, query -> download(call, query.one("variant")));
  }

  private Answer download(Call call, @Nullable String variant) {
    String[] parts =
        call.path().substring(call.knobs().listing().leadsPath().length() + 1).split("/");
    if (variant != null && !variant.matches("(?i)original|processed")) {
      throw new Query.Refused("variant", variant);
    }
    String wanted = variant == null ? "original" : variant.toLowerCase(Locale.ROOT);
    if (!exists(parts, wanted, call.knobs())) {
      return Errors.of(404, call.knobs());
    }
    String file = "/" + parts[0] + "/" + parts[2] + "/" + wanted;
    return Answer.empty(302).with("Location", presigner(call.knobs()).url(file));
  }

  static boolean isDownload(String path, Knobs knobs) {
    return path.startsWith(knobs.listing().leadsPath() + "/")
        && path.substring(knobs.listing().leadsPath().length())
            .matches("/[^/]+/attachments/[^/]+/download");
  }

  /** A lead has what it tells of: no file that is not processed yet. */
  private boolean exists(String[] parts, String variant, Knobs knobs) {
    try {
      Row row = leads.find(UUID.fromString(parts[0]));
      if (row == null) {
        return false;
      }
      StringBuilder lead = new StringBuilder();
      new LeadWriter(lead, knobs, presigner(knobs)).write(row);
      return SandboxJson.read(lead.toString()).findValues("attachments").stream()
          .flatMap(JsonNode::valueStream)
          .filter(attachment -> attachment.path("id").asText().equals(parts[2]))
          .anyMatch(attachment -> attachment.path(variant + "DownloadUrl").isTextual());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Presigner presigner(Knobs knobs) {
    return Presigner.of(knobs, store.get(), clock.instant(), nonce.getAndIncrement());
  }
}
