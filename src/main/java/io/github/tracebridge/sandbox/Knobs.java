package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is unknown of TRACE and its siblings, as switches; the defaults are the reconstructed
 * contract's. Immutable.
 *
 * @param login the token endpoint
 * @param paging how a page is asked for
 * @param listing where the leads are, how they are wrapped, ordered and filtered
 * @param lead how one lead is written
 * @param files the file store
 * @param upload what uploads and contract options are like
 * @param siblings the systems beside TRACE
 * @param quota how many requests a client has
 * @param answers what all answers have in common
 */
public record Knobs(
    LoginKnobs login,
    PagingKnobs paging,
    ListingKnobs listing,
    LeadKnobs lead,
    FileKnobs files,
    UploadKnobs upload,
    SiblingKnobs siblings,
    QuotaKnobs quota,
    AnswerKnobs answers) {

  /** The audience of TRACE's two clients that exist by default. */
  public static final String AUDIENCE = "https://sandbox.tracebridge/trace";

  public Knobs {
    KnobRule.given("login", login);
    KnobRule.given("paging", paging);
    KnobRule.given("listing", listing);
    KnobRule.given("lead", lead);
    KnobRule.given("files", files);
    KnobRule.given("upload", upload);
    KnobRule.given("siblings", siblings);
    KnobRule.given("quota", quota);
    KnobRule.given("answers", answers);
  }

  /** The contract's defaults. */
  public static Knobs defaults() {
    return new Knobs(
        LoginKnobs.defaults(),
        PagingKnobs.defaults(),
        ListingKnobs.defaults(),
        LeadKnobs.defaults(),
        FileKnobs.defaults(),
        UploadKnobs.defaults(),
        SiblingKnobs.defaults(),
        QuotaKnobs.defaults(),
        AnswerKnobs.defaults());
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
}
