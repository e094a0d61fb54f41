package io.github.tracebridge.offer;

import io.github.tracebridge.ledger.Ledger;
import java.io.OutputStream;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the ledger knows of offer files, to be looked at. Thread-safe. */
public class OfferRecords {
  final Ledger ledger;

  public OfferRecords(Ledger ledger) {
    this.ledger = ledger;
  }

  /** What happened to each file, and what TRACE said of it. */
  OfferHistory history() {
    return new OfferHistory(ledger);
  }

  /** Why a file is not to go up again; empty where nothing later stands against it. */
  Optional<String> overtaken(long id) {
    PriceBook prices = new PriceBook(ledger);
    return prices
        .after(id)
        .map(later -> "file " + id + " is not taken again: " + prices.overtaken(id).reason());
  }

  OfferFile require(long id) {
    return find(id).orElseThrow(() -> new IllegalStateException("no offer file " + id));
  }

  /** Empty where there never was one of that number. */
  public Optional<OfferFile> find(long id) {
    return ledger
        .jdbi()
        .withHandle(
            tx ->
                tx.select("select * from offer_file where id = ?", id)
                    .map((row, context) -> OfferFile.read(row))
                    .findOne());
  }

  /**
   * Those that a person may mean, the newest first.
   *
   * @param which a number, a name as dropped, or the name that a file has behind the inbox
   */
  public List<OfferFile> meant(String which) {
    String name = which.substring(which.lastIndexOf('/') + 1);
    Optional<Long> number =
        which.matches("\\d{1,18}") ? Optional.of(Long.valueOf(which)) : OfferFolders.number(name);
    if (number.isPresent()) {
      return find(number.get()).stream().toList();
    }
    return ledger
        .jdbi()
        .withHandle(
            tx ->
                tx.select(
                        "select * from offer_file where path = ? or path like ? escape '!'"
                            + " order by id desc limit 100",
                        which,
                        "%/" + name.replace("!", "!!").replace("%", "!%").replace("_", "!_"))
                    .map((row, context) -> OfferFile.read(row))
                    .list());
  }

  /** Writes all that is known of a file: what its receipt says, also before there is one. */
  public void explain(OfferFile file, OutputStream out) {
    new Receipt(file, history().events(file.id()), history().results(file.id())).writeText(out);
  }

  /** Those in a state, by arrival. */
  public List<OfferFile> in(Set<OfferState> states) {
    List<String> names = states.stream().map(Enum::name).toList();
    return ledger
        .jdbi()
        .withHandle(
            tx ->
                tx.createQuery("select * from offer_file where state in (<states>) order by id")
                    .bindList("states", names)
                    .map((row, context) -> OfferFile.read(row))
                    .list());
  }

  /** Those that are on their way, by arrival. */
  List<OfferFile> unfinished() {
    return in(EnumSet.complementOf(EnumSet.of(OfferState.ARCHIVED)));
  }

  /** Those that are on their way and wait for no person, by arrival. */
  public List<OfferFile> working() {
    return in(EnumSet.complementOf(EnumSet.of(OfferState.ARCHIVED, OfferState.HELD)));
  }

  /** The newest ones, newest first. */
  public List<OfferFile> newest(int most) {
    return ledger
        .jdbi()
        .withHandle(
            tx ->
                tx.select("select * from offer_file order by id desc limit ?", most)
                    .map((row, context) -> OfferFile.read(row))
                    .list());
  }

  /**
   * Those of them that a person has to look at, the newest first: none of which a later file of the
   * same name ended well.
   *
   * @param among their numbers
   */
  List<OfferFile> refused(List<Long> among) {
    return among.isEmpty()
        ? List.of()
        : ledger
            .jdbi()
            .withHandle(
                tx ->
                    tx.createQuery(
                            "select * from offer_file f where id in (<ids>) and state = 'ARCHIVED'"
                                + " and outcome in ('PARTIAL', 'REJECTED', 'UNCLEAR')"
                                + " and not exists (select 1 from offer_file g"
                                + " where g.path = f.path and g.id > f.id"
                                + " and g.outcome in ('DONE', 'DUPLICATE')) order by id desc")
                        .bindList("ids", among)
                        .map((row, context) -> OfferFile.read(row))
                        .list());
  }

  /** How many files there are of each state, and of each outcome where they are decided. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    ledger
        .jdbi()
        .useHandle(
            tx ->
                tx.select(
                        "select coalesce(outcome, state) as what, count(*) as many from offer_file"
                            + " group by coalesce(outcome, state)")
                    .map((row, context) -> Map.entry(row.getString("what"), row.getLong("many")))
                    .forEach(each -> counts.put(each.getKey(), each.getValue())));
    return counts;
  }

  /** When the last upload began; empty before the first. */
  public Optional<Instant> lastUpload() {
    return ledger
        .jdbi()
        .withHandle(
            tx ->
                tx.select("select max(uploaded_at) from offer_file")
                    .mapTo(Instant.class)
                    .findOne());
  }
}
