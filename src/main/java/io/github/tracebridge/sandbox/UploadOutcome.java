package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.annotation.JsonValue;

/** What became of an upload that came to be read. */
public enum UploadOutcome {
  /** Every offer was stored. */
  STORED,
  /** Some offers were stored. */
  PARTLY_STORED,
  /** The file could be read, but no offer was stored. */
  NONE_STORED,
  /** The file could not be read; nothing was stored. */
  BAD_FILE,
  /** The body broke off; nothing was stored and nothing answered. */
  BROKEN_OFF;

  @JsonValue
  String wire() {
    return SandboxJson.kebab(this);
  }
}
