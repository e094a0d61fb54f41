package io.github.tracebridge.offer.reading;

/** Takes the offers of a file, one after the other, while the file is read. */
@FunctionalInterface
public interface OfferSink {
  /** The next offer that no rule refuses; nothing else of the file is held. */
  void offer(Offer offer);
}
