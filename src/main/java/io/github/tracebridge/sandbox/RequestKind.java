package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a request to the sandbox was for. */
public enum RequestKind {
  LOGIN,
  PAGE,
  DOWNLOAD,
  UPLOAD,
  CONTRACT_OPTIONS,
  OTHER;

  @JsonValue
  String wire() {
    return SandboxJson.kebab(this);
  }
}
