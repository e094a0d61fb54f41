package io.github.tracebridge.setting;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the user set, read by name. Precedence as in Camel Main: overrides, environment, system
 * properties, file, default. Empty means absent, save where nothing is a value. Secrets are taken
 * raw; in all other values {@code {{name}}} stands for another setting. Immutable.
 */
public final class Settings {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");

  private final SortedMap<String, String> values;
  private final Secrets secrets;

  private Settings(SortedMap<String, String> values, Secrets secrets) {
    this.values = values;
    this.secrets = secrets;
  }

  /** Of values that were gathered and checked before, by name. */
  public static Settings of(Map<String, String> values, Secrets secrets) {
    SortedMap<String, String> present = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          if (isPresent(name, value)) {
            present.put(name, value);
          }
        });
    return new Settings(present, secrets);
  }

  /** Empty means absent, except where nothing is a value too. */
  static boolean isPresent(String name, String value) {
    return !value.isEmpty()
        || Setting.all().stream().anyMatch(s -> s.mayBeEmpty() && s.matches(name));
  }

  /** The same with values for what nobody set. */
  public Settings withDefaults(Map<String, String> defaults) {
    SortedMap<String, String> all = new TreeMap<>(defaults);
    all.putAll(values);
    return new Settings(all, secrets);
  }

  /**
   * The same where a sink's headers are also those in its file; their values are masked in every
   * log line from here on.
   *
   * @throws SettingException where the file cannot be read, or a value is too short to be masked
   */
  public Settings withHeaders(Setting setting, Setting fileSetting, String sink) {
    SortedMap<String, String> all = new TreeMap<>(values);
    String name = setting.property(sink);
    find(fileSetting, sink)
        .ifPresent(
            file ->
                all.merge(
                    name,
                    read(fileSetting.property(sink), file),
                    (these, those) -> these + "\n" + those));
    HeaderValues.mask(name, all.getOrDefault(name, ""), secrets);
    return new Settings(all, secrets);
  }

  /** Whether the user made that setting. */
  public boolean has(Setting setting, String... own) {
    return values.containsKey(setting.property(own));
  }

  /** Names of all connections that any setting was made of. */
  public SortedSet<String> connections() {
    SortedSet<String> names = new TreeSet<>();
    values.keySet().stream()
        .filter(name -> name.startsWith("camel.oauth."))
        .map(name -> name.split("\\.", -1))
        .filter(parts -> parts.length > 3)
        .forEach(parts -> names.add(parts[2]));
    return names;
  }

  /** Whether any setting of that connection was made. */
  public boolean knowsConnection(String connection) {
    return connections().contains(connection);
  }

  /** All that was set except secrets that Camel does not need itself, for its own use. */
  public Map<String, String> forCamel() {
    SortedMap<String, String> open = new TreeMap<>();
    for (Setting setting : Setting.values()) {
      if (!setting.hasPlace() && !setting.isSecret() && hasValue(setting)) {
        find(setting).ifPresent(value -> open.put(setting.property(), value));
      }
    }
    values.forEach(
        (name, value) -> {
          if (!isSecret(name)) {
            open.put(name, isOurs(name) ? resolve(name, value, 0) : value);
          } else if (isCamelsOwn(name)) {
            open.put(name, secrets.keep(name, new Secret(value)).reveal());
          }
        });
    return open;
  }

  /** Of a connection whose token Camel's own component asks for: it needs the secret itself. */
  private boolean isCamelsOwn(String name) {
    int end = name.lastIndexOf('.');
    return "camel-oauth".equals(values.get(name.substring(0, end) + ".dialect"));
  }

  /** Whether the user or a default says anything, and what that refers to is there. */
  private boolean hasValue(Setting setting) {
    String fallback = setting.fallback();
    return values.containsKey(setting.property())
        || fallback != null
            && PLACEHOLDER
                .matcher(fallback)
                .results()
                .flatMap(found -> Setting.all().stream().filter(s -> s.matches(found.group(1))))
                .allMatch(
                    other -> values.containsKey(other.property()) || other.fallback() != null);
  }

  /** A user's own Camel settings keep their placeholders, which are Camel's to fill in. */
  private static boolean isOurs(String name) {
    return Setting.all().stream().anyMatch(setting -> setting.matches(name));
  }

  /** The value, which may be empty where the default is. */
  public String text(Setting setting, String... own) {
    return find(setting, own).orElseThrow(() -> missing(setting, own));
  }

  /** What to say where a setting is needed and nobody made it. */
  public SettingException missing(Setting setting, String... own) {
    String name = setting.property(own);
    return new SettingException(
        name
            + " is missing: "
            + setting.meaning()
            + " Set it in the settings file, or as "
            + Setting.environmentName(name)
            + " in the environment.");
  }

  /** Empty where neither the user nor a default says anything. */
  public Optional<String> find(Setting setting, String... own) {
    String name = setting.property(own);
    String value = values.get(name);
    if (value == null) {
      value = setting.fallback();
    }
    return Optional.ofNullable(value).map(v -> setting.isSecret() ? v : resolve(name, v, 0));
  }

  /**
   * Elements between commas or on lines of their own, without white space around them; none for an
   * empty value.
   */
  public List<String> list(Setting setting, String... own) {
    return Arrays.stream(text(setting, own).split("[,\n]"))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .toList();
  }

  public Duration duration(Setting setting, String... own) {
    return Values.duration(setting.property(own), text(setting, own));
  }

  /**
   * A time as settings write it, such as 7d.
   *
   * @param name of what it is for, in the message
   */
  public static Duration time(String name, String value) {
    return Values.duration(name, value);
  }

  /** A size such as 100MB, in bytes. */
  public long bytes(Setting setting, String... own) {
    return Values.bytes(setting.property(own), text(setting, own));
  }

  public boolean isTrue(Setting setting, String... own) {
    return Values.isTrue(setting.property(own), text(setting, own));
  }

  public int count(Setting setting, int least, int most, String... own) {
    return Values.count(setting.property(own), text(setting, own), least, most);
  }

  /**
   * Where a default refers to another setting, that one is read first, and named if it is wrong.
   */
  public URI url(Setting setting, String... own) {
    referred(setting, own).ifPresent(this::url);
    return Values.url(setting.property(own), text(setting, own));
  }

  /** The same for a URL that is asked as it is: a slash at its end belongs to it. */
  public URI endpoint(Setting setting, String... own) {
    referred(setting, own).ifPresent(this::url);
    return Values.endpoint(setting.property(own), text(setting, own));
  }

  /**
   * A file or folder, from the working directory; a refusal names a setting as that of a URL does.
   */
  public Path path(Setting setting, String... own) {
    referred(setting, own).ifPresent(this::path);
    return Values.path(setting.property(own), text(setting, own));
  }

  /** What the default of a setting refers to; empty where the user set it, or nothing there. */
  private Optional<Setting> referred(Setting setting, String... own) {
    if (values.containsKey(setting.property(own)) || setting.fallback() == null) {
      return Optional.empty();
    }
    Matcher placeholder = PLACEHOLDER.matcher(setting.fallback());
    return placeholder
        .results()
        .flatMap(found -> Setting.all().stream().filter(s -> s.matches(found.group(1))))
        .filter(other -> find(other).isPresent())
        .findFirst();
  }

  /**
   * The secret, or what its file holds; it is masked in every log line from here on.
   *
   * @throws SettingException where both are set, or it is too short to be masked
   */
  public Secret secret(Setting setting, Setting fileSetting, String... own) {
    return secretSource(setting, fileSetting, own).now();
  }

  /** The same for a secret whose file may change; where it is not right now, it is refused now. */
  public SecretSource secretSource(Setting setting, Setting fileSetting, String... own) {
    Optional<String> file = find(fileSetting, own);
    SecretSource source;
    if (file.isPresent()) {
      source = secretSource(fileSetting, () -> read(fileSetting.property(own), file.get()), own);
    } else {
      String value = text(setting, own);
      source = secretSource(setting, () -> value, own);
    }
    source.now();
    return source;
  }

  /**
   * What something else gives as a secret; it is masked in every log line from here on.
   *
   * @throws SettingException where the secret is set in another way too
   */
  public SecretSource secretSource(Setting setting, Supplier<String> given, String... own) {
    String name = setting.property(own);
    requireOneWay(name);
    return () -> secrets.keep(name, new Secret(given.get()));
  }

  private void requireOneWay(String name) {
    List<String> set = Setting.ways(name).stream().filter(way -> values.containsKey(way)).toList();
    if (set.size() > 1) {
      throw new SettingException(
          set.get(0) + " and " + set.get(1) + " are both set in one place. Leave one of them out.");
    }
  }

  /** Has a secret masked that stands in a file of another program's settings. */
  public void mask(String name, String secret) {
    var unused = secrets.keep(name, new Secret(secret));
  }

  private static String read(String name, String file) {
    try {
      String text = Files.readString(Values.path(name, file));
      String value = text.replaceFirst("^\uFEFF", "").strip();
      if (value.isEmpty()) {
        throw new SettingException(
            name + ": the file " + file + " is empty. Write the secret into it.");
      }
      return value;
    } catch (CharacterCodingException e) {
      throw new SettingException(name + ": the file " + file + " is not UTF-8. Save it as UTF-8.");
    } catch (IOException e) {
      throw new SettingException(
          name + ": the file " + file + " cannot be read. Create it, or let this user read it.");
    }
  }

  private String resolve(String name, String value, int depth) {
    if (depth > 8) {
      throw new SettingException(name + " refers to itself: \"" + value + "\". Break the circle.");
    }
    Matcher placeholder = PLACEHOLDER.matcher(value);
    return placeholder.replaceAll(
        found -> Matcher.quoteReplacement(refer(name, found.group(1), depth)));
  }

  private String refer(String name, String referred, int depth) {
    String value = values.get(referred);
    if (value == null) {
      value =
          Setting.all().stream()
              .filter(setting -> setting.matches(referred))
              .findFirst()
              .map(Setting::fallback)
              .orElse(null);
    }
    if (value == null || isSecret(referred)) {
      String verb = value == null ? " is missing" : " is a secret and cannot be referred to";
      throw new SettingException(
          referred + verb + ": " + name + " refers to it. Set " + referred + " or " + name + ".");
    }
    return resolve(referred, value, depth + 1);
  }

  private static boolean isSecret(String name) {
    return Setting.all().stream().anyMatch(s -> s.isSecret() && s.matches(name));
  }
}
