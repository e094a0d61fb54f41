package io.github.tracebridge.setting;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gathers settings from a file, the environment and overrides. An unknown name under the product's
 * own prefixes is an error in a file and a warning in the environment.
 */
public final class SettingsLoader {
  private static final List<String> OWN_PREFIXES =
      List.of(
          "trace.",
          "camel.oauth.",
          "data.",
          "ledger.",
          "leads.",
          "alerts.",
          "offers.",
          "sinks.",
          "quota.",
          "http.",
          "log.",
          "management.");

  /** In the environment, names that begin with these are other programs' too: HTTP_PROXY. */
  private static final Set<String> COMMON_PREFIXES = Set.of("http.", "data.", "log.");

  /** What a settings file may begin with. */
  public static final String BYTE_ORDER_MARK = "\uFEFF";

  /** A secret of a user's own sink or vault, by its name in a file or in the environment. */
  private static final Pattern OWN_SECRET =
      Pattern.compile(
          "(?i)(sinks[._].+[._-]|camel[._](hashicorp[._])?vault[._].*)(password|secret|token|key)");

  private static final Pattern CONNECTION = Pattern.compile("camel\\.oauth\\.([^.]+)\\..+");

  /** The same in the environment; the name that is left is as short as can be. */
  private static final Pattern CONNECTION_VARIABLE =
      Pattern.compile(
          Setting.all().stream()
              .map(Setting::template)
              .filter(template -> template.startsWith("camel.oauth."))
              .map(template -> template.substring(template.lastIndexOf('.') + 1))
              .map(Setting::environmentName)
              .collect(joining("|", "CAMEL_OAUTH_([A-Z0-9_]+?)_(?:", ")")));

  /** What a budget of one of TRACE's connections would begin with; they have one together. */
  private static final String TRACES_QUOTA = "quota.trace-";

  private final Map<String, String> environment;
  private final Properties system;
  private final List<String> sinks;
  private final Consumer<String> warnings;

  /**
   * @param sinks names of all sinks that there is a route of, also of those that are off
   */
  public SettingsLoader(
      Map<String, String> environment,
      Properties system,
      List<String> sinks,
      Consumer<String> warnings) {
    this.environment = environment;
    this.system = system;
    this.sinks = List.copyOf(sinks);
    this.warnings = warnings;
  }

  /**
   * Reads and checks all names.
   *
   * @param file the settings file; null for none
   * @param overrides what wins over everything else
   */
  public Settings load(@Nullable Path file, Map<String, String> overrides, Secrets secrets) {
    Map<String, String> values = new TreeMap<>(file == null ? Map.of() : read(file));
    Set<String> inFile = Set.copyOf(values.keySet());
    putOthers(List.of(Setting.LEADS_SINKS.template()), values, overrides);
    inFile.forEach(name -> refuseUnknown(name, String.valueOf(file), values));
    putOthers(knownNames(values), values, overrides);
    warnOfUnknownEnvironment(knownNames(values));
    put(overrides.keySet(), overrides::get, values);
    values.forEach((name, value) -> maskOwn(name, value, secrets));
    environment.forEach((name, value) -> maskOwn(name, value, secrets));
    return Settings.of(values, secrets);
  }

