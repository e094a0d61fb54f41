package io.github.tracebridge.sink;

import io.github.tracebridge.sink.TestBroker.Line.Cut;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Time;

/** A real broker in this JVM, behind a line that can be cut. */
public final class TestBroker implements AutoCloseable {
  private final Line line;
  private final KafkaRaftServer server;

  public TestBroker(Path folder) throws IOException {
    int port = freePort();
    int controller = freePort();
    line = new Line(port);
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "log.dirs", folder.resolve("log").toString(),
            "controller.listener.names", "CONTROLLER",
            "controller.quorum.voters", "1@127.0.0.1:" + controller));
    settings.put(
        "listeners", "PLAIN://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
    settings.put("advertised.listeners", "PLAIN://" + line.address());
    settings.put("inter.broker.listener.name", "PLAIN");
    settings.put("listener.security.protocol.map", "PLAIN:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("auto.create.topics.enable", "false");
    for (String topic : List.of("offsets.topic", "transaction.state.log")) {
      settings.put(topic + ".replication.factor", "1");
      settings.put(topic + ".num.partitions", "1");
    }
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    format(folder.resolve("server.properties"), settings);
    server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
    server.startup();
  }

  private static void format(Path file, Properties settings) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      settings.store(out, null);
    }
    String[] command = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    if (StorageTool.execute(command, new PrintStream(said)) != 0) {
      throw new IllegalStateException(said.toString());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Where clients find it. */
  public String address() {
    return line.address();
  }

  /** Makes a topic; {@code settings} are those of Kafka. */
  public void create(String topic, int partitions, Map<String, String> settings) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
      NewTopic wanted = new NewTopic(topic, partitions, (short) 1).configs(settings);
      admin.createTopics(List.of(wanted)).all().get();
    }
  }

  /** Sets one of Kafka's settings of a topic. */
  public void change(String topic, String name, String value) throws Exception {
    ConfigResource of = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp set = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
      admin.incrementalAlterConfigs(Map.of(of, List.of(set))).all().get();
    }
  }

  /** All that readers of that isolation level see, a partition after the other. */
  public List<ConsumerRecord<String, String>> read(String topic, String isolation) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", address(), "isolation.level", isolation);
    List<ConsumerRecord<String, String>> all = new ArrayList<>();
    try (KafkaConsumer<String, String> reader =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          reader.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> reader.position(p) < ends.get(p))) {
        reader.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }

  /** Nobody reaches the broker from the next commit on. */
  public void cutAt(Cut cut) {
    line.cut = Optional.of(cut);
  }

  /** Nobody reaches the broker any more. */
  public void cut() {
    line.cutNow();
  }

  public void mend() {
    line.cut = Optional.empty();
    line.isOpen = true;
  }

  @Override
  public void close() throws IOException {
    server.shutdown();
    server.awaitShutdown();
    line.close();
  }

  /** What lies between broker and clients; it knows commits by Kafka's number for them. */
  public static final class Line implements AutoCloseable {
    private static final short END_TRANSACTION = 26;

    /** Where the line breaks. */
    public enum Cut {
      /** The broker never hears of the commit. */
      BEFORE_COMMIT,
      /** The broker commits, and nobody hears of it. */
      AFTER_COMMIT
    }

    private final ServerSocket entrance =
        new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int port;
    private volatile boolean isOpen = true;
    private volatile Optional<Cut> cut = Optional.empty();

    private Line(int port) throws IOException {
      this.port = port;
      begin(this::accept);
    }

    private String address() {
      return "127.0.0.1:" + entrance.getLocalPort();
    }

    private void accept() throws IOException {
      while (!entrance.isClosed()) {
        Socket client = entrance.accept();
        if (!isOpen) {
          client.close();
          continue;
        }
        Socket broker = new Socket("127.0.0.1", port);
        sockets.addAll(Set.of(client, broker));
        Set<Integer> lost = ConcurrentHashMap.newKeySet();
        begin(() -> requests(client, broker, lost));
        begin(() -> answers(client, broker, lost));
      }
    }

    private void requests(Socket client, Socket broker, Set<Integer> lost) throws IOException {
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out = new DataOutputStream(broker.getOutputStream());
      while (true) {
        byte[] frame = in.readNBytes(in.readInt());
        ByteBuffer head = ByteBuffer.wrap(frame);
        if (head.getShort(0) == END_TRANSACTION && cut.isPresent()) {
          if (cut.get() == Cut.BEFORE_COMMIT) {
            cutNow();
            return;
          }
          lost.add(head.getInt(4));
        }
        write(out, frame);
      }
    }

    private void answers(Socket client, Socket broker, Set<Integer> lost) throws IOException {
      DataInputStream in = new DataInputStream(broker.getInputStream());
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      while (true) {
        byte[] frame = in.readNBytes(in.readInt());
        if (lost.contains(ByteBuffer.wrap(frame).getInt(0))) {
          cutNow();
          return;
        }
        write(out, frame);
      }
    }

    private static void write(DataOutputStream out, byte[] frame) throws IOException {
      out.writeInt(frame.length);
      out.write(frame);
      out.flush();
    }

    private void cutNow() {
      isOpen = false;
      sockets.forEach(Line::close);
      sockets.clear();
    }

    private static void close(Socket socket) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** What runs until its sockets are closed. */
    private interface Work {
      void run() throws IOException;
    }

    private static void begin(Work work) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (IOException e) {
                  // the end of a connection
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void close() throws IOException {
      entrance.close();
      cutNow();
    }
  }
}
