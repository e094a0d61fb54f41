package io.github.tracebridge.lead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracebridge.MutableClock;
import io.github.tracebridge.ledger.Database;
import io.github.tracebridge.ledger.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Which fields leads have had, on each database there may be below. */
@ParameterizedClass
@EnumSource
class FieldsTest {
  private static final Instant T0 = Instant.parse("2026-03-04T23:00:00Z");

  @Parameter Database database;
  @TempDir Path folder;
  private final MutableClock clock = new MutableClock(T0);
  private final List<String> said = new ArrayList<>();
  private Ledger ledger;
  private Fields fields;
  private boolean isFirst = true;

  @BeforeEach
  void open() {
    ledger = Ledger.open(database.fresh(folder));
    nextProcess();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void eachIsKnownByTheDaysOnWhichItWasFirstAndLastSeen() throws Exception {
    walk("{'id':'a','tariffs':[{'kind':1}]}");
    clock.advance(Duration.ofHours(2));
    walk("{'id':'b','tariffs':[]}");
    assertThat(inventory())
        .containsExactly(
            "/id string 2026-03-04T23:00:00Z 2026-03-05",
            "/tariffs array 2026-03-04T23:00:00Z 2026-03-05",
            "/tariffs/* object 2026-03-04T23:00:00Z 2026-03-04",
            "/tariffs/*/kind number 2026-03-04T23:00:00Z 2026-03-04");
    nextProcess();
    clock.advance(Duration.ofDays(1));
    walk("{'id':null,'tariffs':[{}]}");
    assertThat(inventory())
        .containsExactly(
            "/id null 2026-03-06T01:00:00Z 2026-03-06",
            "/id string 2026-03-04T23:00:00Z 2026-03-05",
            "/tariffs array 2026-03-04T23:00:00Z 2026-03-06",
            "/tariffs/* object 2026-03-04T23:00:00Z 2026-03-06",
            "/tariffs/*/kind number 2026-03-04T23:00:00Z 2026-03-04");
  }

  @Test
  void aFieldThatSeveralThreadsSeeFirstCountsOnce() throws Exception {
    String wide =
        IntStream.range(0, 90)
            .mapToObj(i -> "'" + (char) ('a' + i % 26) + "x" + i + "':{'y':[{'z':1}]}")
            .collect(Collectors.joining(",", "{", "}"));
    JsonNode lead = new JsonMapper().readTree(wide.replace('\'', '"'));
    for (int round = 0; round < 20; round++) {
      nextProcess();
      Fields seen = fields;
      IntStream.range(0, 8).parallel().forEach(i -> seen.see(lead));
      assertThat(seen.count()).isEqualTo(90 * 4);
    }
  }

  @Test
  void aFieldIsWrittenOnceADayHoweverManyWalksSeeIt() throws Exception {
    walk("{'id':'a'}");
    clock.advance(Duration.ofDays(1));
    walk("{'id':'a'}");
    ledger.jdbi().useHandle(tx -> tx.execute("update lead_field set last_seen = '2020-01-01'"));
    walk("{'id':'b'}");
    assertThat(inventory()).containsExactly("/id string 2026-03-04T23:00:00Z 2020-01-01");
  }

  @Test
  void hundredsOfNewFieldsAreOneSentenceThatNamesTheFirst() throws Exception {
    walk("{'id':'a'}");
    page("{'id':'a'," + objects(6, 50) + "}");
    assertThat(said)
        .containsExactly(
            "leads have fields that they never had: /o0 (object), /o0/m0 (number), /o0/m1 (number),"
                + " /o0/m2 (number), /o0/m3 (number), /o0/m4 (number), /o0/m5 (number), /o0/m6"
                + " (number), /o0/m7 (number), /o0/m8 (number) and 296 more. They are delivered as"
                + " they come.");
    page("{'id':'a'," + objects(6, 50) + "}");
    nextProcess();
    page("{'id':'a'," + objects(6, 50) + "}");
    assertThat(said).hasSize(1);
  }

  @Test
  void whereThereAreTooManyToWatchThatIsSaidOnceAndWhatIsKnownIsStillSeen() throws Exception {
    String most = "{'id':'a'," + objects(60, 90) + "}";
    page(most);
    assertThat(said)
        .as("in the first walk too")
        .containsExactly(
            "leads have had 5000 fields of all types, as many as are watched: a new one is not"
                + " noticed any more. See state show --fields.");
    assertThat(fields.count()).isEqualTo(5000);
    fields.walked();
    isFirst = false;
    clock.advance(Duration.ofDays(1));
    for (int process = 0; process < 2; process++) {
      nextProcess();
      walk("{'id':'a','new':{'x':1},'o0':{'m0':1,'m1':'text','new':2}}");
      walk(most.replace("m", "n"));
    }
    assertThat(said).hasSize(1);
    assertThat(inventory())
        .hasSize(5000)
        .contains("/o0/m0 number 2026-03-04T23:00:00Z 2026-03-05")
        .contains("/o0/m2 number 2026-03-04T23:00:00Z 2026-03-04");
  }

  @Test
  void namesThatAreDataOrThatNoDatabaseHoldsStandTogether() throws Exception {
    String long1 = "x".repeat(3000);
    walk("{'a':{'b\\u0000':1,'\\ud800':1,'jo@x.org':1,'" + long1 + "':1,'*':1,'c/d~e':1}}");
    assertThat(inventory())
        .extracting(line -> line.split(" ")[0])
        .containsExactly("/a", "/a/*", "/a/c~1d~0e");
    nextProcess();
    clock.advance(Duration.ofDays(1));
    walk("{'a':{'c/d~e':1}}");
    assertThat(inventory()).last().asString().startsWith("/a/c~1d~0e number").endsWith("03-05");
    assertThat(said).isEmpty();
  }

  @Test
  void howeverDeepALeadIsItIsSeenAsFarAsADatabaseHolds() throws Exception {
    Random letters = new Random(1);
    String names =
        IntStream.range(0, 300)
            .mapToObj(i -> letters.ints(9, 'a', 'z' + 1))
            .map(name -> name.mapToObj(Character::toString).collect(Collectors.joining()))
            .collect(Collectors.joining("':{'"));
    walk("{'" + names + "':1" + "}".repeat(300));
    assertThat(inventory()).hasSize(50);
  }

  private void nextProcess() {
    fields = new Fields(ledger.jdbi(), clock);
    fields.listen(said::add);
    fields.load();
  }

  private void page(String lead) throws JsonProcessingException {
    fields.see(new JsonMapper().readTree(lead.replace('\'', '"')));
    fields.settle(isFirst);
  }

  private void walk(String lead) throws JsonProcessingException {
    page(lead);
    fields.walked();
    isFirst = false;
  }

  private static String objects(int objects, int members) {
    return IntStream.range(0, objects)
        .mapToObj(
            o ->
                IntStream.range(0, members)
                    .mapToObj(m -> "'m" + m + "':1")
                    .collect(Collectors.joining(",", "'o" + o + "':{", "}")))
        .collect(Collectors.joining(","));
  }

  private List<String> inventory() {
    return new FieldLedger(ledger.jdbi())
        .all().stream()
            .map(f -> f.path() + " " + f.type() + " " + f.firstSeen() + " " + f.lastSeen())
            .toList();
  }
}
