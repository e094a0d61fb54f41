package io.github.tracebridge.offer.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads TRACE's JSON: an object with {@code offer} or {@code offers}, one offer at a time. */
final class JsonFile {
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(100)
          .maxNumberLength(100)
          .maxNameLength(1000)
          .maxStringLength(1_000_000)
          .build();

  /** Names are not kept by the parser: a file may have any number of them. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(LIMITS)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private static final List<String> MEMBERS = List.of("offer", "offers");

  private final StrictText text;
  private final Findings findings;
  private final FoundOffer.Taker taker;
  private @Nullable String seen;
  private int offers;
  private boolean ended;

  JsonFile(StrictText text, Findings findings, FoundOffer.Taker taker) {
    this.text = text;
    this.findings = findings;
    this.taker = taker;
  }

  /** Reads as far as it is JSON; what is wrong with it is found. */
  void read() throws IOException {
    try (JsonParser parser = JSON.createParser(text)) {
      try {
        whole(parser);
      } catch (JsonProcessingException e) {
        fault(parser, e);
      }
    }
  }

  private void fault(JsonParser parser, JsonProcessingException e) {
    JsonLocation at = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    Place place = Place.inJson(pointer, at.getLineNr(), at.getColumnNr());
    if (e instanceof StreamConstraintsException) {
      findings.found(Rule.TOO_LARGE, place, JsonWords.limit(e));
    } else if (ended) {
      afterEnd(place);
    } else if (e instanceof JsonEOFException || isAtEnd(at, parser)) {
      findings.found(
          Rule.CUT_SHORT,
          place,
          "the file ends in the middle of "
              + (pointer.isEmpty() ? "its JSON" : "this")
              + ", as if it was not written to its end");
    } else {
      findings.found(Rule.NOT_JSON, place, JsonWords.fault(e));
    }
  }

  /** A last letter that is wrong is not the end; a token that runs up to it may be cut. */
  private boolean isAtEnd(JsonLocation fault, JsonParser parser) {
    long token = parser.currentTokenLocation().getCharOffset();
    return text.isEnded() && Math.max(fault.getCharOffset(), token) >= text.characters();
  }

  private void whole(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      findings.found(Rule.EMPTY_FILE, Place.inJson("", 1, 1), "the file is empty");
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      findings.found(
          Rule.OFFER_OR_OFFERS,
          TreeBuilder.here(parser),
          "expected an object with offer or offers, but was " + JsonWords.kind(first));
      return;
    }
    Place root = TreeBuilder.here(parser);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      member(parser, parser.currentName());
    }
    if (seen == null) {
      findings.found(Rule.OFFER_OR_OFFERS, root, "expected offer or offers, but neither is here");
    }
    ended = true;
    if (parser.nextToken() != null) {
      afterEnd(
          Place.inJson("", TreeBuilder.here(parser).line(), TreeBuilder.here(parser).column()));
    }
  }

  private void afterEnd(Place place) {
    findings.found(
        Rule.TEXT_AFTER_END,
        Place.inJson("", place.line(), place.column()),
        "the JSON ends before this: take away what follows");
  }

  private void member(JsonParser parser, String name) throws IOException {
    if (!MEMBERS.contains(name)) {
      findings.found(
          Rule.UNKNOWN_MEMBER,
          TreeBuilder.here(parser),
          "TRACE is not known to read a member " + Words.quoted(name) + Words.meant(name, MEMBERS));
      parser.nextToken();
      tree(parser, "/" + name.replace("~", "~0").replace("/", "~1"));
      return;
    }
    if (name.equals(seen)) {
      findings.found(
          Rule.DUPLICATE_MEMBER,
          TreeBuilder.here(parser),
          "the member \"" + name + "\" is here a second time: leave one of them out");
    } else if (seen != null) {
      findings.found(
          Rule.OFFER_OR_OFFERS,
          TreeBuilder.here(parser),
          "expected offer or offers, but here are both: put all offers into offers");
    }
    seen = name;
    JsonToken value = parser.nextToken();
    if (name.equals("offer")) {
      offer(parser, "/offer");
    } else if (value == JsonToken.START_ARRAY) {
      list(parser);
    } else {
      findings.found(
          Rule.OFFER_OR_OFFERS,
          TreeBuilder.here(parser),
          "expected a list of offers, but was " + JsonWords.kind(value));
      tree(parser, "/offers");
    }
  }

  private void list(JsonParser parser) throws IOException {
    Place place = TreeBuilder.here(parser);
    int index = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      offer(parser, "/offers/" + index++);
    }
    if (index == 0) {
      findings.found(
          Rule.OFFER_OR_OFFERS, place, "expected at least one offer, but the list is empty");
    }
  }

  private void offer(JsonParser parser, String pointer) throws IOException {
    int index = offers++;
    long before = findings.refusals();
    LocatedTree tree = tree(parser, pointer);
    if (tree != null) {
      taker.take(new FoundOffer(index, tree.root(), tree, before));
    }
  }

  /** Null where the value is too large; the parser stands at its end all the same. */
  private @Nullable LocatedTree tree(JsonParser parser, String pointer) throws IOException {
    JsonStreamContext around =
        parser.currentToken().isStructStart()
            ? parser.getParsingContext().getParent()
            : parser.getParsingContext();
    try {
      return TreeBuilder.build(parser, pointer, findings);
    } catch (TreeBuilder.TooLarge e) {
      findings.found(Rule.TOO_LARGE, e.place(pointer), e.sentence());
      while (parser.getParsingContext() != around) {
        parser.nextToken();
      }
      return null;
    }
  }

  /** How many there were, good or not. */
  int offers() {
    return offers;
  }
}
