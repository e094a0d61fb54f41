package io.github.tracebridge.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.connection.Fault;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages that are asked for before their turn, with a TRACE that answers when the test lets it. */
@Timeout(20)
class PageAheadTest {
  private static final int KEPT_IN_MEMORY = 1000;

  @TempDir Path folder;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final PageAhead ahead =
      new PageAhead(camel, series -> series.equals("full") ? "page=2" : null);
  private String answer = "two";
  private boolean isCached = true;
  private RuntimeException fault;

  @BeforeEach
  void begin() throws Exception {
    camel.getStreamCachingStrategy().setSpoolEnabled(true);
    camel.getStreamCachingStrategy().setSpoolDirectory(folder.resolve("spool").toFile());
    camel.getStreamCachingStrategy().setSpoolThreshold(KEPT_IN_MEMORY);
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:trace-call").process(PageAheadTest.this::answer);
          }
        });
    camel.start();
  }

  @AfterEach
  void end() {
    mayAnswer.countDown();
    camel.stop();
  }

  @Test
  void thePageThatFollowsIsAskedForWhileTheOneBeforeIsStored() throws Exception {
    ahead.ask(page("one"), "full", 1);
    mayAnswer.countDown(); // asking has not waited for it
    assertThat(ahead.isAsked("full", "page=2")).isTrue();
    Exchange next = page("");
    ahead.take(next, "full");
    assertThat(next.getMessage().getBody(String.class)).isEqualTo("two");
    assertThat(next.getMessage().getHeader("Date")).isEqualTo("now");
    assertThat(asked).containsExactly("page=2");
    assertThat(ahead.isAsked("full", "page=2")).as("once").isFalse();
  }

  @Test
  void itsFaultIsThatOfThePage() throws Exception {
    fault = new Fault.Transient("500 by TRACE");
    mayAnswer.countDown();
    ahead.ask(page("one"), "full", 1);
    assertThat(ahead.isAsked("full", "page=2")).isTrue();
    assertThatThrownBy(() -> ahead.take(page(""), "full")).isSameAs(fault);
    assertThat(ahead.isAsked("full", "page=2")).as("the next attempt asks anew").isFalse();
  }

  @Test
  void whatIsNotTheNextPageIsDropped() throws Exception {
    mayAnswer.countDown();
    ahead.ask(page("one"), "full", 1);
    assertThat(ahead.isAsked("created", "page=2")).as("of another series").isFalse();
    assertThat(ahead.isAsked("full", "page=1")).as("the one before is repeated").isFalse();
    assertThat(ahead.isAsked("full", "page=2")).as("an old answer then").isFalse();
  }

  @Test
  void aWalkTakesNothingFromTheOneBeforeIt() throws Exception {
    mayAnswer.countDown();
    ahead.ask(page("one"), "full", 1);
    ahead.forget("full");
    assertThat(ahead.isAsked("full", "page=2")).isFalse();
  }

  @Test
  void anAnswerTooLargeForMemoryIsAskedForInItsTurn() throws Exception {
    answer = "x".repeat(KEPT_IN_MEMORY + 1);
    mayAnswer.countDown();
    ahead.ask(page("one"), "full", 1);
    assertThat(ahead.isAsked("full", "page=2")).as("its file is gone").isFalse();
    ahead.ask(page(answer), "full", 1);
    assertThat(asked).as("nothing is asked for behind one that is as large").hasSize(1);
  }

  @Test
  void anAnswerOfSomeBytesIsTakenToo() throws Exception {
    isCached = false;
    mayAnswer.countDown();
    ahead.ask(page("one"), "full", 1);
    assertThat(ahead.isAsked("full", "page=2")).isTrue();
    Exchange next = page("");
    ahead.take(next, "full");
    assertThat(next.getMessage().getBody(String.class)).isEqualTo("two");
  }

  @Test
  void nothingIsAskedForBehindAPageThatHadToBeRepeated() {
    mayAnswer.countDown();
    ahead.ask(page("one"), "full", 2);
    assertThat(ahead.isAsked("full", "page=2")).isFalse();
    assertThat(asked).isEmpty();
  }

  @Test
  void whoWaitsForItIsToldToStop() {
    ahead.ask(page("one"), "full", 1);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> ahead.isAsked("full", "page=2")).isInstanceOf(Fault.Stopping.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void nothingIsAskedForWhereNoPageIsKnownToFollow() throws Exception {
    ahead.ask(page("one"), "created", 1);
    assertThat(ahead.isAsked("created", "page=2")).isFalse();
    assertThat(asked).isEmpty();
  }

  private void answer(Exchange request) throws InterruptedException {
    asked.add(request.getMessage().getHeader(Exchange.HTTP_QUERY, String.class));
    assertThat(mayAnswer.await(10, TimeUnit.SECONDS)).isTrue();
    if (fault != null) {
      throw fault;
    }
    if (isCached) {
      page(answer, request);
    } else {
      request.getMessage().setBody(answer.getBytes()); // as Camel does with the shortest
    }
    request.getMessage().setHeader("Date", "now");
  }

  private Exchange page(String text) {
    return page(text, new DefaultExchange(camel));
  }

  /** With its text cached as Camel caches what comes from a network. */
  private Exchange page(String text, Exchange exchange) {
    exchange
        .getMessage()
        .setBody(new BufferedInputStream(new ByteArrayInputStream(text.getBytes())));
    exchange.getMessage().setBody(camel.getStreamCachingStrategy().cache(exchange));
    return exchange;
  }
}
