package io.github.tracebridge.sandbox;

import java.time.Instant;
import java.util.UUID;

/**
 * One version of an offer. Immutable.
 *
 * @param sha256 hex, of the offer as sent in canonical JSON: members sorted, 100 and 1e2 one number
 * @param upload which upload brought it, counted from 1 over those that stored something
 */
public record OfferVersion(
    UUID offerId, String name, Instant createdAt, String sha256, long upload) {}
