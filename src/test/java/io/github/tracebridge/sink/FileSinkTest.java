package io.github.tracebridge.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracebridge.delivery.SinkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {
  private static final String BATCH = "20260304T091244Z-7";

  @TempDir Path folder;

  @Test
  void aBatchIsAFileOfLinesInTheFolderOfItsDay() throws IOException {
    new FileSink(folder.resolve("leads")).write(BATCH, List.of("{\"a\":1}", "{\"b\":\"größe\"}"));
    Path file = folder.resolve("leads/2026-03-04/" + BATCH + ".ndjson");
    assertThat(file).hasContent("{\"a\":1}\n{\"b\":\"größe\"}\n");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void aReaderSeesAWholeFileOrNone() throws Exception {
    List<String> lines = IntStream.range(0, 20_000).mapToObj(i -> "{\"id\":" + i + "}").toList();
    String whole = String.join("\n", lines) + "\n";
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch reading = new CountDownLatch(1);
    CompletableFuture<Integer> reader =
        CompletableFuture.supplyAsync(() -> readUntil(done, reading, whole));
    assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 40; i++) {
      new FileSink(folder).write("20260304-" + i % 4, lines);
    }
    done.set(true);
    assertThat(reader.get(20, TimeUnit.SECONDS)).isPositive();
  }

  @Test
  void theSameBatchAgainIsTheSameFile() throws IOException {
    FileSink sink = new FileSink(folder);
    Path file = folder.resolve("2026-03-04/" + BATCH + ".ndjson");
    sink.write(BATCH, List.of("{\"a\":1}", "{\"b\":2}"));
    byte[] first = Files.readAllBytes(file);
    sink.write(BATCH, List.of("{\"a\":1}", "{\"b\":2}"));
    assertThat(file).hasBinaryContent(first);
    assertThat(files()).containsExactly(file);
  }

  @Test
  void whatAProcessBeforeLeftHalfWrittenIsWrittenOver() throws IOException {
    Path day = Files.createDirectories(folder.resolve("2026-03-04"));
    Files.writeString(day.resolve(BATCH + ".ndjson.part"), "{\"half\":".repeat(100));
    new FileSink(folder).write(BATCH, List.of("{\"a\":1}"));
    assertThat(day.resolve(BATCH + ".ndjson")).hasContent("{\"a\":1}\n");
    assertThat(files()).hasSize(1);
  }

  @Test
  void aFolderThatCannotBeWrittenFails() throws IOException {
    Path notAFolder = Files.createFile(folder.resolve("leads"));
    for (Path wrong : List.of(notAFolder, notAFolder.resolve("x"), Path.of("/proc/leads"))) {
      FileSink sink = new FileSink(wrong);
      for (ThrowingCallable use :
          List.<ThrowingCallable>of(() -> sink.write(BATCH, List.of("{}")), sink::check)) {
        assertThatThrownBy(use)
            .isInstanceOf(SinkException.class)
            .hasMessageMatching(
                "the folder "
                    + wrong
                    + " cannot be written \\([^/]+\\)\\. Give this user the right to write there,"
                    + " make room, or set sinks\\.file\\.folder\\.");
      }
    }
  }

  @Test
  void halfAFileIsTakenAway() throws IOException {
    Path inTheWay = Files.createDirectories(folder.resolve("2026-03-04/" + BATCH + ".ndjson/x"));
    FileSink sink = new FileSink(folder);
    assertThatThrownBy(() -> sink.write(BATCH, List.of("{}"))).isInstanceOf(SinkException.class);
    assertThat(files()).isEmpty();
    assertThat(inTheWay).exists();
  }

  @Test
  void aFolderThatCanBeWrittenPassesAndStaysEmpty() throws IOException {
    Path made = folder.resolve("a/b");
    assertThatCode(new FileSink(made)::check).doesNotThrowAnyException();
    assertThat(made).isEmptyDirectory();
  }

  /** How many whole files were seen; fails at the first other one. */
  private int readUntil(AtomicBoolean done, CountDownLatch reading, String whole) {
    int seen = 0;
    reading.countDown();
    while (!done.get() || seen == 0) {
      for (Path file : files()) {
        if (file.toString().endsWith(".ndjson")) {
          assertThat(file).content().isEqualTo(whole);
          seen++;
        }
      }
    }
    return seen;
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.find(folder, 3, (path, is) -> is.isRegularFile())) {
      return files.toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }
}
