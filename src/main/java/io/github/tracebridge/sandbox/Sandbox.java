package io.github.tracebridge.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import org.apache.hc.core5.http.ExceptionListener;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.bootstrap.ServerBootstrap;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.ResponseConnControl;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.io.CloseMode;

/**
 * A stand-in for TRACE's M2M API (login, leads and uploads) and its siblings' token endpoints, with
 * a thread a connection; on 127.0.0.1 where nothing else is said. Thread-safe.
 */
public final class Sandbox implements AutoCloseable {
  private final String host;
  private volatile Knobs knobs;
  private final Pause pause = new Pause();
  private final Tally tally = new Tally();
  private final Faults faults = new Faults(tally);
  private final Tokens tokens;
  private final LeadBook leads;
  private final OfferBook offers;
  private final FileStore files;
  private final HttpServer server;

  private Sandbox(String host, int port, Knobs knobs, Clock clock) {
    this.host = host;
    this.knobs = knobs;
    this.tokens = new Tokens(clock);
    this.leads = new LeadBook(clock);
    this.offers = new OfferBook(clock);
    this.files = new FileStore(host, this::knobs, clock, pause, faults, tally);
    FrontDoor door =
        new FrontDoor(
            this, new FrontDoor.Parts(clock, pause, tokens, leads, offers, faults, tally));
    this.server = server(host, port, door);
  }

  /** A server of its own for everything that comes to one port. */
  static HttpServer server(String host, int port, HttpRequestHandler door) {
    return ServerBootstrap.bootstrap()
        .setLocalAddress(address(host))
        .setListenerPort(port)
        .setSocketConfig(SocketConfig.custom().setTcpNoDelay(true).setSoReuseAddress(true).build())
        .setConnectionFactory(SandboxConnection::of)
        .setHttpProcessor(
            HttpProcessorBuilder.create()
                .addAll(new ResponseContent(), new ResponseConnControl())
                .build())
        .setRequestRouter((request, context) -> door)
        .setExceptionListener(ExceptionListener.NO_OP)
        .create();
  }

  /**
   * Starts a sandbox without leads and offers, on 127.0.0.1.
   *
   * @param port 0 for any that is free
   * @param clock by which tokens expire, quota returns and leads are dated
   * @throws UncheckedIOException if the port cannot be had
   */
  public static Sandbox start(int port, Knobs knobs, Clock clock) {
    return start("127.0.0.1", port, knobs, clock);
  }

  /**
   * The same elsewhere.
   *
   * @param host name or address of this machine, which its URLs have too
   * @throws UncheckedIOException also if that is none
   */
  public static Sandbox start(String host, int port, Knobs knobs, Clock clock) {
    Sandbox sandbox = new Sandbox(host, port, knobs, clock);
    try {
      sandbox.files.start();
      sandbox.server.start();
    } catch (IOException e) {
      sandbox.close();
      throw new UncheckedIOException("sandbox on port " + port, e);
    }
    return sandbox;
  }

  /** Its base address, without a slash at the end. */
  public URI uri() {
    return URI.create("http://" + host + ":" + server.getLocalPort());
  }

  /** The knobs as they stand. */
  public Knobs knobs() {
    return knobs;
  }

  /** Turns all knobs at once; requests under way keep theirs. */
  public synchronized void knobs(Knobs all) {
    knobs = all;
  }

  /** Turns some knobs at once, as {@link Knobs#with(String)} does. */
  synchronized Knobs turn(JsonNode changes) {
    knobs = knobs.with(changes);
    return knobs;
  }

  /** The leads it holds. */
  public LeadBook leads() {
    return leads;
  }

  /** The offers that were uploaded to it. */
  public OfferBook offers() {
    return offers;
  }

  /** The file store that its presigned URLs point to, at an origin of its own. */
  public FileStore store() {
    return files;
  }

  URI files() {
    return files.uri();
  }

  /** What it saw so far. */
  public Counters counters() {
    return tally.counters();
  }

  /** Counts from zero again; quotas spent stay spent. */
  public void resetCounters() {
    tally.reset();
  }

  /** The switches of its faults. */
  public Faults faults() {
    return faults;
  }

  /** From now on every token minted so far is answered 401. */
  public void revokeTokens() {
    tokens.revokeAll();
    tally.revocation();
  }

  /** The newest tokens minted, a thousand and more; to look for where none belongs. */
  public List<String> mintedTokens() {
    return tokens.minted();
  }

  /** Closes the port and all connections, slow answers included. */
  @Override
  public void close() {
    pause.close();
    server.close(CloseMode.IMMEDIATE);
    files.close();
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException("sandbox on " + host, e);
    }
  }
}
