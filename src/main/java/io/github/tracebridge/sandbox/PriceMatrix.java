package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** The entries of a price matrix, deflated: files of 100 MB are kept. Immutable. */
final class PriceMatrix {
  private static final String[] MEMBERS = {"start", "tenor", "prices"};

  private final byte[] deflated;

  private PriceMatrix(byte[] deflated) {
    this.deflated = deflated;
  }

  static PriceMatrix of(JsonNode entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = OfferFile.STRICT.createGenerator(new DeflaterOutputStream(bytes))) {
      out.writeStartArray();
      for (JsonNode entry : entries) {
        out.writeStartObject();
        for (String member : MEMBERS) {
          out.writeFieldName(member);
          out.writeTree(entry.path(member));
        }
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    return new PriceMatrix(bytes.toByteArray());
  }

  JsonNode entries() throws IOException {
    return OfferFile.STRICT.readTree(new InflaterInputStream(new ByteArrayInputStream(deflated)));
  }
}
