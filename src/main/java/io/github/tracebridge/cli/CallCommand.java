package io.github.tracebridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.tracebridge.Home;
import io.github.tracebridge.Job;
import io.github.tracebridge.connection.Caller;
import io.github.tracebridge.connection.Connection;
import io.github.tracebridge.connection.NextPage;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Single requests by hand, with a connection's token and budget. */
@Command(
    name = "call",
    description = "Sends one request with a connection's token and prints the answer.")
final class CallCommand implements Callable<Integer> {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  @ParentCommand private Tracebridge program = new Tracebridge();

  @Parameters(paramLabel = "CONNECTION", description = "As in camel.oauth.CONNECTION.*.")
  private String connection = "";

  @Parameters(paramLabel = "METHOD", description = "GET, POST and so on.")
  private String method = "";

  @Parameters(
      paramLabel = "PATH|URL",
      description = "Path behind the connection's api-url, or a URL of its origins.")
  private String target = "";

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "File that holds the body; - for the standard input.")
  private @Nullable String data;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      defaultValue = "application/json",
      description = "Content type of the body; application/json if nothing is said.")
  private String type = "";

  @Option(names = "--include", description = "Status and headers too, on the standard error.")
  private boolean include;

  @Option(
      names = "--all-pages",
      description =
          "Goes on to the next page, by Link header, link or continuation token in the body, or the"
              + " number of the page; each is printed, JSON in one line.")
  private boolean allPages;

  @Option(
      names = "--page-param",
      paramLabel = "NAME",
      defaultValue = "page",
      description = "Query parameter that numbers the pages; page if nothing is said.")
  private String pageParam = "";

  @Option(
      names = "--most-pages",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Ends there; 1000 if nothing is said.")
  private int mostPages;

  @Override
  public Integer call() throws IOException {
    Settings settings = program.settings(Map.of());
    try (Job job = Job.toCheck(settings, program.secrets(), Home.find())) {
      requireMethod();
      Connection named = named(job);
      try (Caller caller = named.caller()) {
        return all(caller, caller.url(target));
      }
    } catch (IllegalArgumentException e) {
      System.err.println("tracebridge: " + e.getMessage());
      return ExitCode.BAD_USE;
    }
  }

  private void requireMethod() {
    if (!METHODS.contains(method.toUpperCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "expected a method such as GET or POST, but was \"" + method + "\".");
    }
    if (allPages && !method.equalsIgnoreCase("GET") && !method.equalsIgnoreCase("HEAD")) {
      throw new IllegalArgumentException(
          "--all-pages is for GET, for a " + method + " would be done again for each page.");
    }
  }

  private Connection named(Job job) {
    return job.connections().stream()
        .filter(each -> each.settings().name().equals(connection))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no connection \""
                        + connection
                        + "\"; the settings have "
                        + job.connections().stream()
                            .map(each -> each.settings().name())
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  private int all(Caller caller, URI first) throws IOException {
    Set<URI> asked = new HashSet<>();
    NextPage pages = new NextPage(pageParam);
    byte[] body = body();
    Optional<URI> next = Optional.of(first);
    while (next.isPresent() && asked.add(next.get())) {
      if (asked.size() > mostPages) {
        throw new IllegalStateException(
            "there are more than " + mostPages + " pages. Set --most-pages.");
      }
      URI url = next.get();
      Caller.Answer answer = caller.call(method.toUpperCase(Locale.ROOT), url, body, type);
      print(answer);
      if (!answer.isGood()) {
        System.err.println("tracebridge: " + url + " answered " + answer.status() + ".");
        return ExitCode.FAILED;
      }
      next = allPages ? pages.after(url, answer.values("Link"), answer.json()) : Optional.empty();
    }
    if (allPages && asked.size() == 1) {
      System.err.println("one page; the answer shows no way to a next one");
    }
    return ExitCode.DONE;
  }

  private byte[] body() throws IOException {
    if (data == null || data.equals("-")) {
      return data == null ? new byte[0] : System.in.readAllBytes();
    }
    try {
      return Files.readAllBytes(Path.of(data));
    } catch (IOException e) {
      throw new IllegalArgumentException("--data: the file " + data + " cannot be read.", e);
    }
  }

  /** No secret that the answer repeats is shown. */
  private void print(Caller.Answer answer) throws IOException {
    if (include) {
      System.err.println("HTTP " + answer.status());
      answer.headers().forEach(each -> System.err.println(program.secrets().mask("" + each)));
    }
    JsonNode json = allPages ? answer.json() : MissingNode.getInstance();
    if (!json.isMissingNode()) {
      System.out.println(program.secrets().mask(json.toString()));
    } else {
      System.out.write(program.secrets().mask(answer.body()));
    }
    System.out.flush();
  }
}
