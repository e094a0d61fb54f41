package io.github.tracebridge.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The systems beside TRACE: where each is and what its token endpoint's document prints. */
enum Sibling {
  DER_CONNECT(
      "/am/oauth2/realms/root/realms/difesp/access_token",
      "esp",
      RequestKind.DER_CONNECT_TOKEN,
      RequestKind.DER_CONNECT_API),
  OPEN_ESG("/o/token/", "read", RequestKind.OPEN_ESG_TOKEN, RequestKind.OPEN_ESG_API),
  JWT_SYSTEM(
      "/oauth/v2/token", "account", RequestKind.JWT_SYSTEM_TOKEN, RequestKind.JWT_SYSTEM_API);

  static final String ENTITY_TYPES = "/connect/v1/onboarding/types/entities";
  static final String ENTITIES = "/connect/v1/onboarding/entities";
  static final String TEMPLATES = "/api/v1/report-templates";
  static final String ACCOUNT = "/api/v2/account";

  private final String tokenPath;
  private final String scope;
  private final RequestKind token;
  private final RequestKind api;

  Sibling(String tokenPath, String scope, RequestKind token, RequestKind api) {
    this.tokenPath = tokenPath;
    this.scope = scope;
    this.token = token;
    this.api = api;
  }

  /** What a request to the path is for; empty if it is no sibling's. */
  static Optional<RequestKind> kind(String path) {
    return Arrays.stream(values())
        .filter(system -> system.tokenPath.equals(path) || system.apiPaths().contains(path))
        .map(system -> system.tokenPath.equals(path) ? system.token : system.api)
        .findFirst();
  }

  /** The system that a request is for. */
  static Sibling of(RequestKind kind) {
    return Arrays.stream(values())
        .filter(system -> system.token == kind || system.api == kind)
        .findFirst()
        .orElseThrow();
  }

  String tokenPath() {
    return tokenPath;
  }

  /** Where its API answers. */
  List<String> apiPaths() {
    return switch (this) {
      case DER_CONNECT -> List.of(ENTITY_TYPES, ENTITIES);
      case OPEN_ESG -> List.of(TEMPLATES);
      case JWT_SYSTEM -> List.of(ACCOUNT);
    };
  }

  /** What a token needs for its API. */
  String scope() {
    return scope;
  }

  /** Members of a token answer, in the order printed. */
  List<String> members() {
    return switch (this) {
      case DER_CONNECT -> List.of("access_token", "expires_in", "token_type");
      case OPEN_ESG -> List.of("access_token", "expires_in", "token_type", "scope");
      case JWT_SYSTEM -> List.of("token_type", "expires_in", "access_token");
    };
  }

  String wire() {
    return SandboxJson.kebab(this);
  }
}
