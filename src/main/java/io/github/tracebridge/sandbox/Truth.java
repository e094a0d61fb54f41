package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client should have got of one lead. Immutable.
 *
 * @param id the lead's; of a poisoned lead the one it is changed and deleted by, shown or not
 * @param revision how many changes it saw
 * @param contentKey the same for the same contents; each lead shows it as {@code reference}
 * @param poison what is wrong with it; null when nothing is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Truth(UUID id, int revision, String contentKey, @Nullable Poison poison) {}
