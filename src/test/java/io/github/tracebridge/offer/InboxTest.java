package io.github.tracebridge.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracebridge.MutableClock;
import io.github.tracebridge.file.HashedInput;
import io.github.tracebridge.ledger.Database;
import io.github.tracebridge.ledger.Ledger;
import io.github.tracebridge.offer.reading.OfferRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboxTest {
  private static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");

  @TempDir Path folder;
  private final MutableClock clock = new MutableClock(BEGIN);
  private Ledger database;
  private OfferLedger ledger;
  private OfferFolders folders;
  private StuckFiles stuck;
  private Inbox inbox;

  @BeforeEach
  void begin() {
    database = Ledger.open(Database.SQLITE.fresh(folder.resolve("data")));
    ledger = new OfferLedger(database, clock);
    folders = new OfferFolders(folder.resolve("offers"));
    folders.prepare();
    stuck = new StuckFiles(folders);
    inbox = inbox(Duration.ofSeconds(10), OfferSettings.Sidecar.NONE);
  }

  @AfterEach
  void end() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource({"10, 4", "61, 60", "10, 9"})
  void aWriterThatPausesIsWaitedFor(int settle, int pause) throws IOException {
    inbox = inbox(Duration.ofSeconds(settle), OfferSettings.Sidecar.NONE);
    Path file = write("a.json", "{\"offer\":");
    for (int line = 0; line < 5; line++) {
      assertThat(inbox.settled()).isEmpty();
      clock.advance(Duration.ofSeconds(pause));
      Files.writeString(file, "1,", StandardOpenOption.APPEND);
    }
    assertThat(inbox.settled()).isEmpty();
    clock.advance(Duration.ofSeconds(settle));
    assertThat(inbox.settled()).containsExactly(file);
  }

  @Test
  void aWriterInPlaceIsSeenByTheTimeAlone() throws IOException {
    Path file = write("a.json", "{}");
    inbox.settled();
    clock.advance(Duration.ofSeconds(10));
    Files.setLastModifiedTime(file, FileTime.from(BEGIN.plusSeconds(5)));
    assertThat(inbox.settled()).isEmpty();
    clock.advance(Duration.ofSeconds(10));
    assertThat(inbox.settled()).containsExactly(file);
  }

  @Test
  void aFileThatIsRenamedIntoThePlaceOfAnotherStandsStillFromThenOn() throws IOException {
    Path file = write("a.json", "{}");
    FileTime time = Files.getLastModifiedTime(file);
    inbox.settled();
    clock.advance(Duration.ofSeconds(10));
    Path other = write("a.json.part", "[]");
    Files.setLastModifiedTime(other, time);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    assertThat(inbox.settled()).isEmpty();
  }

  @Test
  void theFirstThatStoodStillGoesFirst() throws IOException {
    Path first = write("b.json", "{}");
    inbox.settled();
    clock.advance(Duration.ofSeconds(1));
    Path second = write("a.json", "{}");
    inbox.settled();
    clock.advance(Duration.ofSeconds(10));
    assertThat(inbox.settled()).containsExactly(first, second);
  }

  @Test
  void ofSeveralAtOneLookTheFirstThatCameGoesFirstWhateverTimeACopyKept() throws IOException {
    Path first = write("a.json", "{}");
    Path second = write("b.json", "{}");
    Files.setLastModifiedTime(second, FileTime.from(BEGIN.minusSeconds(86_400)));
    inbox.settled();
    clock.advance(Duration.ofSeconds(10));
    assertThat(inbox.settled()).containsExactly(first, second);
  }

  @Test
  void whatIsNoFileIsSaidAndHoldsNobodyBack() throws IOException {
    Path target = Files.writeString(folder.resolve("elsewhere.json"), "{}");
    Path link = Files.createSymbolicLink(folders.inbox().resolve("a.json"), target);
    Path file = write("b.json", "{}");
    inbox.settled();
    assertThat(stuck.words()).isEmpty();
    clock.advance(Duration.ofSeconds(10));
    assertThat(inbox.settled()).containsExactly(file);
    assertThat(stuck.words()).singleElement().asString().startsWith("inbox/a.json: it is a link");
    assertThat(inbox.waiting()).isEqualTo(2);
    Files.delete(link);
    inbox.settled();
    assertThat(stuck.words()).isEmpty();
  }

  @Test
  void aNameThatThisSystemCannotSpellIsSaid() throws Exception {
    String touch = "cd \"$0\" && : > \"$(printf 'a\\377.json')\"";
    assertThat(new ProcessBuilder("sh", "-c", touch, folders.inbox().toString()).start().waitFor())
        .isZero();
    inbox.settled();
    clock.advance(Duration.ofSeconds(10));
    assertThat(inbox.settled()).isEmpty();
    assertThat(stuck.words()).singleElement().asString().contains("Rename it");
  }

  @Test
  void aNameMayHaveABackslash() throws IOException {
    inbox.claim(write("a\\b.json", "{}"));
    assertThat(ledger.require(1).path()).isEqualTo("a\\b.json");
    assertThat(folders.inProgress(ledger.require(1))).hasContent("{}");
  }

  @Test
  void aFileThatCannotBeMovedStaysWithItsSidecarAndIsSaid() throws IOException {
    inbox = inbox(Duration.ZERO, OfferSettings.Sidecar.DONE);
    Path file = write("a.json", "{}");
    write("a.json.done", "");
    Files.createDirectories(folders.inProgress(1).resolve("a.json"));
    inbox.claim(file);
    assertThat(file).hasContent("{}");
    assertThat(stuck.words()).singleElement().asString().startsWith("inbox/a.json: it cannot");
    Files.delete(folders.inProgress(1).resolve("a.json"));
    inbox.settled();
    inbox.settled().forEach(inbox::claim);
    assertThat(folders.inbox()).isEmptyDirectory();
    assertThat(stuck.words()).isEmpty();
  }

  @Test
  void aSidecarIsWaitedForAndGoesAlong() throws IOException {
    inbox = inbox(Duration.ZERO, OfferSettings.Sidecar.DONE);
    Path file = write("a.json", "{}");
    inbox.settled();
    assertThat(inbox.settled()).isEmpty();
    write("a.json.done", "");
    assertThat(inbox.settled()).containsExactly(file);
    inbox.claim(file);
    assertThat(folders.inbox()).isEmptyDirectory();
    assertThat(folders.inProgress(1)).isDirectoryContaining("glob:**/a.json.done");
  }

  @Test
  void aClaimedFileIsInAFolderOfItsOwn() throws IOException {
    inbox.claim(write("größe 1.json", "{}"));
    OfferFile file = ledger.require(1);
    assertThat(file.state()).isEqualTo(OfferState.CLAIMED);
    assertThat(folders.inProgress(file)).hasContent("{}");
    assertThat(folders.inbox()).isEmptyDirectory();
  }

  @Test
  void aFileThatIsWrittenWhileItIsTakenIsPutBack() throws IOException {
    Path file = write("a.json", "{}");
    OfferFile row = ledger.arrive("a.json", HashedInput.sha256(file), 2);
    Files.writeString(file, "more", StandardOpenOption.APPEND);
    inbox.take(row);
    assertThat(ledger.find(row.id())).isEmpty();
    assertThat(file).hasContent("{}more");
  }

  @Test
  void aFileThatIsWrittenBehindItsMoveIsPutBackToo() throws IOException {
    OfferFile row = ledger.arrive("a.json", "0".repeat(64), 2);
    Files.createDirectories(folders.inProgress(row.id()));
    Files.writeString(folders.inProgress(row), "{}more");
    inbox.take(row);
    assertThat(ledger.find(row.id())).isEmpty();
    assertThat(folders.inbox(row)).hasContent("{}more");
  }

  @Test
  void aClaimThatWasBrokenOffGoesOn() throws IOException {
    Path file = write("a.json", "{}");
    OfferFile row = ledger.arrive("a.json", HashedInput.sha256(file), 2);
    inbox.take(row);
    assertThat(ledger.require(row.id()).state()).isEqualTo(OfferState.CLAIMED);
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folders.inbox().resolve(name), content);
  }

  private Inbox inbox(Duration settle, OfferSettings.Sidecar sidecar) {
    OfferSettings settings =
        new OfferSettings(
            folder.resolve("offers"),
            settle,
            sidecar,
            null,
            Duration.ofSeconds(30),
            false,
            Duration.ofMinutes(15),
            new OfferRules(Set.of()));
    return new Inbox(folders, settings, ledger, stuck, clock);
  }
}
