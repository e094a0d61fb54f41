package io.github.tracebridge.trace;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that a call is repeated, and why: to whoever waits for a run by hand; of one by schedule
 * others tell. Thread-safe.
 */
public final class Repetition implements Processor {
  private static final Logger LOG = LoggerFactory.getLogger(Repetition.class);
  private static final String SAID = "{} Asking again ({}).";

  private final boolean byHand;

  public Repetition(boolean byHand) {
    this.byHand = byHand;
  }

  @Override
  public void process(Exchange call) {
    Object attempts = call.getProperty("attempts");
    Exception fault = call.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    if (byHand) {
      LOG.info(SAID, fault.getMessage(), attempts);
    } else {
      LOG.debug(SAID, fault.getMessage(), attempts);
    }
  }
}
