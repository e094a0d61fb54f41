package org.apache.camel.support;

import org.apache.camel.CamelContext;

/** Stands for Camel's class of this name, which comes with Camel 4.19 and could not be had. */
public final class OAuthHelper {
  private OAuthHelper() {}

  /** The profile's token is set as a global option, so that a test can change it. */
  public static String resolveOAuthToken(CamelContext context, String profile) {
    String token = context.getGlobalOption("token of " + profile);
    if (token == null) {
      String fault = context.getGlobalOption("fault of " + profile);
      throw new IllegalArgumentException(fault == null ? "no such profile" : fault);
    }
    return token;
  }
}
