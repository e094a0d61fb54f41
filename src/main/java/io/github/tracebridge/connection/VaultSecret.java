package io.github.tracebridge.connection;

import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.SecretSource;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.properties.DefaultPropertiesFunctionResolver;
import org.apache.camel.component.properties.PropertiesFunctionResolver;
import org.apache.camel.spi.PropertiesComponent;
import org.jspecify.annotations.Nullable;

/**
 * A secret that one of Camel's properties functions has, such as a vault's. The function itself is
 * asked and no placeholder resolved: Camel would take a secret with braces in it for another
 * placeholder, and keep and log what it comes to. Thread-safe.
 */
final class VaultSecret implements SecretSource, CamelContextAware {
  private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9-]*):(.+)");

  /** Camel's component for each function that is none of its core. */
  private static final Map<String, String> COMPONENTS =
      Map.of(
          "aws", "camel-aws-secrets-manager",
          "azure", "camel-azure-key-vault",
          "gcp", "camel-google-secret-manager",
          "hashicorp", "camel-hashicorp-vault",
          "secret", "camel-kubernetes");

  private final String property;
  private final String function;
  private final String name;
  private final SecretSource secret;
  private volatile @Nullable CamelContext camel;

  /**
   * @throws SettingException where there is no such function
   */
  VaultSecret(Settings settings, Setting setting, String connection) {
    property = setting.property(connection);
    Matcher form = FORM.matcher(settings.text(setting, connection));
    // what is no such name may be the secret itself, and is not repeated
    if (!form.matches()) {
      throw new SettingException(
          property + ": expected a vault and a name in it such as aws:trace. Correct it.");
    }
    function = form.group(1);
    name = form.group(2);
    requireFunction();
    secret = settings.secretSource(setting, this::ask, connection);
  }

  private void requireFunction() {
    if (new DefaultPropertiesFunctionResolver().hasFunction(function)
        || getClass().getResource("/" + PropertiesFunctionResolver.RESOURCE_PATH + function)
            != null) {
      return;
    }
    String component = COMPONENTS.get(function);
    throw new SettingException(
        component == null
            ? property
                + ": there is no vault of that name; expected one of "
                + String.join(", ", new TreeSet<>(COMPONENTS.keySet()))
                + ", or env. Correct it."
            : property
                + ": "
                + function
                + " needs Camel's "
                + component
                + ", which is not there. Put "
                + component
                + "-"
                + CamelContext.class.getPackage().getImplementationVersion()
                + ".jar and the jars that it needs into the program's folder ext/.");
  }

  @Override
  public Secret now() {
    return secret.now();
  }

  private String ask() {
    PropertiesComponent vaults =
        Objects.requireNonNull(camel, "not bound").getPropertiesComponent();
    String given;
    // Camel and its vaults expect one caller at a time
    synchronized (vaults) {
      try {
        given = vaults.getPropertiesFunction(function).apply(name);
      } catch (RuntimeException e) {
        throw noSecret(Reason.of(root(e)));
      }
    }
    if (given == null || given.isBlank()) {
      throw noSecret("it has none of that name");
    }
    return given.strip();
  }

  private SettingException noSecret(String reason) {
    return new SettingException(
        property
            + ": the vault gave no secret ("
            + reason.replaceFirst("[.]$", "")
            + "). Check the name, the vault and its own settings.");
  }

  private static Exception root(Exception fault) {
    Exception root = fault;
    while (root.getCause() instanceof Exception cause) {
      root = cause;
    }
    return root;
  }

  @Override
  public void setCamelContext(CamelContext context) {
    camel = context;
  }

  @Override
  public @Nullable CamelContext getCamelContext() {
    return camel;
  }
}
