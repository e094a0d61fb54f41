package io.github.tracebridge.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.tracebridge.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-04T09:00:00Z"));
  private final LoggerContext context = new LoggerContext();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Repeats repeats = new Repeats(clock);
  private final Logger log = context.getLogger("some.where");

  @BeforeEach
  void begin() {
    lines.start();
    context.getLogger("ROOT").setLevel(Level.INFO);
    context.getLogger("ROOT").addAppender(lines);
    context.addTurboFilter(repeats);
  }

  @Test
  void tenAMinuteAreSaidAndThenHowManyMoreThereWere() {
    for (int i = 1; i <= 1000; i++) {
      log.warn("order {} failed", i);
    }
    assertThat(said()).hasSize(10).last().isEqualTo("order 10 failed");
    clock.advance(Duration.ofMinutes(1));
    log.debug("anything");
    assertThat(said())
        .hasSize(11)
        .last()
        .isEqualTo("990 more lines like this were left out within a minute: order 1000 failed");
    log.warn("order {} failed", 1001);
    assertThat(said()).hasSize(12).last().isEqualTo("order 1001 failed");
    clock.advance(Duration.ofMinutes(1));
    log.info("anything");
    assertThat(said()).hasSize(13);
  }

  @Test
  void idsMakeNoDifference() {
    for (int i = 0; i < 50; i++) {
      log.error("Error processing exchange. Exchange[8C8F4F4E4E8B8E5-%016X].".formatted(i));
    }
    assertThat(said()).hasSize(10);
  }

  @Test
  void faultsOfOneClassAreTheSameWhateverTheirWords() {
    for (int i = 0; i < 50; i++) {
      log.error("failed " + "x".repeat(i), new IllegalStateException("reason " + i));
      log.error("failed {}", "y".repeat(i), new IllegalStateException("reason " + i));
    }
    assertThat(said()).hasSize(10);
    log.error("failed", new IllegalArgumentException());
    assertThat(said()).hasSize(11);
  }

  @Test
  void otherWordsLoggersAndLevelsAreCountedByThemselves() {
    for (int i = 0; i < 10; i++) {
      log.warn("one");
      log.warn("two");
      log.error("one");
      context.getLogger("else.where").warn("one");
    }
    assertThat(said()).hasSize(40);
  }

  @Test
  void whatIsNoWarningIsNeverLeftOut() {
    for (int i = 0; i < 50; i++) {
      log.info("one");
    }
    assertThat(said()).hasSize(50);
  }

  @Test
  void theEndOfTheProgramWaitsForNoMinute() {
    for (int i = 0; i < 12; i++) {
      log.warn("one");
    }
    repeats.tellAll();
    repeats.tellAll();
    assertThat(said())
        .hasSize(11)
        .last()
        .isEqualTo("2 more lines like this were left out within a minute: one");
  }

  @Test
  void aThousandDifferentLinesAreNotKept() {
    for (int i = 0; i < 1000; i++) {
      log.warn("word " + letters(i));
    }
    assertThat(said()).hasSize(1000);
    assertThat(repeats.kept()).isLessThanOrEqualTo(200);
  }

  private static String letters(int number) {
    return Integer.toString(number, 10)
        .chars()
        .mapToObj(digit -> String.valueOf((char) ('g' + digit - '0')))
        .reduce("", String::concat);
  }

  private List<String> said() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
