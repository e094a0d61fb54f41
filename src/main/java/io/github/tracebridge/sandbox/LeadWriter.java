package io.github.tracebridge.sandbox;

import java.util.UUID;

/**
 * Writes leads as JSON, straight into text, since pages of a hundred are written by the thousand.
 * Not thread-safe.
 */
final class LeadWriter {
  private final StringBuilder out;
  private final Knobs knobs;
  private final Presigner presigner;

  LeadWriter(StringBuilder out, Knobs knobs, Presigner presigner) {
    this.out = out;
    this.knobs = knobs;
    this.presigner = presigner;
  }

  void write(Row row) {
    if (row.poison() == Poison.STRING_LEAD) {
      out.append("\"lead ").append(row.id()).append('"');
      return;
    }
    LeadFacts facts = LeadFacts.of(row.seed(), row.ordinal(), row.version().content());
    Dice same = new Dice(row.seed(), row.ordinal(), 2);
    Dice varying = new Dice(row.seed(), row.ordinal(), 1000L + row.version().content());
    out.append('{');
    head(row, facts);
    contact(facts, varying);
    String[] city = company(facts, same);
    boolean wind = same.below(3) == 0;
    tariffs(row, wind, varying);
    out.append(',');
    new AssetWriter(out, knobs.listing().leadsPath()).write(row.id(), wind, city, same, varying);
    offerDocuments(row.id(), same);
    if (row.poison() == Poison.HUGE_NUMBER) {
      out.append(",\"score\":1e99999999999");
    }
    if (row.poison() == Poison.VERY_LARGE) {
      text("remarks", "ä".repeat(row.megabytes() * 512 * 1024));
    }
    out.append('}');
  }

  private void head(Row row, LeadFacts facts) {
    if (row.poison() == Poison.NULL_ID) {
      out.append("\"id\":null,");
    } else if (row.poison() != Poison.WITHOUT_ID) {
      out.append("\"id\":\"").append(row.id()).append("\",");
    }
    out.append("\"status\":\"").append(facts.status()).append('"');
    text("reference", row.contentKey());
    if (row.poison() == Poison.WRONG_CREATED_TYPE) {
      out.append(",\"createdAt\":").append(row.created() / 1000);
    } else {
      text("createdAt", Times.json(row.created()));
    }
    updated(row);
  }

  private void updated(Row row) {
    if (!knobs.lead().withUpdatedAt()) {
      return;
    }
    if (row.version().updated() != Version.NEVER) {
      text("updatedAt", Times.json(row.version().updated()));
    } else if (knobs.lead().updatedAtNullUntilChange()) {
      out.append(",\"updatedAt\":null");
    } else {
      text("updatedAt", Times.json(row.created()));
    }
  }

  private void contact(LeadFacts facts, Dice varying) {
    out.append(",\"contact\":{\"firstName\":\"").append(facts.firstName()).append('"');
    text("lastName", facts.lastName());
    text("email", facts.email());
    if (varying.below(4) == 0) {
      out.append(",\"phone\":null}");
    } else {
      text("phone", "+49 " + varying.between(151, 9999) + " " + varying.between(10000, 9999999));
      out.append('}');
    }
  }

  /** Returns postal code and city. */
  private String[] company(LeadFacts facts, Dice same) {
    String[] city = same.of(LeadWords.CITIES).split(" ", 2);
    out.append(",\"company\":{\"name\":\"").append(facts.company()).append('"');
    if (same.below(5) == 0) {
      out.append(",\"street\":null");
    } else {
      text("street", same.of(LeadWords.STREETS) + " " + same.between(1, 199));
    }
    text("postalCode", city[0]);
    text("city", city[1]);
    out.append(",\"countryCode\":\"DE\"}");
    return city;
  }

  private void tariffs(Row row, boolean wind, Dice varying) {
    out.append(",\"tariffs\":[");
    if (row.poison() == Poison.UNKNOWN_TARIFF) {
      out.append("{\"tariffType\":42,\"flexibility\":{\"bands\":[{\"from\":0,\"to\":1.50}],")
          .append("\"nested\":{\"deep\":[null,true,{\"deeper\":-0.10}]}}}]");
      return;
    }
    TariffWriter writer = new TariffWriter(out, knobs.lead().discriminator());
    String technology = wind ? "Wind" : "Solar";
    writer.write(technology, varying);
    if (varying.below(3) == 0) {
      out.append(',');
      writer.write(technology, varying);
    }
    out.append(']');
  }

  private void offerDocuments(UUID id, Dice same) {
    out.append(",\"offerDocuments\":[");
    if (same.below(2) == 0) {
      String name = "Angebot-" + same.between(1000, 9999) + ".pdf";
      out.append("{\"fileName\":\"").append(name).append('"');
      text("url", presigner.url(documentKey(id, name)));
      text("expiresAt", presigner.expiresAt());
      out.append('}');
    }
    out.append(']');
  }

  /** Where the store has a document: a key as odd as people's file names are. */
  static String documentKey(UUID id, String name) {
    return "/offers/" + id + "/gr%C3%B6%C3%9Fe%20+(1)%2F" + name;
  }

  private void text(String name, String value) {
    out.append(",\"").append(name).append("\":\"").append(value).append('"');
  }
}
