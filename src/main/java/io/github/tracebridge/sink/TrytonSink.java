package io.github.tracebridge.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracebridge.connection.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;

/**
 * The steps by which a lead becomes an opportunity in Tryton, with its party. A party is known by
 * its code, an opportunity by its reference: both are the lead's id. Thread-safe.
 */
public final class TrytonSink {
  private static final String PARTY = "model.party.party.";
  private static final String OPPORTUNITY = "model.sale.opportunity.";

  /** Parts of a party, and the field by which two of a kind are told from those of another. */
  private static final Map<String, String> PARTS =
      Map.of("contact_mechanisms", "type", "addresses", "id");

  private volatile @Nullable ObjectNode context;

  /** Whether the user's preferences are not known yet: calls are made in them. */
  public boolean isNew() {
    return context == null;
  }

  /** The request for them. */
  public void askPreferences(Exchange exchange) {
    ArrayNode params = TrytonCall.JSON.createArrayNode().add(true);
    params.addObject();
    TrytonCall.prepare(exchange, "model.res.user.get_preferences", params);
  }

  /**
   * Takes them in.
   *
   * @throws Fault.LoginRefused where the user has no company, so that there is none for leads
   */
  public void preferences(@Body JsonNode result) {
    if (!result.path("company").isInt()) {
      throw new Fault.LoginRefused("its user has no company. Give it one in its preferences.");
    }
    context = result.deepCopy();
  }

  /** The request that looks for the lead's opportunity. */
  public void findOpportunity(Exchange exchange, @ExchangeProperty("leadId") String lead) {
    search(exchange, OPPORTUNITY, "reference", lead, List.of("party"));
  }

  /** What came of it: the ids of opportunity and party, where they are there. */
  public void opportunity(Exchange exchange, @Body JsonNode found) {
    exchange.setProperty("opportunityId", id(found.path(0).path("id")));
    exchange.setProperty("partyId", id(found.path(0).path("party")));
  }

  private static @Nullable Integer id(JsonNode node) {
    return node.isInt() ? node.asInt() : null;
  }

  /** The request that looks for its party: the opportunity's, which may be another by now. */
  public void findParty(
      Exchange exchange,
      @ExchangeProperty("leadId") String lead,
      @ExchangeProperty("partyId") @Nullable Integer party) {
    List<String> fields =
        PARTS.entrySet().stream().map(part -> part.getKey() + "." + part.getValue()).toList();
    if (party == null) {
      search(exchange, PARTY, "code", lead, fields);
    } else {
      search(exchange, PARTY, "id", party, fields);
    }
  }

  /** What came of it. */
  public void party(Exchange exchange, @Body JsonNode found) {
    exchange.setProperty("party", found.path(0).isObject() ? found.path(0) : null);
  }

  private void search(
      Exchange exchange, String model, String field, Object value, List<String> fields) {
    ArrayNode params = TrytonCall.JSON.createArrayNode();
    params.addArray().addArray().add(field).add("=").addPOJO(value);
    params.add(0).add(1).addNull().add(TrytonCall.JSON.valueToTree(fields));
    params.add(context().put("active_test", false));
    TrytonCall.prepare(exchange, model + "search_read", params);
  }

  /** The request that creates the party. */
  public void createParty(
      Exchange exchange,
      @ExchangeProperty("leadId") String lead,
      @ExchangeProperty("record") String record) {
    ObjectNode values = values(record, "party");
    for (String part : PARTS.keySet()) {
      JsonNode all = values.path(part);
      if (all.isArray()) {
        values.putArray(part).addArray().add("create").add(all);
      }
    }
    create(exchange, PARTY, values.put("code", lead));
  }

  /** The request that writes it. Of its parts the first of each type are the lead's. */
  public void writeParty(
      Exchange exchange,
      @ExchangeProperty("party") JsonNode party,
      @ExchangeProperty("record") String record) {
    ObjectNode values = values(record, "party");
    PARTS.forEach(
        (part, type) -> {
          if (values.path(part).isArray()) {
            values.set(part, changes(values.get(part), party.path(part + "."), type));
          }
        });
    write(exchange, PARTY, party.path("id").asInt(), values);
  }

  /** Writes over what is there, one by one, and creates the rest; nothing is taken away. */
  private static ArrayNode changes(JsonNode wanted, JsonNode there, String type) {
    ArrayNode changes = TrytonCall.JSON.createArrayNode();
    List<JsonNode> left = new ArrayList<>();
    there.forEach(left::add);
    for (JsonNode one : wanted) {
      JsonNode old =
          left.stream()
              .filter(each -> type.equals("id") || each.path(type).equals(one.path(type)))
              .findFirst()
              .orElse(null);
      ArrayNode change = changes.addArray();
      if (old == null) {
        change.add("create").addArray().add(one);
      } else {
        left.remove(old);
        change.add("write").addArray().add(old.path("id"));
        change.add(one);
      }
    }
    return changes;
  }

  /** The request that creates the opportunity, of the party that was created or found. */
  public void createOpportunity(
      Exchange exchange,
      @ExchangeProperty("leadId") String lead,
      @ExchangeProperty("partyId") int party,
      @ExchangeProperty("record") String record) {
    ObjectNode values = values(record, "opportunity");
    create(exchange, OPPORTUNITY, values.put("reference", lead).put("party", party));
  }

  /** The request that writes it; its state is sales' own. */
  public void writeOpportunity(
      Exchange exchange,
      @ExchangeProperty("opportunityId") int opportunity,
      @ExchangeProperty("partyId") int party,
      @ExchangeProperty("record") String record) {
    write(exchange, OPPORTUNITY, opportunity, values(record, "opportunity").put("party", party));
  }

  /** Which party the opportunity is of: the one that was found, else the one just created. */
  public void takeParty(
      Exchange exchange,
      @ExchangeProperty("party") @Nullable JsonNode party,
      @Body JsonNode created) {
    JsonNode id = party == null ? created.path(0) : party.path("id");
    exchange.setProperty("partyId", id.asInt());
  }

  private void create(Exchange exchange, String model, ObjectNode values) {
    ArrayNode params = TrytonCall.JSON.createArrayNode();
    params.addArray().add(values);
    TrytonCall.prepare(exchange, model + "create", params.add(context()));
  }

  private void write(Exchange exchange, String model, int id, ObjectNode values) {
    ArrayNode params = TrytonCall.JSON.createArrayNode();
    params.addArray().add(id);
    TrytonCall.prepare(exchange, model + "write", params.add(values).add(context()));
  }

  private ObjectNode context() {
    return Objects.requireNonNull(context).deepCopy();
  }

  private static ObjectNode values(String record, String part) {
    try {
      return TrytonCall.JSON.readTree(record).path(part) instanceof ObjectNode values
          ? values
          : TrytonCall.JSON.createObjectNode();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON", e);
    }
  }
}
