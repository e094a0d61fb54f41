package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes {@code {success, results}}, as the knobs say. Immutable. */
record UploadResults(UploadKnobs knobs) {
  private static final String IMPORTED = "Imported successfully";

  private record Result(@Nullable UUID offerId, boolean success, String message) {}

  /**
   * The answer to a file that was read.
   *
   * @param ids of each offer, as the book gave them
   */
  Answer of(List<ReadOffer> offers, List<List<UUID>> ids) {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < offers.size(); i++) {
      results.addAll(of(offers.get(i), ids.get(i)));
    }
    if (knobs.resultOrder() == UploadKnobs.ResultOrder.SHUFFLED) {
      Collections.shuffle(results, new Random(results.size()));
    }
    return answer(200, results);
  }

  /** The answer 400 to a file that cannot be read. */
  Answer of(BadFile bad, Knobs all) {
    return switch (knobs.badFile()) {
      case ERROR_FORM -> Errors.invalid(bad.place(), bad.sentence(), all);
      case RESULTS ->
          answer(400, List.of(new Result(null, false, bad.place() + ": " + bad.sentence())));
    };
  }

  private List<Result> of(ReadOffer offer, List<UUID> ids) {
    int count = knobs.resultPer() == UploadKnobs.ResultPer.TIER ? offer.tiers() : 1;
    String fault = offer.fault();
    if (fault != null) {
      return Collections.nCopies(count, new Result(null, false, fault));
    }
    return ids.stream().limit(count).map(id -> new Result(id, true, IMPORTED)).toList();
  }

  private Answer answer(int status, List<Result> results) {
    ObjectNode body = SandboxJson.MAPPER.createObjectNode();
    body.put("success", topLevel(results));
    body.set("results", SandboxJson.MAPPER.valueToTree(results));
    return Answer.json(status, body);
  }

  private boolean topLevel(List<Result> results) {
    return switch (knobs.topLevel()) {
      case ALL -> results.stream().allMatch(Result::success);
      case ANY -> results.stream().anyMatch(Result::success);
      case ALWAYS_TRUE -> true;
      case ALWAYS_FALSE -> false;
    };
  }
}
