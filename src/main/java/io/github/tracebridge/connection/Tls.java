package io.github.tracebridge.connection;

import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.camel.util.function.Suppliers;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.jspecify.annotations.Nullable;

/** Whom this side trusts, and how it shows who it is. TLS 1.2 is the least (RFC 8996). */
final class Tls {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private Tls() {}

  /**
   * By the settings. Whom Java itself trusts is read with the first connection that asks for it.
   *
   * @throws SettingException where a file cannot be used
   */
  static TlsSocketStrategy from(Settings settings) {
    KeyManager[] keys = keys(settings);
    TrustManager[] trusted = trusted(settings);
    Supplier<TlsSocketStrategy> tls = Suppliers.memorize(() -> strategy(keys, trusted));
    return (socket, host, port, attachment, context) ->
        tls.get().upgrade(socket, host, port, attachment, context);
  }

  private static TlsSocketStrategy strategy(
      KeyManager @Nullable [] keys, TrustManager @Nullable [] trusted) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trusted, null);
      return new DefaultClientTlsStrategy(
          context, VERSIONS, null, SSLBufferMode.STATIC, HttpsSupport.getDefaultHostnameVerifier());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  /** Null for Java's own. */
  private static TrustManager @Nullable [] trusted(Settings settings) {
    if (settings.text(Setting.HTTP_TRUSTSTORE).isEmpty()) {
      return null;
    }
    Path file = settings.path(Setting.HTTP_TRUSTSTORE);
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(
          file.toString().matches("(?i).*\\.(pem|crt|cer)")
              ? certificates(file)
              : store(
                  file,
                  password(
                      settings,
                      Setting.HTTP_TRUSTSTORE_PASSWORD,
                      Setting.HTTP_TRUSTSTORE_PASSWORD_FILE)));
      TrustManager[] managers = trust.getTrustManagers();
      requireCertificate(managers, settings);
      return managers;
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(
          Setting.HTTP_TRUSTSTORE, file, "certificates as PEM, or a PKCS12 or JKS store", e);
    }
  }

  /** A PKCS12 store hides its certificates from whoever has no password, and says nothing. */
  private static void requireCertificate(TrustManager[] managers, Settings settings)
      throws IOException {
    for (TrustManager each : managers) {
      if (each instanceof X509TrustManager trusting && trusting.getAcceptedIssuers().length > 0) {
        return;
      }
    }
    throw new IOException(
        hasPassword(
                settings, Setting.HTTP_TRUSTSTORE_PASSWORD, Setting.HTTP_TRUSTSTORE_PASSWORD_FILE)
            ? "it holds no certificate"
            : "it shows no certificate without "
                + either(Setting.HTTP_TRUSTSTORE_PASSWORD, Setting.HTTP_TRUSTSTORE_PASSWORD_FILE));
  }

  private static KeyStore certificates(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry(String.valueOf(store.size()), each);
      }
    }
    return store;
  }

  private static KeyManager @Nullable [] keys(Settings settings) {
    if (settings.text(Setting.HTTP_KEYSTORE).isEmpty()) {
      return null;
    }
    Path file = settings.path(Setting.HTTP_KEYSTORE);
    char[] password =
        password(settings, Setting.HTTP_KEYSTORE_PASSWORD, Setting.HTTP_KEYSTORE_PASSWORD_FILE);
    try {
      if (password == null) {
        throw new IOException(
            "it needs "
                + either(Setting.HTTP_KEYSTORE_PASSWORD, Setting.HTTP_KEYSTORE_PASSWORD_FILE));
      }
      KeyStore store = store(file, password);
      requireKey(store);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      return keys.getKeyManagers();
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(Setting.HTTP_KEYSTORE, file, "a PKCS12 or JKS store with one key", e);
    }
  }

  private static void requireKey(KeyStore store) throws IOException, GeneralSecurityException {
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        return;
      }
    }
    throw new IOException("it holds no private key");
  }

  private static KeyStore store(Path file, char @Nullable [] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    }
    return store;
  }

  private static char @Nullable [] password(Settings settings, Setting password, Setting file) {
    return hasPassword(settings, password, file)
        ? settings.secret(password, file).reveal().toCharArray()
        : null;
  }

  private static boolean hasPassword(Settings settings, Setting password, Setting file) {
    return settings.has(password) || settings.has(file);
  }

  private static String either(Setting password, Setting file) {
    return password.property() + " or " + file.property();
  }

  private static SettingException unusable(
      Setting setting, Path file, String expected, Exception fault) {
    String reason =
        fault instanceof java.nio.file.NoSuchFileException
            ? "it is not there"
            : String.valueOf(fault.getMessage());
    return new SettingException(
        setting.property()
            + ": expected "
            + expected
            + " in "
            + file
            + ", but it cannot be used: "
            + reason
            + ". Check the file and its password.");
  }
}
