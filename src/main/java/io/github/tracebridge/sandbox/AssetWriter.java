package io.github.tracebridge.sandbox;

import java.util.UUID;

/** Writes the solar and wind assets of a lead, with their attachments. Not thread-safe. */
final class AssetWriter {
  private final StringBuilder out;
  private final String leadsPath;

  AssetWriter(StringBuilder out, String leadsPath) {
    this.out = out;
    this.leadsPath = leadsPath;
  }

  /** Writes both lists, one asset in one of them; {@code city} is postal code and name. */
  void write(UUID lead, boolean wind, String[] city, Dice same, Dice varying) {
    out.append(wind ? "\"solarAssets\":[],\"windAssets\":[" : "\"solarAssets\":[");
    common(city, same, varying);
    if (wind) {
      text("turbineType", same.of(LeadWords.TURBINES));
      out.append(",\"hubHeight\":").append(same.between(80, 160)).append(".5");
    } else {
      out.append(",\"tilt\":").append(same.between(10, 40)).append(".25");
      out.append(",\"azimuth\":").append(same.between(90, 270));
    }
    out.append(",\"attachments\":[");
    if (same.below(4) != 0) {
      attachment(lead, same, varying);
    }
    out.append(wind ? "]}]" : "]}],\"windAssets\":[]");
  }

  private void common(String[] city, Dice same, Dice varying) {
    out.append("{\"id\":\"").append(same.uuid()).append('"');
    text("name", same.of(LeadWords.SITES));
    out.append(",\"installedCapacity\":").append(varying.between(30, 9000));
    out.append(varying.below(2) == 0 ? ".50" : ".125");
    if (same.below(4) == 0) {
      out.append(",\"commissioningDate\":null");
    } else {
      String month = "" + (100 + same.between(1, 12));
      text("commissioningDate", same.between(2004, 2026) + "-" + month.substring(1) + "-01");
    }
    text("postalCode", city[0]);
    text("city", city[1]);
  }

  private void attachment(UUID lead, Dice same, Dice varying) {
    UUID id = attachmentId(lead);
    String state = varying.of(LeadWords.ATTACHMENT_STATES);
    out.append("{\"id\":\"").append(id).append('"');
    text("fileName", "erzeugung-größe-" + same.between(2019, 2026) + ".csv");
    text("type", same.of(LeadWords.ATTACHMENT_TYPES));
    text("processingStatus", state);
    boolean done = state.equals("Completed");
    out.append(",\"metadata\":");
    if (done) {
      out.append("{\"timezone\":\"Europe/Berlin\",\"unit\":\"kWh\",\"coverage\":")
          .append("{\"from\":\"2025-01-01\",\"to\":\"2025-12-31\"},\"resolution\":\"PT15M\"}");
    } else {
      out.append("null");
    }
    out.append(",\"metadataSuggestions\":").append(done ? "null" : "{\"unit\":\"MWh\"}");
    String url = leadsPath + "/" + lead + "/attachments/" + id + "/download?variant=";
    text("originalDownloadUrl", url + "original");
    if (done) {
      text("processedDownloadUrl", url + "processed");
    } else {
      out.append(",\"processedDownloadUrl\":null");
    }
    out.append('}');
  }

  /** The id of the one attachment a lead may have. */
  static UUID attachmentId(UUID lead) {
    return new Dice(lead.getMostSignificantBits(), lead.getLeastSignificantBits(), 5).uuid();
  }

  private void text(String name, String value) {
    out.append(",\"").append(name).append("\":\"").append(value).append('"');
  }
}
