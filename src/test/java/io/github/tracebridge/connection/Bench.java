package io.github.tracebridge.connection;

import io.github.tracebridge.MutableClock;
import io.github.tracebridge.ledger.Database;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.sandbox.Knobs;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.sandbox.Sandbox;
import io.github.tracebridge.setting.Secret;
import io.github.tracebridge.setting.Secrets;
import io.github.tracebridge.setting.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/** A sandbox, a ledger and a connection between them that go by the same clock. */
final class Bench implements AutoCloseable {
  static final String LEADS = "/api/crm/leads/energy-tariff";
  static final Instant START = Instant.parse("2026-03-04T09:12:44.123456Z");

  final MutableClock clock = new MutableClock(START);
  final ClockPause pause = new ClockPause(clock);
  final Secrets secrets = new Secrets();
  final Sandbox sandbox = Sandbox.start(0, Knobs.defaults(), clock);
  private final Path folder;
  private final Ledger ledger;
  private final List<AutoCloseable> open = new ArrayList<>();
  Function<URI, String> purposes = url -> QuotaGate.OTHER;
  private Duration answerTimeout = Duration.ofMinutes(5);
  private Connection connection;
  private CloseableHttpClient http;

  private Bench(Database database) {
    try {
      folder = Files.createTempDirectory("ledger");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    ledger = Ledger.open(database.fresh(folder));
    sandbox.leads().fill(3);
    connection = connect(settings(sandbox.uri(), "sandbox-secret"), gate(100));
    http = client(connection);
  }

  static Bench on(Database database) {
    return new Bench(database);
  }

  static Bench onSqlite() {
    return new Bench(Database.SQLITE);
  }

  void turn(String knobs) {
    sandbox.knobs(sandbox.knobs().with(knobs));
  }

  QuotaLedger quotas() {
    return new QuotaLedger(ledger.jdbi());
  }

  QuotaLedger quotasBeside(Duration longestAnswer) {
    return QuotaLedger.beside(ledger.jdbi(), longestAnswer);
  }

  static QuotaSettings quota(int requests) {
    return new QuotaSettings("trace", requests, Duration.ofSeconds(60), Set.of(429, 503));
  }

  /** A gate as a process that starts now has it. */
  QuotaGate gate(int requests) {
    return gate(requests, pause);
  }

  QuotaGate gate(int requests, Pause waits) {
    return new QuotaGate(quota(requests), quotas(), clock, waits, new Random(1));
  }

  /** For connections that are made from here on, in real time. */
  void answersWithin(Duration time) {
    answerTimeout = time;
  }

  /** The only connection from here on. */
  void use(URI apiUrl, String secret, QuotaGate gate) {
    use(settings(apiUrl, secret), gate);
  }

  void use(ConnectionSettings settings, QuotaGate gate) {
    connection = connect(settings, gate);
    http = client(connection);
  }

  Connection connection() {
    return connection;
  }

  ConnectionSettings settings(URI apiUrl, String secret) {
    return new ConnectionSettings(
        "trace-crm",
        Dialect.TRACE_M2M,
        sandbox.uri().resolve("/api/auth/m2m-login"),
        apiUrl,
        "crm-sync",
        () -> new Secret(secret),
        Knobs.AUDIENCE,
        "",
        "",
        ConnectionSettings.BasicEncoding.PLAIN,
        "",
        Duration.ofSeconds(20),
        Duration.ofHours(1));
  }

  private Connection connect(ConnectionSettings settings, QuotaGate gate) {
    return connect(settings, gate, direct());
  }

  /** Without a proxy, as Java itself trusts. */
  static Transport direct() {
    Settings none = Settings.of(Map.of(), new Secrets());
    return Transport.from(none, HttpSettings.from(none));
  }

  /** Over a way of its own, without a budget. */
  Connection connect(ConnectionSettings settings, Transport transport) {
    return connect(settings, gate(0), transport);
  }

  private Connection connect(ConnectionSettings settings, QuotaGate gate, Transport transport) {
    AnswerDeadline deadline = new AnswerDeadline(answerTimeout);
    CloseableHttpClient logins = Connection.loginClient(transport, deadline);
    Connection made =
        new Connection(
            settings, gate, transport, logins, deadline, secrets, purposes, clock, clock);
    open.add(made);
    return made;
  }

  private CloseableHttpClient client(Connection of) {
    HttpClientBuilder builder =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(50)
                    .setMaxConnTotal(50)
                    .build());
    of.configureHttpClient(builder);
    CloseableHttpClient made = builder.build();
    open.add(made);
    return made;
  }

  /** The status of a page. */
  int page() {
    return get(URI.create(sandbox.uri() + LEADS));
  }

  int get(URI url) {
    return send(ClassicRequestBuilder.get(url).build());
  }

  int send(ClassicHttpRequest request) {
    try {
      return http.execute(
          request,
          answer -> {
            EntityUtils.consume(answer.getEntity());
            return answer.getCode();
          });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static ClassicHttpRequest request(URI url, Header... headers) {
    return ClassicRequestBuilder.get(url).setHeaders(headers).build();
  }

  long logins() {
    return sandbox.counters().requests(RequestKind.LOGIN);
  }

  long pages() {
    return sandbox.counters().requests(RequestKind.PAGE);
  }

  /** Runs it that often, by so many threads at once, and throws what one of them threw. */
  static void atOnce(int threads, int times, Runnable work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CountDownLatch go = new CountDownLatch(1);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        running.add(
            pool.submit(
                () -> {
                  go.await();
                  work.run();
                  return null;
                }));
      }
      go.countDown();
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  @Override
  public void close() {
    sandbox.close();
    try {
      for (AutoCloseable each : open) {
        each.close();
      }
      ledger.close();
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
