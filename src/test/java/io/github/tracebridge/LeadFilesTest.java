package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracebridge.file.HashedInput;
import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.sandbox.FileStore;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.setting.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of leads come by the real routes, whole and once, whatever TRACE and its store do. */
class LeadFilesTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;
  private WholeJob job;

  @BeforeEach
  void begin() {
    job = new WholeJob(folder).leads(60).set(Setting.LEADS_FILES, "all");
  }

  @AfterEach
  void end() {
    job.close();
  }

  @Test
  void everyFileArrivesAsItIs() throws Exception {
    job.sync();
    assertThat(rows("DONE")).hasSizeGreaterThan(60);
    assertComplete();
    assertThat(rows("DONE").stream().map(row -> row.get("variant")).distinct())
        .containsExactlyInAnyOrder("document", "original", "processed");
    assertThat(rows("WAITING"))
        .isNotEmpty()
        .allMatch(row -> row.get("variant").equals("processed"));
    assertThat(rows("GONE")).isNotEmpty().allMatch(row -> row.get("variant").equals("processed"));
    assertThat(job.flow().files().orElseThrow().pending()).isZero();
  }

  @Test
  void theTokenNeverComesToTheStore() throws Exception {
    job.sync();
    assertThat(job.counters().strayAuthorizations()).isZero();
    List<FileStore.Seen> seen = job.sandbox().store().seen();
    assertThat(seen).hasSameSizeAs(rows("DONE"));
    for (FileStore.Seen request : seen) {
      assertThat(request.headers().keySet()).noneMatch("authorization"::equalsIgnoreCase);
      assertThat(request.headers().toString()).doesNotContain(job.sandbox().mintedTokens());
    }
  }

  @Test
  void nothingIsFetchedTwice() throws Exception {
    job.sync();
    job.restart().sync();
    assertThat(job.counters().requests(RequestKind.FILE)).isZero();
    assertThat(job.counters().requests(RequestKind.DOWNLOAD)).isZero();
  }

  @Test
  void onlyThoseThatAreWantedAreFetched() throws Exception {
    job.set(Setting.LEADS_FILES, "documents").sync();
    assertThat(rows("DONE")).isNotEmpty().allMatch(row -> row.get("kind").equals("document"));
    assertThat(job.counters().requests(RequestKind.DOWNLOAD)).isZero();
    job.restart().set(Setting.LEADS_FILES, "all").sync();
    assertComplete();
    assertThat(rows("DONE").stream().map(row -> row.get("kind")).distinct()).hasSize(2);
  }

  @Test
  void linesReferToTheFilesByTheirPaths() throws Exception {
    job.sync();
    int references = 0;
    for (Path file : files(folder.resolve("leads"))) {
      for (String line : Files.readAllLines(file)) {
        for (JsonNode reference : JSON.readTree(line).path("files")) {
          references++;
          assertThat(folder.resolve("files").resolve(reference.path("path").asText())).exists();
          assertThat(reference.path("name").asText()).isNotEmpty();
        }
      }
    }
    assertThat(references).isEqualTo(rows("DONE").size());
  }

  @Test
  void aDocumentWhoseUrlHasExpiredIsAskedForAnew() throws Exception {
    job.turn("{files:{life:'0s'}}");
    job.job().call("direct:lead-sync");
    job.turn("{files:{life:'PT15M'}}").sync();
    assertThat(job.counters().requests(RequestKind.PAGE)).isLessThan(9);
    assertComplete();
    assertThat(job.flow().files().orElseThrow().pending()).isZero();
    assertThat(written()).doesNotContain("X-Amz-Signature");
  }

  @Test
  void soIsAnAttachmentThatTraceRedirectsTo() throws Exception {
    job.set(Setting.LEADS_FILES, "attachments");
    job.sandbox().faults().set(FaultKind.FILE_EXPIRED, Fault.next(7));
    job.sync();
    assertComplete();
    assertThat(job.counters().requests(RequestKind.DOWNLOAD)).isEqualTo(rows("DONE").size() + 7);
  }

  @Test
  void aFileThatBreaksOffIsFetchedAgainAndNeverSeenInHalf() throws Exception {
    job.turn("{files:{size:3000000}}").set(Setting.HTTP_ANSWER_TIMEOUT, "2s");
    job.sandbox().leads().fill(6);
    job.sandbox().faults().set(FaultKind.FILE_CUT_BODY, Fault.next(4));
    job.sandbox().faults().set(FaultKind.FILE_WRONG_LENGTH, Fault.next(2));
    job.sandbox().faults().set(FaultKind.FILE_SERVER_ERROR, Fault.next(2));
    job.sandbox().faults().set(FaultKind.FILE_SLOW, Fault.next(1).delayed(Duration.ofSeconds(60)));
    job.sync();
    assertThat(job.counters().faults())
        .containsKeys("file-cut-body", "file-wrong-length", "file-server-error", "file-slow");
    assertComplete();
  }

  @Test
  void whatIsProcessedLaterComesLater() throws Exception {
    job.sync();
    List<Map<String, Object>> waiting = rows("WAITING");
    assertThat(waiting).isNotEmpty();
    job.sandbox().leads().change(60);
    job.sync();
    assertThat(rows("DONE").stream().map(row -> row.get("file_id")))
        .containsAnyElementsOf(waiting.stream().map(row -> row.get("file_id")).toList());
    assertComplete();
  }

  @Test
  void whatIsTooLargeOrOfAnotherTypeIsNotTaken() throws Exception {
    job.set(Setting.LEADS_FILES_LIMIT, "19KB").sync();
    assertThat(rows("DONE")).isEmpty();
    assertThat(rows("REFUSED"))
        .isNotEmpty()
        .allMatch(row -> row.get("reason").equals("it is larger than leads.files-limit"));
    assertThat(files(folder.resolve("files"))).isEmpty();
  }

  @Test
  void aTypeThatIsNotNamedIsNotTaken() throws Exception {
    job.set(Setting.LEADS_FILES_TYPES, "text/*").sync();
    assertThat(rows("DONE")).isNotEmpty().allMatch(row -> row.get("kind").equals("attachment"));
    assertThat(rows("REFUSED")).isNotEmpty().allMatch(row -> row.get("kind").equals("document"));
  }

  @Test
  void aFileOfALeadThatIsGoneIsGone() throws Exception {
    job.set(Setting.LEADS_FILES, "attachments");
    job.job().call("direct:lead-sync");
    job.sandbox().leads().delete(60);
    job.job().call("direct:lead-files");
    assertThat(rows("GONE"))
        .filteredOn(row -> row.get("variant").equals("original"))
        .isNotEmpty()
        .allMatch(row -> row.get("reason").equals("TRACE answered 404"));
  }

  @Test
  void halfOfTheRequestsAreLeftForWalks() throws Exception {
    job.set(Setting.QUOTA_REQUESTS, "40")
        .set(Setting.QUOTA_WINDOW, "1h")
        .set(Setting.PAGE_SIZE, "100");
    try (Job scheduled = job.scheduled()) {
      scheduled.start();
      org.awaitility.Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> job.counters().requests(RequestKind.DOWNLOAD) >= 10);
      org.awaitility.Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> job.sandbox().store().seen().size() >= 40);
      assertThat(job.counters().requests(RequestKind.DOWNLOAD)).isBetween(10L, 20L);
      assertThat(scheduled.gate().left()).isGreaterThanOrEqualTo(15);
    }
  }

  private void assertComplete() throws IOException {
    List<Map<String, Object>> done = rows("DONE");
    List<Path> kept = files(folder.resolve("files"));
    assertThat(done).isNotEmpty();
    assertThat(kept).allMatch(file -> !file.toString().endsWith(".part"));
    Map<String, String> keys = keys();
    for (Map<String, Object> row : done) {
      Path file = folder.resolve("files").resolve("" + row.get("path"));
      assertThat(kept).contains(file);
      try (HashedInput expected = new HashedInput(job.sandbox().store().file(keys.get(id(row))))) {
        expected.transferTo(java.io.OutputStream.nullOutputStream());
        assertThat(HashedInput.sha256(file))
            .isEqualTo(expected.hash())
            .isEqualTo(row.get("sha256"));
      }
      assertThat(((Number) row.get("bytes")).longValue()).isEqualTo(Files.size(file));
    }
  }

  private static String id(Map<String, Object> row) {
    return row.get("lead_id") + " " + row.get("variant");
  }

  /** Where the store has each file, by lead and variant. */
  private Map<String, String> keys() {
    Map<String, String> keys = new java.util.HashMap<>();
    for (FileStore.Seen seen : job.sandbox().store().seen()) {
      String key = URI.create(seen.target()).getRawPath();
      String[] parts = key.split("/");
      boolean isDocument = parts[1].equals("offers");
      keys.put(isDocument ? parts[2] + " document" : parts[1] + " " + parts[3], key);
    }
    return keys;
  }

  private List<Map<String, Object>> rows(String state) {
    return job.ledger(
        jdbi ->
            jdbi.withHandle(
                handle ->
                    handle
                        .select("select * from lead_file where state = ? order by path", state)
                        .mapToMap()
                        .list()));
  }

  private String written() {
    return ""
        + job.ledger(
            jdbi -> jdbi.withHandle(h -> h.select("select * from lead_file").mapToMap().list()));
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return new ArrayList<>();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
