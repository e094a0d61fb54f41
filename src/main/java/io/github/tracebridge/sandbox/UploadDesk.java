package io.github.tracebridge.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Takes files of offers. Thread-safe. */
final class UploadDesk {
  private static final OptionalInt NO_PAGE = OptionalInt.empty();

  private final OfferBook offers;
  private final Faults faults;
  private final FaultAnswers instead;
  private final Tally tally;
  private final Pause pause;

  UploadDesk(OfferBook offers, Faults faults, FaultAnswers instead, Tally tally, Pause pause) {
    this.offers = offers;
    this.faults = faults;
    this.instead = instead;
    this.tally = tally;
    this.pause = pause;
  }

  /**
   * Reads the whole file before anything of it is stored.
   *
   * @throws UncheckedIOException if the body broke off
   */
  Answer answer(Call call) {
    return faults
        .strike(FaultKind.Stage.UPLOAD, NO_PAGE)
        .map(strike -> instead.of(strike, call.knobs()))
        .orElseGet(() -> take(call));
  }

  private Answer take(Call call) {
    UploadKnobs knobs = call.knobs().upload();
    TariffKind kind = TariffKind.at(call.path(), call.knobs()).orElseThrow();
    if (!UploadForm.isForm(call.contentType())) {
      tally.upload(UploadOutcome.BAD_FILE, 0);
      return Errors.of(415, call.knobs());
    }
    try {
      return stored(read(call, new OfferCheck(kind, knobs.technologyPosition())), call.knobs());
    } catch (BadFile e) {
      tally.upload(UploadOutcome.BAD_FILE, 0);
      return new UploadResults(knobs).of(e, call.knobs());
    } catch (IOException e) {
      tally.upload(UploadOutcome.BROKEN_OFF, 0);
      throw new UncheckedIOException(e);
    }
  }

  private static List<ReadOffer> read(Call call, OfferCheck check) throws IOException, BadFile {
    List<ReadOffer> read = new ArrayList<>();
    String part = call.knobs().upload().partName();
    WireStream wire = new WireStream(call.upload());
    try {
      new UploadForm(call.contentType(), part, wire)
          .read(file -> OfferFile.read(file, offer -> read.add(ReadOffer.of(offer, check))));
    } catch (IOException | BadFile e) {
      IOException broken = wire.broken();
      if (broken != null) {
        throw broken;
      }
      throw e instanceof BadFile bad
          ? bad
          : new BadFile(part, "The form is cut: " + e.getMessage());
    }
    return read;
  }

  private Answer stored(List<ReadOffer> read, Knobs all) {
    UploadKnobs knobs = all.upload();
    boolean bad = read.stream().anyMatch(offer -> offer.draft() == null);
    boolean none = bad && knobs.partial() == UploadKnobs.Partial.ALL_OR_NOTHING;
    List<ReadOffer> judged = none ? read.stream().map(ReadOffer::leftOut).toList() : read;
    faults
        .strike(FaultKind.UPLOAD_STORED_LATE, NO_PAGE)
        .ifPresent(strike -> pause.pause(strike.fault().delayOrDefault()));
    List<List<UUID>> ids = offers.store(judged);
    int versions = ids.stream().mapToInt(List::size).sum();
    tally.upload(outcome(bad, versions), versions);
    return delivered(new UploadResults(knobs).of(judged, ids), all);
  }

  private static UploadOutcome outcome(boolean bad, int versions) {
    if (versions == 0) {
      return UploadOutcome.NONE_STORED;
    }
    return bad ? UploadOutcome.PARTLY_STORED : UploadOutcome.STORED;
  }

  private Answer delivered(Answer answer, Knobs knobs) {
    Optional<Faults.Strike> strike = faults.strike(FaultKind.Stage.STORED, NO_PAGE);
    if (strike.isEmpty()) {
      return answer;
    }
    return switch (strike.get().kind()) {
      case UPLOAD_LOST_500 -> Errors.of(500, knobs);
      case UPLOAD_LOST_RESET -> Answer.reset();
      case UPLOAD_LOST_CLOSED -> Answer.closed();
      case UPLOAD_CUT_BODY -> answer.delivered(Answer.Delivery.CUT, Duration.ZERO);
      default -> answer.delivered(Answer.Delivery.SLOW, strike.get().fault().delayOrDefault());
    };
  }
}
