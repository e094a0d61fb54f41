package io.github.tracebridge.connection;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Spring Authorization Server at work, with an API that takes its tokens. Not thread-safe. */
final class AuthorizationServer implements AutoCloseable {
  private static final String LISTENS = "listens on ";

  private final Path clientsFile;
  private final Map<String, Client> clients = new TreeMap<>();
  private Process process;
  private int port;

  /**
   * A client as the server knows it.
   *
   * @param method the dialect that it may use
   * @param life as in ISO 8601
   * @param format of its tokens: {@code self-contained}, a JWT, or {@code reference}
   */
  record Client(
      String id, String secret, String method, List<String> scopes, String life, String format) {

    static Client of(String id, String secret, Dialect dialect) {
      return new Client(id, secret, dialect.wire(), List.of("read:leads"), "PT1H", "reference");
    }

    Client scoped(String... granted) {
      return new Client(id, secret, method, List.of(granted), life, format);
    }

    Client living(String time) {
      return new Client(id, secret, method, scopes, time, format);
    }

    Client with(String tokens) {
      return new Client(id, secret, method, scopes, life, tokens);
    }
  }

  private AuthorizationServer(Path folder) {
    clientsFile = folder.resolve("clients.json");
  }

  /** On a port of its own. */
  static AuthorizationServer start(Path folder) throws IOException {
    AuthorizationServer server = new AuthorizationServer(folder);
    server.write();
    server.begin();
    return server;
  }

  /** On the same port as before; blocks until it listens. It knows its clients, and no token. */
  void begin() throws IOException {
    Path classPath = Path.of("target", "authorization-server", "class-path");
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            Files.readString(classPath),
            "src/test/authorization-server/AuthorizationServer.java",
            String.valueOf(port),
            clientsFile.toString());
    process = java.redirectErrorStream(true).start();
    BufferedReader output = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(LISTENS)) {
        port = Integer.parseInt(line.substring(LISTENS.length()));
        return;
      }
      said.append(line).append('\n');
    }
    throw new AssertionError("the authorization server did not start: " + said);
  }

  /** Kills it. */
  void stop() {
    process.destroyForcibly().onExit().join();
  }

  /** Makes a client known, or known otherwise from now on. */
  void knows(Client client) {
    clients.put(client.id(), client);
    write();
  }

  /** Whole or not at all. */
  private void write() {
    try {
      Path part = clientsFile.resolveSibling("clients.part");
      new ObjectMapper().writeValue(part.toFile(), clients.values());
      Files.move(part, clientsFile, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI tokenEndpoint() {
    return URI.create("http://127.0.0.1:" + port + "/oauth2/token");
  }

  URI api() {
    return tokenEndpoint().resolve("/api");
  }

  @Override
  public void close() {
    stop();
  }
}
