package io.github.tracebridge.lead;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.tracebridge.MutableClock;
import io.github.tracebridge.delivery.LogDeliveries;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.ledger.LedgerSettings;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import io.github.tracebridge.trace.LeadContract;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Two rows with one id in one answer. */
class RepeatedIdsTest {
  private static final Settings SETTINGS = Settings.of(Map.of(), new Secrets());
  private static final LeadContract CONTRACT = LeadContract.from(SETTINGS);
  private static final String FULL = Series.FULL.id();

  @TempDir Path folder;
  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-04T09:00:00Z"));
  private final Logger logger = (Logger) LoggerFactory.getLogger(WalkReport.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final WalkReport report = new WalkReport(clock);
  private Ledger ledger;
  private LogDeliveries deliveries;
  private LeadWalk walk;

  @BeforeEach
  void open() {
    ledger = Ledger.open(new LedgerSettings(folder, "", "", null));
    deliveries = new LogDeliveries(ledger, Logs.of(1000, "file"), Optional.empty(), clock);
    walk =
        Walks.of(
            SETTINGS, CONTRACT, ledger.jdbi(), report, new Fields(ledger.jdbi(), clock), clock);
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void close() {
    logger.detachAppender(log);
    ledger.close();
  }

  @Test
  void theSameRowThreeTimesIsOneLeadAndThreeRowsOfTheTotal() throws Exception {
    walk(row("a", "X", 1), row("a", "X", 1), row("a", "X", 1), row("b", "X", 1));
    assertThat(report.complaint()).isEmpty();
    assertThat(delivered()).containsExactly("a X", "b X");
    assertThat(report.rejected()).isEqualTo(2);
    assertThat(warnings())
        .containsExactly(
            "lead-walk full: 2 rows had the id of another row in the same answer and count as no"
                + " leads of their own. Check trace.leads.id.");
  }

  @Test
  void theNewestRowIsTheLeadAndStaysIt() throws Exception {
    walk(row("a", "old", 1), row("a", "new", 2), row("a", "older", 0));
    walk(row("a", "old", 1), row("a", "new", 2), row("a", "older", 0));
    walk(row("a", "new", 2), row("a", "older", 0), row("a", "old", 1));
    assertThat(delivered()).containsExactly("a new");
    assertThat(report.complaint()).isEmpty();
    assertThat(report.rejected()).as("kept, and said once").isEqualTo(2);
    assertThat(warnings()).as("for as long as it is the same").hasSize(1);
  }

  @Test
  void ofRowsOfOneTimeItIsAlwaysTheSame() throws Exception {
    walk(row("a", "X", 1), row("a", "Y", 1));
    walk(row("a", "Y", 1), row("a", "X", 1));
    walk(row("a", "X", 1), row("a", "Y", 1));
    assertThat(delivered()).hasSize(1);
  }

  @Test
  void soItIsInAnAnswerThatIsTakenInPieces() throws Exception {
    String[] rows = new String[150];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(i == 149 ? "0" : String.valueOf(i), "row " + i, 1);
    }
    walk(rows);
    walk(rows);
    assertThat(delivered()).hasSize(149);
    assertThat(report.complaint()).isEmpty();
  }

  private void walk(String... rows) throws Exception {
    String answer =
        "{\"items\":[" + String.join(",", rows) + "],\"totalCount\":" + rows.length + "}";
    walk.begin(FULL);
    for (int page = 0; page < 10 && walk.isOpen(FULL); page++) {
      walk.store(FULL, new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)), null);
    }
    walk.end(FULL);
  }

  private static String row(String id, String content, int second) {
    return "{\"id\":\"%s\",\"updatedAt\":\"2026-03-04T08:00:0%dZ\",\"content\":\"%s\"}"
        .formatted(id, second, content);
  }

  private List<String> delivered() {
    return deliveries.claim("file").lines().stream()
        .map(line -> line.replaceAll(".*\"leadId\":\"(.*?)\".*\"content\":\"(.*?)\".*", "$1 $2"))
        .toList();
  }

  private List<String> warnings() {
    return log.list.stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }
}
