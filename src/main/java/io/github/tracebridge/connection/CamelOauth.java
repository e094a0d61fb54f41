package io.github.tracebridge.connection;

import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.Secrets;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.apache.camel.CamelContext;

/**
 * Asks Camel's own component, camel-oauth, for the token of a profile. It is there from Camel 4.19
 * on, with its dependency, so it is called by name.
 */
final class CamelOauth {
  static final String HELPER = "org.apache.camel.support.OAuthHelper";

  private CamelOauth() {}

  /**
   * @throws Fault.LoginRefused where the component is not there
   * @throws Fault.Transient where it got no token
   */
  static Secret token(CamelContext context, String profile, Secrets secrets) {
    try {
      Method resolve =
          Class.forName(HELPER).getMethod("resolveOAuthToken", CamelContext.class, String.class);
      if (resolve.invoke(null, context, profile) instanceof String token) {
        return new Secret(token);
      }
      throw new Fault.Transient(profile + ": Camel's own camel-oauth gave no token.");
    } catch (InvocationTargetException e) {
      throw new Fault.Transient(
          profile
              + ": Camel's own camel-oauth got no token ("
              + secrets.mask(String.valueOf(e.getTargetException().getMessage()))
              + "). Check camel.oauth."
              + profile
              + ".*.");
    } catch (ReflectiveOperationException e) {
      throw new Fault.LoginRefused(
          profile
              + ": the dialect camel-oauth needs Camel 4.19 or later with camel-oauth. Build with"
              + " -Pcamel-oauth where it can be had, or set camel.oauth."
              + profile
              + ".dialect to client-secret-basic.");
    }
  }
}
