package io.github.tracebridge.sandbox;

/** Writes the tariffs of a lead. Not thread-safe. */
final class TariffWriter {
  private final StringBuilder out;
  private final LeadKnobs.Discriminator discriminator;

  TariffWriter(StringBuilder out, LeadKnobs.Discriminator discriminator) {
    this.out = out;
    this.discriminator = discriminator;
  }

  void write(String technology, Dice dice) {
    switch (dice.below(3)) {
      case 0 -> directMarketing(technology, dice);
      case 1 -> ppa(5, "PpaUpstream", technology, dice);
      default -> ppa(6, "PpaDownstream", technology, dice);
    }
  }

  private void directMarketing(String technology, Dice dice) {
    head(3, "DirectMarketing", technology);
    text("directMarketingType", dice.of(LeadWords.DM_TYPES));
    text("enumerationType", dice.of(LeadWords.ENUMERATIONS));
    text("serviceFeeType", dice.of(LeadWords.SERVICE_FEES));
    period(dice);
  }

  private void ppa(int type, String name, String technology, Dice dice) {
    head(type, name, technology);
    text("ppaStructure", dice.of(LeadWords.PPA_STRUCTURES));
    text("guaranteeOfOrigin", dice.of(LeadWords.GUARANTEES));
    text("negativePrices", dice.of(LeadWords.NEGATIVE_PRICES));
    out.append(",\"hedgeSharePercent\":").append(dice.between(0, 19) * 5).append(".50");
    period(dice);
  }

  private void head(int type, String name, String technology) {
    out.append("{\"tariffType\":");
    if (discriminator == LeadKnobs.Discriminator.INTEGER) {
      out.append(type);
    } else {
      out.append('"').append(name).append('"');
    }
    text("technology", technology);
  }

  private void period(Dice dice) {
    int year = dice.between(2027, 2030);
    String start =
        switch (dice.below(3)) {
          case 0 -> year + "Q" + dice.between(1, 4);
          case 1 -> year + "M" + (dice.below(2) == 0 ? "0" + dice.between(1, 9) : "11");
          default -> "" + year;
        };
    text("start", start);
    text("tenor", dice.below(2) == 0 ? dice.between(1, 10) + "Y" : dice.between(1, 11) + "M");
    out.append('}');
  }

  private void text(String name, String value) {
    out.append(",\"").append(name).append("\":\"").append(value).append('"');
  }
}
