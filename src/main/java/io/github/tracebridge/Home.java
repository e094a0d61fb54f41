package io.github.tracebridge;

import static java.util.stream.Collectors.joining;

import io.github.tracebridge.setting.SettingException;
import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder where the product was unpacked: its routes are there. */
public record Home(Path folder) {
  private static final String ENDING = ".camel.yaml";
  private static final Pattern ODD = Pattern.compile("[^A-Za-z0-9/._~%-]");

  /** As the launcher says, else beside the folder of the jar; where it is no jar, here. */
  public static Home find() {
    String said = System.getProperty("tracebridge.home");
    return new Home((said == null ? ofJar() : Path.of(said)).toAbsolutePath().normalize());
  }

  private static Path ofJar() {
    try {
      Path code = Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path beside = code.resolve("../..").normalize();
      return Files.isDirectory(beside.resolve("routes")) ? beside : Path.of("");
    } catch (URISyntaxException e) {
      return Path.of("");
    }
  }

  /**
   * Where Camel finds the routes: the flows, the operator's own, and the sinks that are named.
   *
   * @param off names of those that are left out
   */
  String routePattern(Set<String> off, List<String> sinks) {
    List<Path> files = new ArrayList<>(flows());
    files.removeIf(file -> off.contains(file.getFileName().toString().replace(ENDING, "")));
    for (String sink : sinks) {
      Path file = sinkRoute(sink);
      if (!Files.isReadable(file)) {
        throw new SettingException(
            "leads.sinks names \""
                + sink
                + "\", but there is no route "
                + file
                + ". Add that file, or correct leads.sinks.");
      }
      files.add(file);
    }
    return files.stream().map(Home::location).collect(joining(","));
  }

  /** Whether the sink's route calls a CRM over HTTP by the settings sinks.NAME.*. */
  boolean isHttpSink(String sink) {
    try {
      return Files.readString(sinkRoute(sink)).contains("routeTemplateRef: http-sink");
    } catch (IOException e) {
      return false;
    }
  }

  /** What is usual for that sink, by the settings' names; it stands beside the sink's route. */
  Map<String, String> sinkDefaults(String sink) {
    Path file = folder.resolve("routes/sinks/" + sink + ".properties");
    Map<String, String> defaults = new HashMap<>();
    if (Files.exists(file)) {
      Properties properties = new Properties();
      try (Reader in = Files.newBufferedReader(file)) {
        properties.load(in);
      } catch (IOException | IllegalArgumentException e) {
        throw new SettingException(
            "The file " + file + " cannot be read as UTF-8 properties. Correct it.");
      }
      properties.forEach((name, value) -> defaults.put("sinks." + sink + "." + name, "" + value));
    }
    return defaults;
  }

  /**
   * Names of all sinks that there is a route of; none where the folder is not what it should be.
   */
  public List<String> sinks() {
    try (Stream<Path> files = Files.list(folder.resolve("routes/sinks"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private Path sinkRoute(String sink) {
    return folder.resolve("routes/sinks/" + sink + ENDING);
  }

  /** Each by its name: a pattern would go for the folder's own letters too. */
  private List<Path> flows() {
    Path routes = folder.resolve("routes");
    try (Stream<Path> files = Files.list(routes)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      throw new SettingException(
          "The routes are not at "
              + routes
              + ". Start ./tracebridge from the folder where it was unpacked, or unpack it anew.");
    }
  }

  /** Camel decodes a location, and takes more letters for its own than a URI does. */
  private static String location(Path file) {
    Matcher odd = ODD.matcher(file.toUri().getRawPath());
    return "file:" + odd.replaceAll(found -> "%%%02X".formatted((int) found.group().charAt(0)));
  }
}
