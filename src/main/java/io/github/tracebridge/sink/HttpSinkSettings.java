package io.github.tracebridge.sink;

import com.fasterxml.jackson.core.JsonPointer;
import io.github.tracebridge.connection.Transport;
import io.github.tracebridge.delivery.SinkSettings;
import io.github.tracebridge.delivery.SinkSettings.Repeat;
import io.github.tracebridge.delivery.Statuses;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import io.github.tracebridge.setting.Settings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a CRM is written to over HTTP.
 *
 * @param url base of the CRM's API
 * @param method of the request that writes
 * @param path behind the url, with its query; {@code {id}}, {@code {version}} and {@code {key}}
 *     stand for the lead's id, its version's number and what is the same for each attempt only
 * @param headers of the request that writes
 * @param keyHeader name of the header that carries the idempotency key; empty: none
 * @param lookUp by a path as above
 * @param connection name of the connection whose token it carries; empty: none
 */
public record HttpSinkSettings(
    URI url,
    String method,
    String path,
    Map<String, String> headers,
    String keyHeader,
    LookUp lookUp,
    Statuses statuses,
    String connection) {
  private static final Set<String> METHODS = Set.of("PUT", "POST", "PATCH");
  private static final String ID = "{id}";
  private static final String KEY = "{key}";
  private static final String VERSION = "{version}";

  public HttpSinkSettings {
    headers = Map.copyOf(headers);
  }

  /** Reads them. */
  public static HttpSinkSettings from(Settings settings, String sink) {
    URI url = settings.url(Setting.SINK_URL, sink);
    Transport.requireSafe(
        url, Setting.SINK_URL.property(sink), settings.list(Setting.HTTP_PLAIN_HOSTS));
    String method = settings.text(Setting.SINK_METHOD, sink).toUpperCase(Locale.ROOT);
    if (!METHODS.contains(method)) {
      throw SettingException.wrong(
          Setting.SINK_METHOD.property(sink), "PUT, POST or PATCH", method);
    }
    return new HttpSinkSettings(
        url,
        method,
        settings.text(Setting.SINK_PATH, sink),
        headers(settings.list(Setting.SINK_HEADERS, sink), sink),
        settings.text(Setting.SINK_KEY_HEADER, sink),
        lookUp(settings, sink),
        Statuses.from(
            settings.list(Setting.SINK_STATUSES, sink), Setting.SINK_STATUSES.property(sink)),
        settings.text(Setting.SINK_CONNECTION, sink));
  }

  private static LookUp lookUp(Settings settings, String sink) {
    String found = settings.text(Setting.SINK_LOOK_UP_FOUND, sink);
    try {
      return new LookUp(
          settings.text(Setting.SINK_LOOK_UP, sink),
          found.isEmpty() ? Optional.empty() : Optional.of(JsonPointer.compile(found)));
    } catch (IllegalArgumentException e) {
      throw SettingException.wrong(
          Setting.SINK_LOOK_UP_FOUND.property(sink), "a JSON pointer such as /records", found);
    }
  }

  private static Map<String, String> headers(List<String> lines, String sink) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw SettingException.wrong(
            Setting.SINK_HEADERS.property(sink), "headers such as Accept: text/plain", line);
      }
      headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    return headers;
  }

  /** What may be done about a request without an answer. */
  public Repeat repeat() {
    if (!method.equals("POST") || !keyHeader.isEmpty()) {
      return Repeat.SAFE;
    }
    return isAskable() ? Repeat.LOOK_UP : Repeat.NEVER;
  }

  /** Whether the CRM can say what it has. */
  boolean isAskable() {
    return !lookUp.path().isEmpty();
  }

  /**
   * Refuses what would lose leads, or write them twice.
   *
   * @param sink how it is sent, of the same settings
   * @throws SettingException with a sentence
   */
  public void require(SinkSettings sink) {
    String name = sink.name();
    if (isAskable() && !lookUp.path().contains(ID) && !lookUp.path().contains(KEY)) {
      throw new SettingException(
          Setting.SINK_LOOK_UP.property(name)
              + ": it does not say which lead to look for. Put {id} where its id belongs.");
    }
    if (sink.repeat() == Repeat.LOOK_UP && !isAskable()) {
      throw new SettingException(
          Setting.SINK_REPEAT.property(name)
              + " is look-up, but "
              + Setting.SINK_LOOK_UP.property(name)
              + " is not set. Set it to a path such as ?externalId={id}.");
    }
    if (sink.batch() == 1) {
      return;
    }
    if (path.contains("{")) {
      throw new SettingException(
          Setting.SINK_PATH.property(name)
              + ": "
              + path
              + " is one lead's, but a request has up to "
              + sink.batch()
              + ". Set it to the path for several, or "
              + Setting.SINK_BATCH.property(name)
              + " to 1.");
    }
    if (!keyHeader.isEmpty()) {
      throw new SettingException(
          Setting.SINK_KEY_HEADER.property(name)
              + ": the key is one lead's, but a request has up to "
              + sink.batch()
              + ". Take it out, or set "
              + Setting.SINK_BATCH.property(name)
              + " to 1.");
    }
  }

  /** Whether what is found tells of the version, and not of the lead alone. */
  boolean findsVersions() {
    return lookUp.path().contains(KEY) || lookUp.path().contains(VERSION);
  }

  /** Scheme, host and port, and what stands before every path. */
  public String base() {
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
