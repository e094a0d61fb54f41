package io.github.tracebridge.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.MutableClock;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.trace.LeadContract;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leads that had times and have none any more. */
class LostTimesTest {
  private static final Settings SETTINGS = Settings.of(Map.of(), new Secrets());
  private static final String FULL = Series.FULL.id();
  private static final String CREATED = "'createdAt':'2026-03-04T07:00:00Z'";
  private static final String TIMES = CREATED + ",'updatedAt':'2026-03-04T08:00:00Z'";
  private static final String NO_UPDATED =
      "of 5 leads none has a time at /updatedAt (trace.leads.updated), where leads have had a"
          + " value. Their content alone tells what is new, and null there is taken for an older"
          + " answer. See tracebridge discover.";
  private static final String NO_CREATED =
      "of 5 leads none has a time at /createdAt (trace.leads.created), where leads have had a"
          + " value. See tracebridge discover.";

  @TempDir Path folder;
  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-04T09:00:00Z"));
  private final List<String> said = new ArrayList<>();
  private Ledger ledger;
  private LeadWalk walk;

  @BeforeEach
  void open() {
    ledger = Ledger.open(new LedgerSettings(folder, "", "", null));
    nextProcess();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'x':1", "'updatedAt':'gestern'"})
  void theyAreDeliveredAndThatIsSaidOnce(String told) throws Exception {
    walk(five(TIMES));
    assertThat(said).isEmpty();
    String won = five(CREATED + "," + told + ",'status':'won'");
    assertThat(walk(won)).as("new versions").isEqualTo(5);
    nextProcess();
    assertThat(walk(won)).isZero();
    assertThat(walk(won.replace("won", "lost"))).isEqualTo(5);
    assertThat(said).filteredOn(text -> !text.contains("never had")).containsExactly(NO_UPDATED);
  }

  @Test
  void thatAllOfThemAreTakenForOlderIsSaidOnce() throws Exception {
    walk(five(TIMES));
    String never = five(CREATED + ",'updatedAt':null,'status':'won'");
    assertThat(walk(never)).isZero();
    nextProcess();
    walk(never);
    assertThat(said).filteredOn(text -> !text.contains("never had")).containsExactly(NO_UPDATED);
  }

  @Test
  void timesOfCreationAreMissedToo() throws Exception {
    walk(five(TIMES));
    assertThat(walk(five("'status':'won'"))).isEqualTo(5);
    assertThat(said).contains(NO_UPDATED, NO_CREATED);
    said.clear();
    nextProcess();
    walk(five("'status':'lost'"));
    assertThat(said).isEmpty();
  }

  @Test
  void leadsThatNeverHadOneAndASingleOlderAnswerSayNothing() throws Exception {
    walk(five(TIMES) + "," + lead("fresh", CREATED + ",'updatedAt':null"));
    walk(lead("0", CREATED + ",'updatedAt':null") + "," + five(TIMES).substring(lead0()));
    walk(lead("new", CREATED + ",'updatedAt':null") + "," + lead("newer", CREATED));
    walk(lead("0", CREATED + ",'updatedAt':null"));
    assertThat(said).isEmpty();
  }

  private static int lead0() {
    return lead("0", TIMES).length() + 1;
  }

  private void nextProcess() {
    Fields fields = new Fields(ledger.jdbi(), clock);
    fields.listen(said::add);
    walk =
        Walks.of(
            SETTINGS,
            LeadContract.from(SETTINGS),
            ledger.jdbi(),
            new WalkReport(clock),
            fields,
            clock);
  }

  /** How many new versions came. */
  private long walk(String rows) throws Exception {
    long before = ledger.jdbi().withHandle(LeadLog::last);
    int total = rows.split("'id'", -1).length - 1;
    String answer = "{'items':[" + rows + "],'totalCount':" + total + "}";
    byte[] body = answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    walk.begin(FULL);
    for (int page = 0; page < 10 && walk.isOpen(FULL); page++) {
      walk.store(FULL, new ByteArrayInputStream(body), null);
    }
    walk.end(FULL);
    return ledger.jdbi().withHandle(LeadLog::last) - before;
  }

  private static String five(String members) {
    return IntStream.range(0, 5)
        .mapToObj(i -> lead(String.valueOf(i), members))
        .collect(Collectors.joining(","));
  }

  private static String lead(String id, String members) {
    return "{'id':'" + id + "'," + members + "}";
  }
}
