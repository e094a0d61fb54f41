package io.github.tracebridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mappings that are shipped, on leads and answers as they may be. */
class ShippedMappingsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | {'hs_lead_name':'TRACE L1','trace_assets':'0','trace_capacity_kw':'0'}",
        "{'contact':{'firstName':null,'lastName':'Brandt'},'company':null,'tariffs':null} |"
            + " {'hs_lead_name':'Brandt','trace_contact':'Brandt','trace_assets':'0',"
            + "'trace_capacity_kw':'0'}",
        "{'company':{'name':'Hof KG'},'tariffs':[{'tariffType':5,'technology':'Wind','start':'2027Q1'},"
            + "{'tariffType':9}],'windAssets':[{'installedCapacity':4200.5},{'installedCapacity':null},"
            + "{}],'solarAssets':[{'installedCapacity':9.9}]} |"
            + " {'hs_lead_name':'Hof KG','trace_company':'Hof KG','trace_tariffs':'Wind 2027Q1',"
            + "'trace_assets':'4','trace_capacity_kw':'4210.4'}"
      })
  void hubspotGetsStringsAndNothingThatIsNull(String lead, String properties) {
    JsonNode record = mappings("hubspot").record(source(lead));
    assertThat(record.path("id").asText()).isEqualTo("L1");
    assertThat(record.path("properties")).isEqualTo(json(properties));
  }

  @Test
  void salesforceGetsTheNameOfAPrivatePersonAsTheCompany() {
    JsonNode record = mappings("salesforce").record(source("{'contact':{'lastName':'Brandt'}}"));
    assertThat(record)
        .isEqualTo(
            json(
                "{'attributes':{'type':'Lead'},'Trace_Id__c':'L1','LastName':'Brandt',"
                    + "'Company':'Brandt','LeadSource':'TRACE',"
                    + "'Description':'Installed capacity: 0 kW in 0 plants'}"));
    assertThatThrownBy(() -> mappings("salesforce").record(source("{'contact':{'lastName':null}}")))
        .hasMessage("/contact/lastName: expected the type string, but was null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 | {'results':[{'id':'7'}]} | null",
        "200 | {'status':'error'} |"
            + " {'ok':false,'unknown':true,'reason':'its answer has no results'}",
        "503 | null | null",
        "500 | 'oops' | null",
        "207 | {'results':[],'errors':[{'category':'VALIDATION_ERROR','message':'m','context':{'ids':"
            + "['L2']}}]} | [{'ok':true},{'ok':false,'retry':false,'reason':'VALIDATION_ERROR: m'}]",
        "207 | {'errors':[{'status':'429','category':'C','context':{'objectWriteTraceId':['L1']}}]} |"
            + " [{'ok':false,'retry':true,'reason':'C'},{'ok':true}]",
        "207 | {'errors':[{'message':'m','errors':[{'context':{'id':['L1','L2']}}]}]} |"
            + " [{'ok':false,'retry':false,'reason':'m'},{'ok':false,'retry':false,'reason':'m'}]",
        "207 | {'errors':[{'message':'m'},{'message':'n','context':{'ids':['L1']}}]} |"
            + " {'ok':false,'reason':'m'}",
        "400 | {'category':'VALIDATION_ERROR','message':'m'} |"
            + " {'ok':false,'reason':'VALIDATION_ERROR: m'}",
        "400 | {'message':'invalid','errors':[{'message':'Property \\'a_b\\' does not exist','code':"
            + "'PROPERTY_DOESNT_EXIST'},{'message':'Property \\'a_b\\' does not exist'}]} |"
            + " {'ok':false,'closed':true,'reason':'its leads do not have the property a_b; add it, or"
            + " take it out of mapping/hubspot.jslt'}",
        "400 | {'message':'A lead must be associated with a contact'} |"
            + " {'ok':false,'closed':true,'reason':'A lead must be associated with a contact'}",
        "429 | null | {'ok':false,'closed':true,'reason':'it answered 429, its limit'}"
      })
  void hubspotsAnswersAreUnderstood(int status, String answer, String made) {
    assertThat(answer("hubspot", status, answer)).isEqualTo(json(made));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 | [{'success':true,'errors':[]},{'success':false,'errors':[{'statusCode':"
            + "'INVALID_EMAIL_ADDRESS','message':'m','fields':['Email']}]}] | [{'ok':true},{'ok':false,"
            + "'retry':false,'reason':'INVALID_EMAIL_ADDRESS: m (Email)'}]",
        "200 | [{'success':false,'errors':[{'statusCode':'UNABLE_TO_LOCK_ROW','message':'m','fields':[]}"
            + "]},{'success':false,'errors':[]}] | [{'ok':false,'retry':true,'reason':"
            + "'UNABLE_TO_LOCK_ROW: m'},{'ok':false,'retry':false,'reason':''}]",
        "200 | [{'success':false,'errors':[{'statusCode':'DUPLICATE_VALUE','message':'duplicate value"
            + " found: Trace_Id__c'}]},{'success':false,'errors':[{'statusCode':'DUPLICATE_VALUE',"
            + "'message':'Email'}]}] | [{'ok':false,'retry':true,'reason':'DUPLICATE_VALUE: duplicate"
            + " value found: Trace_Id__c'},{'ok':false,'retry':false,'reason':'DUPLICATE_VALUE: Email'}]",
        "200 | {'message':'m'} | {'ok':false,'unknown':true,'reason':'its answer is no list'}",
        "400 | [{'errorCode':'INVALID_FIELD','message':'m'}] |"
            + " {'ok':false,'closed':true,'reason':'INVALID_FIELD: m'}",
        "400 | [{'errorCode':'JSON_PARSER_ERROR','message':'m'}] |"
            + " {'ok':false,'closed':false,'reason':'JSON_PARSER_ERROR: m'}",
        "403 | 'forbidden' | null",
        "503 | [{'errorCode':'SERVER_UNAVAILABLE','message':'m'}] | null"
      })
  void salesforcesAnswersAreUnderstood(int status, String answer, String made) {
    assertThat(answer("salesforce", status, answer)).isEqualTo(json(made));
  }

  private static JsonNode answer(String sink, int status, String body) {
    Map<String, JsonNode> variables =
        Map.of("status", json(String.valueOf(status)), "ids", json("['L1','L2']"));
    return mappings(sink).answer(json(body), variables).orElseThrow();
  }

  private static Mappings mappings(String sink) {
    return Mappings.read(Path.of("mapping", sink + ".jslt"), false);
  }

  private static Mappings.Source source(String lead) {
    return new Mappings.Source("L1", 1, "created", "2026-03-04T09:00:00Z", json(lead).toString());
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace("\\'", "\\\"").replaceAll("(?<!\\\\)'", "\""));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
