package io.github.tracebridge.offer.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationsTest {
  private static final String OFFER =
      "{'name':'n','tariffType':5,'countryCode':'DE','technology':'Solar','configuration':{"
          + "'ppaStructure':'PayAsProduced','hedgeSharePercent':100,'capacityTiers':[{'min':100,'max':250},{'min':250,'max':750}]},"
          + "'priceMatrix':[]}";

  @Test
  void eachTierIsAConfiguration() {
    assertThat(Configurations.of(json(OFFER)))
        .extracting(Configuration::label)
        .containsExactly(
            "PPA upstream Solar DE PayAsProduced 100 % 100-250 kW",
            "PPA upstream Solar DE PayAsProduced 100 % 250-750 kW");
    assertThat(keys(OFFER)).doesNotHaveDuplicates().allMatch(key -> key.matches("[0-9a-f]{32}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'name':'n'              | 'name':'m'                    | true
          'priceMatrix':[]        | 'priceMatrix':[1],'fees':{}   | true
          'hedgeSharePercent':100 | 'hedgeSharePercent':1e2       | true
          'hedgeSharePercent':100 | 'hedgeSharePercent':100.0     | true
          {'min':100,'max':250}   | {'max':250.00,'min':100}      | true
          ,'technology':'Solar','configuration':{ | ,'configuration':{'technology':'Solar', | true
          'tariffType':5          | 'tariffType':6                | false
          'DE'                    | 'AT'                          | false
          'Solar'                 | 'Wind'                        | false
          'PayAsProduced'         | 'PayAsForecasted'             | false
          'hedgeSharePercent':100 | 'hedgeSharePercent':'100'     | false
          'hedgeSharePercent':100 | 'hedgeSharePercent':100,'x':1 | false
          """)
  void aKeyIsMadeOfWhatPricesAreFor(String part, String other, boolean same) {
    assertThat(OFFER).contains(part);
    assertThat(keys(OFFER).equals(keys(OFFER.replace(part, other)))).isEqualTo(same);
  }

  @Property(tries = 200)
  void aKeyDependsNeitherOnOrderNorOnTheSpellingOfNumbers(
      @ForAll @BigRange(min = "-1000000", max = "1000000") BigDecimal number, @ForAll long seed) {
    List<String> members =
        new ArrayList<>(List.of("'a':" + number, "'b':'x'", "'c':{'y':1,'z':[2]}", "'d':null"));
    String one = "{'tariffType':5,'configuration':{" + String.join(",", members) + "}}";
    Collections.shuffle(members, new Random(seed));
    String spelt = number.setScale(number.scale() + 3).toPlainString();
    String other =
        "{'configuration':{"
            + String.join(",", members).replace("'a':" + number, "'a':" + spelt)
            + "},'tariffType':5}";
    assertThat(keys(other)).isEqualTo(keys(one));
  }

  private static List<String> keys(String offer) {
    return Configurations.of(json(offer)).stream().map(Configuration::key).toList();
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper()
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
