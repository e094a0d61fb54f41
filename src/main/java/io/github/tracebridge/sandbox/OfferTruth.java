package io.github.tracebridge.sandbox;

import java.util.List;

/**
 * All versions of one configuration. Immutable.
 *
 * @param versions in the order they were stored
 */
public record OfferTruth(OfferConfiguration configuration, List<OfferVersion> versions) {}
