package io.github.tracebridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Holds pages against the contract's schema of a lead, member by member. */
class LeadShapeTest {
  @RegisterExtension final SandboxUnderTest trace = new SandboxUnderTest();

  @Test
  void leadsHaveTheShapeOfTheContract() {
    trace.sandbox().leads().fill(300);
    trace.sandbox().leads().change(150);
    TreeSet<Integer> tariffTypes = new TreeSet<>();
    for (int page = 1; page <= 3; page++) {
      for (JsonNode lead : trace.pageJson("?pageSize=100&page=" + page).path("items")) {
        assertLead(lead);
        lead.path("tariffs").forEach(tariff -> tariffTypes.add(tariff.path("tariffType").asInt()));
      }
    }
    assertThat(tariffTypes).containsExactly(3, 5, 6);
  }

  @Test
  void leadsAreGermanAndOfRealisticSize() {
    trace.sandbox().leads().fill(100);
    HttpResponse<String> page = trace.page("?pageSize=100");
    int bytes = page.body().getBytes(StandardCharsets.UTF_8).length;
    assertThat(bytes / 100).isBetween(1000, 1500);
    assertThat(page.body()).contains("ü", "ß", "\\\"", "–", ".50");
  }

  @Test
  void poisonedLeadsAreWrongInTheirOwnWay() {
    for (Poison kind : Poison.values()) {
      trace.sandbox().leads().addPoison(kind, 1);
    }
    JsonNode items = trace.pageJson("").path("items");
    assertThat(items).hasSize(Poison.values().length);
    assertThat(items).filteredOn(JsonNode::isTextual).hasSize(1);
    assertThat(items).filteredOn(lead -> lead.isObject() && !lead.has("id")).hasSize(1);
    assertThat(items).filteredOn(lead -> lead.path("id").isNull()).hasSize(1);
    assertThat(items).filteredOn(lead -> lead.path("createdAt").isNumber()).hasSize(1);
    assertThat(items)
        .filteredOn(lead -> lead.at("/tariffs/0/tariffType").asInt() == 42)
        .singleElement()
        .matches(lead -> lead.at("/tariffs/0/flexibility/nested/deep/2").isObject());
    assertThat(items).filteredOn(lead -> lead.path("score").isNumber()).hasSize(1);
    assertThat(items)
        .filteredOn(lead -> lead.path("remarks").asText().length() > 500_000)
        .hasSize(1);
    assertThat(items.get(0).path("createdAt").asText()).isEqualTo("2026-03-05T09:12:44.123456Z");
  }

  private static void assertLead(JsonNode lead) {
    assertThat(UUID.fromString(lead.path("id").asText())).hasToString(lead.path("id").asText());
    assertThat(lead.path("status").asText()).isIn("New", "InProgress", "Won", "Lost");
    Instant created = Instant.parse(lead.path("createdAt").asText());
    if (!lead.path("updatedAt").isNull()) {
      assertThat(Instant.parse(lead.path("updatedAt").asText())).isAfterOrEqualTo(created);
    }
    assertTexts(lead.path("contact"), "firstName", "lastName", "email", "phone");
    assertThat(lead.at("/contact/email").asText()).matches("[a-z0-9.-]+@[a-z0-9.-]+\\.example");
    assertTexts(lead.path("company"), "name", "street", "postalCode", "city", "countryCode");
    assertThat(lead.at("/company/postalCode").asText()).matches("\\d{5}");
    assertThat(lead.path("tariffs")).hasSizeBetween(1, 2).allSatisfy(LeadShapeTest::assertTariff);
    assertThat(lead.path("solarAssets").isArray() && lead.path("windAssets").isArray()).isTrue();
    assertThat(lead.path("solarAssets")).allSatisfy(asset -> assertAsset(asset, "tilt", "azimuth"));
    lead.path("windAssets")
        .forEach(
            asset -> {
              assertAsset(asset, "hubHeight");
              assertTexts(asset, "turbineType");
            });
    assertThat(lead.path("offerDocuments").isArray()).isTrue();
    lead.path("offerDocuments").forEach(LeadShapeTest::assertDocument);
  }

  private static void assertTariff(JsonNode tariff) {
    int type = tariff.path("tariffType").asInt();
    assertThat(tariff.path("technology").asText()).isIn("Solar", "Wind");
    assertThat(tariff.path("start").asText()).matches("\\d{4}(M(0[1-9]|1[0-2])|Q[1-4])?");
    assertThat(tariff.path("tenor").asText()).matches("[1-9]\\d?[MQY]");
    Map<String, List<String>> enums =
        type == 3
            ? Map.of(
                "directMarketingType", List.of("EEG", "Other"),
                "enumerationType", List.of("Spot", "MarketValue"),
                "serviceFeeType", List.of("Relative", "Absolute"))
            : Map.of(
                "ppaStructure", List.of("PayAsProduced", "PayAsForecasted"),
                "guaranteeOfOrigin", List.of("Provider", "Customer"),
                "negativePrices", List.of("Excluded", "Included"));
    enums.forEach((name, values) -> assertThat(tariff.path(name).asText()).isIn(values));
    if (type != 3) {
      assertThat(tariff.path("hedgeSharePercent").decimalValue().doubleValue()).isBetween(0., 100.);
    }
  }

  private static void assertAsset(JsonNode asset, String... numbers) {
    assertTexts(asset, "id", "name", "commissioningDate", "postalCode", "city");
    assertThat(asset.path("installedCapacity").isNumber()).isTrue();
    for (String number : numbers) {
      assertThat(asset.path(number).isNumber()).as(number).isTrue();
    }
    if (!asset.path("commissioningDate").isNull()) {
      LocalDate.parse(asset.path("commissioningDate").asText());
    }
    assertThat(asset.path("attachments").isArray()).isTrue();
    asset.path("attachments").forEach(LeadShapeTest::assertAttachment);
  }

  private static void assertAttachment(JsonNode attachment) {
    assertTexts(attachment, "id", "fileName", "type", "processingStatus", "originalDownloadUrl");
    assertThat(attachment.path("processingStatus").asText())
        .isIn("Pending", "Processing", "Completed", "Failed");
    boolean done = attachment.path("processingStatus").asText().equals("Completed");
    assertThat(attachment.path("metadata").isObject()).isEqualTo(done);
    assertThat(attachment.path("metadata").isNull()).isEqualTo(!done);
    assertThat(attachment.path("processedDownloadUrl").isTextual()).isEqualTo(done);
    assertThat(attachment.has("metadataSuggestions")).isTrue();
  }

  private static void assertDocument(JsonNode document) {
    assertTexts(document, "fileName", "url", "expiresAt");
    assertThat(document.path("url").asText())
        .startsWith("http://127.0.0.1:")
        .contains("X-Amz-Signature=");
    assertThat(Instant.parse(document.path("expiresAt").asText())).isAfter(SandboxUnderTest.START);
  }

  /** Members that are there and a string or null. */
  private static void assertTexts(JsonNode object, String... names) {
    for (String name : names) {
      assertThat(object.has(name)).as(name).isTrue();
      assertThat(object.path(name).isTextual() || object.path(name).isNull()).as(name).isTrue();
    }
  }
}
