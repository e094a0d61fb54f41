package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
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
    Deflater quick = new Deflater(Deflater.BEST_SPEED);
    try (JsonGenerator out =
        OfferFile.STRICT.createGenerator(new DeflaterOutputStream(bytes, quick))) {
      write(entries, out);
    } finally {
      quick.end();
    }
    return new PriceMatrix(bytes.toByteArray());
  }

  private static void write(JsonNode entries, JsonGenerator out) throws IOException {
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

  JsonNode entries() throws IOException {
    return OfferFile.STRICT.readTree(new InflaterInputStream(new ByteArrayInputStream(deflated)));
  }
}
