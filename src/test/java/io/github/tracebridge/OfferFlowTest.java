package io.github.tracebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracebridge.file.HashedInput;
import io.github.tracebridge.offer.OfferFile;
import io.github.tracebridge.offer.OfferOutcome;
import io.github.tracebridge.sandbox.Fault;
import io.github.tracebridge.sandbox.FaultKind;
import io.github.tracebridge.sandbox.RequestKind;
import io.github.tracebridge.setting.Setting;
import io.github.tracebridge.setting.SettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfferFlowTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is before the hedge share. */
  private static final String LABEL = "PPA upstream Solar DE PayAsProduced Provider Excluded ";

  @TempDir Path folder;
  private WholeJob whole;

  @BeforeEach
  void begin() {
    whole = new WholeJob(folder).offers().withoutLeads();
  }

  @AfterEach
  void end() {
    whole.close();
  }

  @Test
  void aGoodFileIsPublishedAndReceipted() throws Exception {
    drop("prices.json", offer("A", 70));
    whole.sync();
    assertThat(names("done")).hasSize(3).anyMatch(name -> name.matches("prices--.*-1\\.json"));
    assertThat(receipt("done")).contains("prices.json: published", "1. A: published");
    assertThat(names("inbox")).isEmpty();
    assertThat(names("in-progress")).isEmpty();
    assertThat(uploads()).isEqualTo(1);
    assertThat(versions()).isEqualTo(1);
  }

  @Test
  void aBrokenFileIsRejectedAndNothingIsSent() throws Exception {
    drop("bad.json", "{\"offers\":[");
    whole.sync();
    assertThat(receipt("rejected"))
        .contains("not published", "nothing was sent", "line 1, column", "[cut-short]");
    assertThat(uploads()).isZero();
  }

  @Test
  void theSameAgainIsSetAsideAsADuplicateUnlessAskedFor() throws Exception {
    drop("one.json", offer("A", 70));
    whole.sync();
    drop("two.json", offer("A", 70));
    whole.sync();
    assertThat(uploads()).isZero();
    assertThat(outcomes()).containsExactly(OfferOutcome.DONE, OfferOutcome.DUPLICATE);
    mark("done", "two--", ".resubmit");
    whole.sync();
    assertThat(uploads()).isEqualTo(1);
    assertThat(outcomes()).containsExactly(OfferOutcome.DONE, OfferOutcome.DONE);
  }

  @Test
  void aFileThatWaitedForAnotherGoesUpWithinTheSameRun() throws Exception {
    whole.set(Setting.HTTP_RETRIES, "0");
    drop("first.json", offer("A", 70));
    drop("second.json", offer("A", 71));
    whole.sandbox().faults().set(FaultKind.UPLOAD_UNAVAILABLE, Fault.next(1));
    whole.sync();
    assertThat(outcomes()).containsExactly(OfferOutcome.DONE, OfferOutcome.DONE);
  }

  @Test
  void goingBackToOlderPricesIsNoDuplicate() throws Exception {
    for (int price : new int[] {70, 71, 70}) {
      drop("prices.json", offer("A", price));
      whole.sync();
      assertThat(uploads()).isEqualTo(1);
    }
    assertThat(versions()).isEqualTo(3);
  }

  @Test
  void aFileWithABadOfferIsPublishedInPart() throws Exception {
    whole.set(Setting.OFFERS_WARN_RULES, "tenor-form,known-value");
    drop("mixed.json", batch(offerOf("A", 70, 1), offerOf("B", 71, 2).replace("1Y", "1W")));
    whole.sync();
    assertThat(outcomes()).containsExactly(OfferOutcome.PARTIAL);
    assertThat(receipt("partial")).contains("1. A: published", "2. B: NOT published");
    String failed = Files.readString(one("partial", ".failed.json"));
    assertThat(failed).contains("\"B\"").doesNotContain("\"A\"");
  }

  @ParameterizedTest
  @CsvSource({
    "upload-reset,          2, 1, DONE",
    "upload-bad-request,    1, 0, REJECTED",
    "upload-unauthorized,   2, 1, DONE",
    "upload-forbidden,      2, 1, DONE",
    "upload-limited-bare,   2, 1, DONE",
    "upload-server-error,   2, 1, DONE",
    "upload-unavailable,    2, 1, DONE",
    "upload-lost-500,       2, 2, DONE",
    "upload-lost-reset,     2, 2, DONE",
    "upload-lost-closed,    2, 2, DONE",
    "upload-cut-body,       2, 2, DONE",
  })
  void afterOneFaultAFileComesToItsEnd(
      String fault, long uploads, int versions, OfferOutcome outcome) throws Exception {
    fault(fault, 1);
    drop("prices.json", offer("A", 70));
    whole.sync();
    assertThat(outcomes()).containsExactly(outcome);
    assertThat(uploads()).isEqualTo(uploads);
    assertThat(versions()).isEqualTo(versions);
  }

  @Test
  void whatMayBePublishedTwiceIsSaid() throws Exception {
    fault("upload-lost-reset", 1);
    drop("prices.json", offer("A", 70));
    whole.sync();
    assertThat(receipt("done")).contains("TRACE may get the same prices twice");
  }

  @Test
  void aLostAnswerIsReadBackWhereThatIsSet() throws Exception {
    whole.set(Setting.OFFERS_READ_BACK, "true");
    fault("upload-lost-reset", 1);
    drop("prices.json", offer("A", 70));
    whole.sync();
    assertThat(outcomes()).containsExactly(OfferOutcome.DONE);
    assertThat(uploads()).isEqualTo(1);
    assertThat(versions()).isEqualTo(1);
    assertThat(receipt("done")).contains("TRACE serves these prices");
  }

  @Test
  void whatIsNotReadBackGoesUpOnceMore() throws Exception {
    whole.set(Setting.OFFERS_READ_BACK, "true");
    fault("upload-server-error", 1);
    drop("prices.json", offer("A", 70));
    whole.sync();
    assertThat(outcomes()).containsExactly(OfferOutcome.DONE);
    assertThat(uploads()).isEqualTo(2);
    assertThat(versions()).isEqualTo(1);
  }

  @Test
  void whatCannotBeReadBackIsAsIfNobodyHadAsked() throws Exception {
    whole.set(Setting.OFFERS_READ_BACK, "true").set(Setting.CONTRACT_OPTIONS_PATH, "/nowhere");
    fault("upload-lost-reset", 9);
    drop("prices.json", offer("A", 70));
    whole.sync();
    assertThat(outcomes()).containsExactly(OfferOutcome.UNCLEAR);
    assertThat(uploads()).isEqualTo(2);
  }

  @Test
  void whatTraceServedBeforeIsNoProofOfAnUpload() throws Exception {
    whole.set(Setting.OFFERS_READ_BACK, "true");
    drop("prices.json", offer("A", 70));
    whole.sync();
    fault("upload-server-error", 1);
    drop("prices.json", offer("another name, the same prices", 70));
    whole.sync();
    assertThat(outcomes()).containsExactly(OfferOutcome.DONE, OfferOutcome.DONE);
    assertThat(uploads()).isEqualTo(2);
    assertThat(versions()).isEqualTo(2);
  }

  @Test
  void whatWasUnclearIsNotRejectedByALaterTry() throws Exception {
    fault("upload-lost-reset", 2);
    drop("prices.json", offer("A", 70));
    whole.sync();
    fault("upload-bad-request", 1);
    mark("unclear", "prices--", ".resubmit");
    whole.sync();
    assertThat(uploads()).isEqualTo(1);
    assertThat(outcomes()).containsExactly(OfferOutcome.UNCLEAR);
  }

  @Test
  void resultsOutOfOrderTellOnlyWhereAllAreAlike() throws Exception {
    whole.set(Setting.OFFERS_WARN_RULES, "tenor-form,known-value");
    whole.set(Setting.UPLOAD_RESULTS_IN_ORDER, "false").turn("{upload:{resultOrder:'shuffled'}}");
    drop("mixed.json", batch(offerOf("A", 70, 1), offerOf("B", 71, 2).replace("1Y", "1W")));
    drop("good.json", batch(offerOf("C", 70, 3), offerOf("D", 71, 4)));
    whole.sync();
    assertThat(outcomes()).containsExactlyInAnyOrder(OfferOutcome.UNCLEAR, OfferOutcome.DONE);
    assertThat(receipt("unclear")).contains("cannot be told which", "NOT published");
  }

  @Test
  void twoLostAnswersAreUnclear() throws Exception {
    fault("upload-lost-reset", 2);
    drop("prices.json", offer("A", 70));
    whole.sync();
    assertThat(outcomes()).containsExactly(OfferOutcome.UNCLEAR);
    assertThat(uploads()).isEqualTo(2);
    assertThat(receipt("unclear")).contains("any number of versions from none to 2");
  }

  @Test
  void whatWasOvercomeIsNotTheReason() throws Exception {
    fault("login-500", 1);
    fault("upload-bad-request", 1);
    drop("prices.json", offer("A", 70));
    whole.sync();
    assertThat(receipt("rejected")).contains("TRACE answered 400");
  }

  @Test
  void aRefusalBehindALostAnswerIsUnclear() throws Exception {
    fault("upload-lost-reset", 1);
    drop("prices.json", offer("A", 70));
    whole.job().call("direct:offers");
    whole.job().call("direct:offers");
    assertThat(versions()).isEqualTo(1);
    fault("upload-bad-request", 1);
    whole.sync();
    assertThat(outcomes()).containsExactly(OfferOutcome.UNCLEAR);
    assertThat(receipt("unclear")).contains("TRACE answered 400", "before it had no answer");
  }

  @Test
  void aNameMayBeAsLongAsAFileSystemTakesIt() throws Exception {
    drop("ä".repeat(125) + ".json", offer("A", 70));
    whole.sync();
    assertThat(outcomes()).containsExactly(OfferOutcome.DONE);
    assertThat(names("done")).hasSize(3);
  }

  @Test
  void aNameThatWouldBreakALineIsShownInOne() throws Exception {
    drop("a\nERROR b.json", offer("A", 70));
    whole.sync();
    assertThat(receipt("done")).startsWith("a?ERROR b.json: published");
    assertThat(names("done")).allMatch(name -> name.startsWith("a_ERROR b--"));
  }

  @Test
  void aPriceThatMovesTooFarIsHeldUntilApproved() throws Exception {
    whole.set(Setting.OFFERS_HOLD_ABOVE, "10");
    drop("one.json", offer("A", 70));
    whole.sync();
    drop("two.json", offer("A", 90));
    whole.sync();
    assertThat(uploads()).isZero();
    assertThat(Files.readString(one("held", ".held.txt"))).contains("70 to 90 (28.6 %)");
    mark("held", "two--", ".approve");
    whole.sync();
    assertThat(uploads()).isEqualTo(1);
    assertThat(names("held")).isEmpty();
    assertThat(outcomes()).containsExactly(OfferOutcome.DONE, OfferOutcome.DONE);
  }

  @Test
  void anApprovedOlderFileDoesNotOvertakeANewerOne() throws Exception {
    whole.set(Setting.OFFERS_HOLD_ABOVE, "10");
    drop("one.json", offer("A", 70));
    whole.sync();
    drop("two.json", offer("A", 90));
    whole.sync();
    drop("three.json", offer("A", 71));
    whole.sync();
    mark("held", "two--", ".approve");
    whole.sync();
    assertThat(uploads()).isZero();
    assertThat(outcomes())
        .containsExactly(OfferOutcome.DONE, OfferOutcome.REJECTED, OfferOutcome.DONE);
    assertThat(receipt("rejected"))
        .contains(
            "file 3 arrived later and went up first, so this one would bring back older prices for "
                + LABEL
                + "1 %. Drop it anew if that is wanted.");
  }

  @Test
  void ofAnOvertakenFileItIsSaidWhatIsConcernedAndThatTheRestMayBeDroppedAnew() throws Exception {
    whole.set(Setting.OFFERS_HOLD_ABOVE, "10");
    drop("one.json", batch(offerOf("X", 70, 1), offerOf("Y", 70, 2)));
    whole.sync();
    drop("two.json", batch(offerOf("X", 90, 1), offerOf("Y", 90, 2)));
    whole.sync();
    drop("three.json", batch(offerOf("X", 71, 1)));
    whole.sync();
    mark("held", "two--", ".approve");
    whole.sync();
    assertThat(receipt("rejected"))
        .contains(
            "would bring back older prices for "
                + LABEL
                + "1 %. For the rest of the file drop it anew without that one; dropped anew as it"
                + " is, it does bring them back.");
  }

  @Test
  void aHeldFilesReasonNamesEveryMoveAndWhatIsNewChangedAndMissing() throws Exception {
    whole.set(Setting.OFFERS_HOLD_ABOVE, "10");
    drop("one.json", batch(years(1, "2028:70", "2029:80", "2030:90"), years(2, "2028:70")));
    whole.sync();
    drop("two.json", batch(years(1, "2028:105", "2031:80"), years(2, "2028:77.7", "2029:1")));
    whole.sync();
    String[] said = {
      "Beside the last accepted version: 2 entries new, 2 changed, 0 unchanged, 2 missing",
      "Prices that moved, the greatest moves first; 2 by more than 10 %",
      LABEL + "1 %, 2028 1Y /2028: 70 to 105 (50.0 %)",
      LABEL + "2 %, 2028 1Y /2028: 70 to 77.7 (11.0 %)",
      "  Missing\n    " + LABEL + "1 %: 2029 1Y, 2030 1Y\n",
      "  New\n    " + LABEL + "1 %: 2031 1Y\n    " + LABEL + "2 %: 2029 1Y\n",
      "  Changed\n    " + LABEL + "1 %: 2028 1Y\n    " + LABEL + "2 %: 2028 1Y\n"
    };
    assertThat(Files.readString(one("held", ".held.txt")))
        .contains("two.json is held: 2 prices move by more than 10 %, most of all " + LABEL)
        .contains("tracebridge offers approve 2.")
        .contains(said);
    mark("held", "two--", ".approve");
    whole.sync();
    assertThat(list("done"))
        .filteredOn(file -> file.toString().endsWith("-2.json.receipt.txt"))
        .first()
        .satisfies(file -> assertThat(file).content().contains(said));
    JsonNode json =
        JSON.readTree(
            list("done").stream()
                .filter(file -> file.toString().endsWith("-2.json.receipt.json"))
                .findFirst()
                .orElseThrow()
                .toFile());
    assertThat(json.at("/comparison/missing/first/0/entries").toString())
        .isEqualTo("[\"2029 1Y\",\"2030 1Y\"]");
  }

  @Test
  void anOlderFileIsNotResubmittedBehindANewerOne() throws Exception {
    for (int price : new int[] {70, 71}) {
      drop("prices.json", offer("A", price));
      whole.sync();
    }
    String mark = mark("done", "prices--.*-1", ".resubmit");
    whole.sync();
    assertThat(uploads()).isZero();
    assertThat(names("done")).hasSize(6).doesNotContain(mark);
  }

  @Test
  void aFileIsResubmittedWhateverItsName() throws Exception {
    drop("x.resubmit.json", offer("A", 70));
    whole.sync();
    mark("done", "x.resubmit--", ".resubmit");
    whole.sync();
    assertThat(uploads()).isEqualTo(1);
  }

  @Test
  void aFileIsNoMarkForItsName() throws Exception {
    drop("a.json.resubmit", "{}");
    whole.sync();
    whole.sync();
    assertThat(outcomes()).containsExactly(OfferOutcome.REJECTED);
    assertThat(names("rejected")).hasSize(3);
  }

  @Test
  void whatCannotBeTakenIsSaidAndTheRestGoesUp() throws Exception {
    drop("good.json", offer("A", 70));
    Files.createSymbolicLink(folder.resolve("offers/inbox/link.json"), folder);
    whole.sync();
    assertThat(outcomes()).containsExactly(OfferOutcome.DONE);
    assertThat(whole.job().offers().orElseThrow().stuck().words()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "%s *prices.json",
        "*%s",
        "\uFEFF%s  prices.json",
        "SHA256 (prices.json) = %s\n"
      })
  void aSidecarHasTheHashAsAnyToolWritesIt(String content) throws Exception {
    whole.set(Setting.OFFERS_SIDECAR, "sha256");
    drop("prices.json", offer("A", 70));
    String hash = HashedInput.sha256(folder.resolve("offers/inbox/prices.json"));
    drop("prices.json.sha256", content.formatted(hash));
    whole.sync();
    assertThat(outcomes()).containsExactly(OfferOutcome.DONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "", "\u0000"})
  void aSidecarThatSaysAnotherHashIsExplained(String content) throws Exception {
    whole.set(Setting.OFFERS_SIDECAR, "sha256");
    drop("prices.json", offer("A", 70));
    drop("prices.json.sha256", content);
    whole.sync();
    assertThat(receipt("rejected")).contains("its .sha256 does not have its hash");
  }

  @Test
  void aDuplicateIsNewerThanWhatWasHeldBeforeIt() throws Exception {
    whole.set(Setting.OFFERS_HOLD_ABOVE, "10");
    for (int price : new int[] {70, 90, 70}) {
      drop("prices.json", offer("A", price));
      whole.sync();
    }
    mark("held", "prices--.*-2", ".approve");
    whole.sync();
    assertThat(uploads()).isZero();
    assertThat(outcomes())
        .containsExactly(OfferOutcome.DONE, OfferOutcome.REJECTED, OfferOutcome.DUPLICATE);
  }

  @Test
  void everyUploadWithoutAnAnswerIsCounted() throws Exception {
    fault("upload-lost-reset", 4);
    drop("prices.json", offer("A", 70));
    whole.sync();
    mark("unclear", "prices--", ".resubmit");
    whole.sync();
    assertThat(versions()).isEqualTo(4);
    assertThat(receipt("unclear")).contains("upload number 4 without an answer");
    assertThat(Files.readString(one("unclear", ".receipt.json"))).contains("\"lostAnswers\" : 4");
  }

  @Test
  void whatIsPublishedInPartByAnAssumedOrderIsTakenForNothing() throws Exception {
    whole.set(Setting.OFFERS_WARN_RULES, "tenor-form,known-value");
    whole.turn("{upload:{resultOrder:'shuffled'}}");
    String good = offerOf("A", 70, 1);
    drop("mixed.json", batch(good, offerOf("B", 71, 2).replace("1Y", "1W"), offerOf("C", 72, 3)));
    whole.sync();
    assertThat(outcomes()).containsExactly(OfferOutcome.PARTIAL);
    drop("again.json", batch(good));
    whole.sync();
    assertThat(outcomes()).containsExactly(OfferOutcome.PARTIAL, OfferOutcome.DONE);
  }

  @Test
  void whileTraceIsAwayOneFileTriesAndTheRestIsJudged() throws Exception {
    whole.set(Setting.API_URL, "http://127.0.0.1:9").set(Setting.HTTP_RETRIES, "0");
    drop("a.json", offer("A", 70));
    drop("b.json", offer("B", 70).replace("1Y", "2Y"));
    drop("c.json", "{");
    whole.job().call("direct:offers");
    whole.job().call("direct:offers");
    assertThat(list("rejected")).hasSize(3);
    List<OfferFile> waiting = whole.job().offers().orElseThrow().ledger().working();
    assertThat(waiting).extracting(OfferFile::attempts).containsExactly(1, 0);
  }

  @Test
  void aFolderThatIsALinkIsRefused() throws Exception {
    Path real = Files.createDirectories(folder.resolve("elsewhere"));
    Files.createDirectories(folder.resolve("offers"));
    Files.createSymbolicLink(folder.resolve("offers/inbox"), real);
    assertThatThrownBy(() -> whole.sync())
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("offers/inbox is a link. Make a folder in its place");
  }

  @Test
  void aFileInProgressThatTheLedgerDoesNotKnowIsUnclear() throws Exception {
    Path stray = Files.createDirectories(folder.resolve("offers/in-progress/1"));
    Files.writeString(stray.resolve("stray.json"), offer("A", 70));
    whole.sync();
    assertThat(uploads()).isZero();
    assertThat(outcomes()).containsExactly(OfferOutcome.UNCLEAR);
    assertThat(names("in-progress")).isEmpty();
    assertThat(receipt("unclear")).contains("the ledger knows nothing of it");
  }

  @Test
  void temporaryNamesAreLeftAlone() throws Exception {
    for (String name : List.of(".x.json", "x.json.part", "x.tmp", "x.json.filepart", "x.json~")) {
      drop(name, offer("A", 70));
    }
    whole.sync();
    assertThat(names("inbox")).hasSize(5);
    assertThat(uploads()).isZero();
  }

  @Test
  void eachSubFolderTakesItsKind() throws Exception {
    Files.createDirectories(folder.resolve("offers/inbox/ppa"));
    Files.createDirectories(folder.resolve("offers/inbox/direct-marketing"));
    drop("ppa/größe 1.json", offer("A", 70));
    drop("direct-marketing/wrong.json", offer("B", 70));
    whole.sync();
    assertThat(outcomes()).containsExactlyInAnyOrder(OfferOutcome.DONE, OfferOutcome.REJECTED);
    assertThat(names("done")).anyMatch(name -> name.startsWith("größe 1--"));
  }

  @Test
  void theTokenOfTheUploadsGoesToNoLeadAndTheOtherWayRound() throws Exception {
    try (WholeJob both = new WholeJob(folder).offers().leads(30)) {
      drop("prices.json", offer("A", 70));
      both.sync();
      assertThat(both.counters().tokenUses(RequestKind.UPLOAD, "price-desk")).isEqualTo(1);
      assertThat(both.counters().tokenUses(RequestKind.UPLOAD, "crm-sync")).isZero();
      assertThat(both.counters().tokenUses(RequestKind.PAGE, "crm-sync")).isPositive();
      assertThat(both.counters().tokenUses(RequestKind.PAGE, "price-desk")).isZero();
      assertThat(both.counters().forbidden()).isZero();
    }
  }

  private void fault(String kind, int next) {
    whole
        .sandbox()
        .faults()
        .put(JSON.createObjectNode().set(kind, JSON.createObjectNode().put("next", next)));
  }

  private static String offer(String name, int price) {
    return batch(offerOf(name, price, 1));
  }

  private static String batch(String... offers) {
    return "{\"offers\":[" + String.join(",", offers) + "]}";
  }

  private static String offerOf(String name, int price, int share) {
    return """
        {"name":"%s","tariffType":5,"countryCode":"DE","technology":"Solar",
         "configuration":{"ppaStructure":"PayAsProduced","guaranteeOfOrigin":"Provider",
           "negativePrices":"Excluded","hedgeSharePercent":%d},
         "priceMatrix":[{"start":"2028","tenor":"1Y","prices":{"2028":%d}}]}"""
        .formatted(name, share, price);
  }

  /** One with an entry a year, such as 2028:70. */
  private static String years(int share, String... years) {
    String entries =
        Stream.of(years)
            .map(year -> year.split(":"))
            .map(
                year ->
                    "{\"start\":\"%1$s\",\"tenor\":\"1Y\",\"prices\":{\"%1$s\":%2$s}}"
                        .formatted(year[0], year[1]))
            .collect(Collectors.joining(","));
    String one = offerOf("A", 70, share);
    return one.substring(0, one.indexOf("[{")) + "[" + entries + "]}";
  }

  private long uploads() {
    return whole.counters().requests(RequestKind.UPLOAD);
  }

  private int versions() {
    return whole.sandbox().offers().truth().stream().mapToInt(t -> t.versions().size()).sum();
  }

  private List<OfferOutcome> outcomes() {
    List<OfferOutcome> newestFirst =
        whole.job().offers().orElseThrow().ledger().newest(100).stream()
            .map(OfferFile::outcome)
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  private void drop(String name, String content) throws IOException {
    Path inbox = Files.createDirectories(folder.resolve("offers/inbox"));
    Files.writeString(inbox.resolve(name), content);
  }

  private String mark(String place, String begin, String mark) throws IOException {
    String name =
        names(place).stream()
            .filter(n -> n.matches("(" + begin + "|" + begin + ".*\\d)\\.json"))
            .findFirst()
            .orElseThrow();
    Files.createFile(folder.resolve("offers").resolve(place).resolve(name + mark));
    return name + mark;
  }

  private String receipt(String place) throws IOException {
    return Files.readString(one(place, ".receipt.txt"));
  }

  private Path one(String place, String ending) {
    return list(place).stream()
        .filter(file -> file.toString().endsWith(ending))
        .findFirst()
        .orElseThrow();
  }

  private List<String> names(String place) {
    return list(place).stream().map(file -> file.getFileName().toString()).toList();
  }

  private List<Path> list(String place) {
    try (Stream<Path> files = Files.list(folder.resolve("offers").resolve(place))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
