package io.github.tracebridge.delivery;

import io.github.tracebridge.delivery.SinkSettings.Versions;
import io.github.tracebridge.lead.Certificate;
import io.github.tracebridge.lead.Certificate.AtSink;
import io.github.tracebridge.lead.Certificate.Leads;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Where the leads of a window stand at each sink, for its certificate. Immutable. */
public final class SinkAccounts implements Certificate.Sinks {
  /** The newest version of each of these leads, where the log has it. */
  private static final String NEWEST = " from lead l left join lead_version v on v.seq = l.seq ";

  private static final String OF_LOG =
      "select case when v.seq is null then 'gap' when v.seq <= :place then 'delivered'"
          + " else 'pending' end as account, count(*) as leads"
          + NEWEST;

  /**
   * A sink that came later does not get what had been erased, or had vanished, by then; what
   * vanishes is not sent to it either.
   */
  private static final String OF_QUEUE =
      "select case when v.seq is null then 'gap'"
          + " when v.seq > :place and v.body is not null then 'pending'"
          + " when d.state = 'DONE' then 'delivered'"
          + " when d.state in ('DUE', 'SENDING', 'UNKNOWN') then 'pending'"
          + " when d.state in ('QUARANTINED', 'ERASED') then 'rejected'"
          + " when v.body is null then 'rejected' else 'gap' end as account, count(*) as leads"
          + NEWEST
          + "left join delivery d on d.lead_id = l.lead_id and d.sink = :sink ";

  private final List<SinkSettings> sinks;

  public SinkAccounts(List<SinkSettings> sinks) {
    this.sinks = List.copyOf(sinks);
  }

  @Override
  public List<AtSink> standings(Handle tx, Leads leads) {
    return sinks.stream().map(sink -> standing(tx, sink, leads)).toList();
  }

  private static AtSink standing(Handle tx, SinkSettings sink, Leads leads) {
    String name = sink.name();
    boolean isLog = sink.versions() == Versions.EVERY;
    long place = isLog ? LogDeliveries.confirmed(tx, name) : DeliveryTable.place(tx, name);
    var query =
        leads
            .bind(
                tx.createQuery(
                    (isLog ? OF_LOG : OF_QUEUE) + "where " + Leads.CONDITION + " group by 1"))
            .bind("place", place);
    if (!isLog) {
      query.bind("sink", name);
    }
    Map<String, Long> accounts =
        query
            .map((row, context) -> Map.entry(row.getString("account"), row.getLong("leads")))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new AtSink(
        name,
        accounts.getOrDefault("delivered", 0L),
        accounts.getOrDefault("rejected", 0L),
        accounts.getOrDefault("pending", 0L),
        accounts.getOrDefault("gap", 0L));
  }
}
