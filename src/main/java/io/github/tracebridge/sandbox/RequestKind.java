package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a request to the sandbox was for. */
public enum RequestKind {
  LOGIN,
  PAGE,
  DOWNLOAD,
  FILE,
  UPLOAD,
  CONTRACT_OPTIONS,
  DER_CONNECT_TOKEN,
  DER_CONNECT_API,
  OPEN_ESG_TOKEN,
  OPEN_ESG_API,
  JWT_SYSTEM_TOKEN,
  JWT_SYSTEM_API,
  OTHER;

  @JsonValue
  String wire() {
    return SandboxJson.kebab(this);
  }
}