  /** What wins over a settings file that gives this setting, in words; empty where nothing does. */
  public Optional<String> above(String name) {
    String variable = Setting.environmentName(name);
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> Settings.isPresent(name, value))
        .map(value -> variable + " in the environment")
        .or(
            () ->
                Optional.ofNullable(system.getProperty(name))
                    .filter(value -> Settings.isPresent(name, value))
                    .map(value -> "Java's system property " + name));
  }

  private static void maskOwn(String name, String value, Secrets secrets) {
    if (OWN_SECRET.matcher(name).matches() && !value.isEmpty()) {
      secrets.keep(name, new Secret(value));
    }
    if (Setting.SINK_HEADERS.matches(name)) {
      HeaderValues.mask(name, value, secrets);
    }
  }

  /** Puts what other sources than the file say, the one that wins last. */
  private void putOthers(
      Collection<String> names, Map<String, String> values, Map<String, String> overrides) {
    put(names, system::getProperty, values);
    put(names, name -> environment.get(Setting.environmentName(name)), values);
    put(names, overrides::get, values);
  }

  /** Puts what one source says; a secret that it gives is given by no source below. */
  private static void put(
      Collection<String> names,
      Function<String, @Nullable String> source,
      Map<String, String> values) {
    Map<String, String> said = new TreeMap<>();
    for (String name : names) {
      String value = source.apply(name);
      if (value != null && Settings.isPresent(name, value)) {
        said.put(name, value);
      }
    }
    said.keySet().forEach(name -> Setting.ways(name).forEach(values::remove));
    values.putAll(said);
  }

  /** What a settings file alone says, by name; nothing is checked yet. */
  public static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try {
      String text = Files.readString(file);
      properties.load(
          new StringReader(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text));
    } catch (NoSuchFileException e) {
      throw new SettingException(
          "The settings file " + file + " is not there. Create it, or name another with --config.");
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingException(
          "The settings file "
              + file
              + " cannot be read as a UTF-8 properties file. Correct it,"
              + " or name another with --config.");
    }
    Map<String, String> values = new TreeMap<>();
    properties.forEach((name, value) -> values.put(name.toString(), value.toString()));
    return values;
  }

  private void refuseUnknown(String name, String file, Map<String, String> values) {
    if (OWN_PREFIXES.stream().noneMatch(name::startsWith) || isKnown(name, values)) {
      return;
    }
    throw new SettingException(name + " in " + file + complaint(name, values));
  }

  private String complaint(String name, Map<String, String> values) {
    SinkNames named = sinks(values);
    String sink = SinkNames.sink(name).orElse("");
    if (named.isUseless(name)) {
      return " does nothing: the sink " + sink + " calls no CRM over HTTP. Leave it out.";
    }
    if (name.startsWith(TRACES_QUOTA)) {
      return " does nothing: all connections to TRACE share quota.requests and quota.window. Set"
          + " those instead.";
    }
    Set<String> known = knownNames(values);
    if (named.isOfNone(name) && Spelling.meant(name, known).isEmpty()) {
      return " is of no sink that there is: routes/sinks/"
          + sink
          + ".camel.yaml is not there. Add that file, or take one of "
          + named
          + ".";
    }
    return " is not a setting. Did you mean " + Spelling.nearest(name, known) + "?";
  }

  private boolean isKnown(String name, Map<String, String> values) {
    return knownNames(values).contains(name) || sinks(values).isOwn(name);
  }

  private SinkNames sinks(Map<String, String> values) {
    return new SinkNames(sinks, values.getOrDefault(Setting.LEADS_SINKS.template(), ""));
  }

  /** Those to TRACE, those that the file names, and what else the environment names. */
  private Set<String> connections(Set<String> names) {
    Set<String> connections = new LinkedHashSet<>(List.of("trace-crm", "trace-upload"));
    firstGroups(CONNECTION, names).forEach(connections::add);
    Set<String> inEnvironment = connections.stream().map(Setting::environmentName).collect(toSet());
    firstGroups(CONNECTION_VARIABLE, environment.keySet())
        .filter(variable -> !inEnvironment.contains(variable))
        .map(variable -> variable.toLowerCase(Locale.ROOT).replace('_', '-'))
        .forEach(connections::add);
    return connections;
  }

  private static Stream<String> firstGroups(Pattern pattern, Set<String> names) {
    return names.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1));
  }

  private Set<String> knownNames(Map<String, String> values) {
    Set<String> connections = connections(values.keySet());
    SinkNames named = sinks(values);
    Set<String> names = new LinkedHashSet<>();
    for (Setting setting : Setting.all()) {
      if (!setting.hasPlace()) {
        names.add(setting.property());
      } else if (setting.template().startsWith("sinks.")) {
        names.addAll(named.of(setting));
      } else {
        connections.forEach(own -> names.add(setting.property(own)));
        if (setting.template().startsWith("quota.")) {
          names.addAll(named.ofTheirOwnConnections(setting));
        }
      }
    }
    names.removeIf(name -> name.startsWith(TRACES_QUOTA));
    return names;
  }

  private void warnOfUnknownEnvironment(Set<String> known) {
    Set<String> knownInEnvironment = new LinkedHashSet<>();
    known.forEach(name -> knownInEnvironment.add(Setting.environmentName(name)));
    for (String name : environment.keySet()) {
      boolean ours =
          OWN_PREFIXES.stream()
              .filter(prefix -> !COMMON_PREFIXES.contains(prefix))
              .anyMatch(prefix -> name.startsWith(Setting.environmentName(prefix)));
      if (ours && !knownInEnvironment.contains(name)) {
        warnings.accept(name + " in the environment is not a setting, and was left aside.");
      }
    }
  }
}
