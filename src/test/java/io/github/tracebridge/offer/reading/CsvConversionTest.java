package io.github.tracebridge.offer.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;

/** What a CSV file says is what its JSON says, and what was judged is what goes to TRACE. */
class CsvConversionTest {
  private static final String HEADER =
      "name;tariffType;countryCode;technology;ppaStructure;guaranteeOfOrigin;negativePrices;hedgeSharePercent;start;tenor;price 2027\n";

  @Property(tries = 200)
  void pricesAndNamesComeThrough(
      @ForAll @NotBlank @AlphaChars String name,
      @ForAll @IntRange(min = 0, max = 100) int share,
      @ForAll @Size(min = 1, max = 20)
          List<@BigRange(min = "-999", max = "9999") @Scale(2) BigDecimal> prices)
      throws IOException {
    StringBuilder csv = new StringBuilder(HEADER);
    for (int i = 0; i < prices.size(); i++) {
      csv.append(
          "\"%s; \"\"x\"\"\";6;DE;Wind;PayAsForecasted;Provider;Included;%d;%d;1Y;%s\n"
              .formatted(name, share, 2027 + i, prices.get(i).toPlainString().replace('.', ',')));
    }
    Path path = Files.createTempFile("offers", ".csv");
    try {
      ReadFile file = new ReadFile(path, csv.toString());
      assertThat(file.violations()).isEmpty();
      var json =
          new ObjectMapper()
              .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
              .readTree(file.written());
      var offer = json.path("offers").path(0);
      assertThat(json.path("offers")).hasSize(1);
      assertThat(offer.path("name").asText()).isEqualTo(name + "; \"x\"");
      assertThat(offer.at("/configuration/hedgeSharePercent").asInt()).isEqualTo(share);
      for (int i = 0; i < prices.size(); i++) {
        assertThat(offer.at("/priceMatrix/" + i + "/prices/2027").decimalValue())
            .isEqualByComparingTo(prices.get(i));
      }
      Path converted = path.resolveSibling(path.getFileName() + ".json");
      Files.write(converted, file.written());
      ReadFile again = new ReadFile(converted, Files.readString(converted));
      assertThat(again.violations()).isEmpty();
      assertThat(again.offers.get(0).configurations())
          .isEqualTo(file.offers.get(0).configurations());
      Files.delete(converted);
    } finally {
      Files.delete(path);
    }
  }
}
