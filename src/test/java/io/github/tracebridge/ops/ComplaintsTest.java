package io.github.tracebridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.tracebridge.MutableClock;
import io.github.tracebridge.ledger.LedgerException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ComplaintsTest {
  private static final Exception FAULT = new IllegalStateException("no room");

  private final Logger log = (Logger) LoggerFactory.getLogger(Complaints.class);
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-04T09:00:00Z"));
  private final List<LedgerException> ends = new ArrayList<>();
  private final Complaints complaints = new Complaints(ends::add, clock);
  private final Exchange walk = from("lead-schedule");
  private final Exchange delivery = from("lead-delivery-schedule");

  @BeforeEach
  void listen() {
    said.start();
    log.addAppender(said);
  }

  @AfterEach
  void stop() {
    log.detachAppender(said);
  }

  @Test
  void whatStaysTheSameIsSaidOnceAndThatItIsOverOnce() {
    complaints.heard(walk, FAULT);
    complaints.heard(walk, FAULT);
    clock.advance(Duration.ofMinutes(61));
    complaints.over(walk);
    complaints.over(walk);
    assertThat(sentences())
        .containsExactly(
            "ERROR lead-schedule broken off: no room",
            "INFO lead-schedule goes on again after 1 h 1 min");
  }

  @Test
  void anotherReasonIsSaidToo() {
    complaints.heard(walk, FAULT);
    complaints.heard(walk, new IllegalStateException("no light"));
    complaints.over(walk);
    assertThat(sentences())
        .containsExactly(
            "ERROR lead-schedule broken off: no room",
            "ERROR lead-schedule broken off: no light",
            "INFO lead-schedule goes on again after 0 s");
  }

  @Test
  void whatComesBackIsSaidAgain() {
    complaints.heard(walk, FAULT);
    complaints.over(walk);
    complaints.heard(walk, FAULT);
    assertThat(sentences()).hasSize(3).last().asString().startsWith("ERROR");
  }

  @Test
  void aRouteThatWasNeverBrokenOffSaysNothing() {
    complaints.heard(walk, FAULT);
    complaints.over(delivery);
    assertThat(sentences()).containsExactly("ERROR lead-schedule broken off: no room");
  }

  @Test
  void aLedgerThatAnotherProcessHasEndsTheJobInstead() {
    complaints.heard(walk, new SQLException("in use", "TB001"));
    complaints.over(walk);
    assertThat(ends).singleElement().matches(LedgerException::isLost);
    assertThat(sentences()).isEmpty();
  }

  private List<String> sentences() {
    return said.list.stream().map(e -> e.getLevel() + " " + e.getFormattedMessage()).toList();
  }

  private static Exchange from(String route) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getExchangeExtension().setFromRouteId(route);
    return exchange;
  }
}
