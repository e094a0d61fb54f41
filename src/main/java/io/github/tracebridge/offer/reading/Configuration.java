package io.github.tracebridge.offer.reading;

/**
 * What a price is for: TRACE keeps one series of versions for each. Tariff type, technology,
 * country, every member of {@code configuration} and one capacity tier make it; the name does not.
 *
 * @param key equal for equal configurations alone, hex digits
 * @param label the same for people
 */
public record Configuration(String key, String label) {}
