package io.github.tracebridge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NextPageTest {
  private static final URI FIRST = URI.create("https://api.example/v1/leads?size=2&page=1");
  private final NextPage pages = new NextPage("page");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<https://api.example/v1/leads?after=x>; rel=\"next\" | https://api.example/v1/leads?after=x",
        "<?after=x>; rel=next | https://api.example/v1/leads?after=x",
        "</a>; rel=\"prev\", </b,c;d>; title=\"x, y\"; rel=\"last next\" | https://api.example/b,c;d",
        "</a>; REL=NEXT; title=x | https://api.example/a",
      })
  void theLinkHeaderLeadsOn(String link, String next) {
    assertThat(pages.after(FIRST, List.of(link), MissingNode.getInstance()))
        .contains(URI.create(next));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "</a>; rel=\"prev\"",
        "</a>; rel=\"nextish\"",
        "</a>; rev=next",
        "</a>; rel=nextish",
        "next"
      })
  void anotherLinkDoesNot(String link) {
    assertThat(pages.after(FIRST, List.of(link), MissingNode.getInstance())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'links':{'next':'/v1/x?y=1'}} | https://api.example/v1/x?y=1",
        "{'data':[1],'links':{'next':null},'meta':{'continuationToken':'a+b/='}} |"
            + " https://api.example/v1/leads?size=2&page=1&continuationToken=a%2Bb%2F%3D",
        "{'continuationToken':'t'} | https://api.example/v1/leads?size=2&page=1&continuationToken=t",
        "{'_links':{'next':{'href':'https://other.example/x'}}} | https://other.example/x",
        "[{'id':1}] | https://api.example/v1/leads?size=2&page=2",
        "{'total':9,'items':[{'id':1}]} | https://api.example/v1/leads?size=2&page=2",
        "{'data':{'items':[{'id':1}]}} | https://api.example/v1/leads?size=2&page=2",
        "{'continuationToken':2} | https://api.example/v1/leads?size=2&page=1&continuationToken=2",
      })
  void soDoesTheBody(String body, String next) throws Exception {
    assertThat(pages.after(FIRST, List.of(), json(body))).contains(URI.create(next));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"[]", "{'items':[],'total':9}", "{'meta':{'continuationToken':''},'data':[]}", "{}"})
  void anEmptyPageIsTheLast(String body) throws Exception {
    assertThat(pages.after(FIRST, List.of(), json(body))).isEmpty();
  }

  @Test
  void anOldTokenIsReplacedByTheNew() throws Exception {
    URI second = URI.create("https://api.example/v1/x?continuationToken=a&size=2");
    assertThat(pages.after(second, List.of(), json("{'meta':{'continuationToken':'b'}}")))
        .contains(URI.create("https://api.example/v1/x?size=2&continuationToken=b"));
  }

  /** Their URLs may have a number too, which counts what it likes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'next':'?page=3'}",
        "{'continuationToken':'t'}",
        "{'@odata.nextLink':'?page=3'}"
      })
  void whereALinkOrATokenLedThereIsNoNumberBehindTheLast(String body) throws Exception {
    URI third = pages.after(FIRST, List.of(), json(body)).orElseThrow();
    assertThat(pages.after(third, List.of(), json("{'items':[{'id':3}]}"))).isEmpty();
  }

  @Test
  void nothingIsNumberedThatHasNoNumber() throws Exception {
    URI bare = URI.create("https://api.example/v1/x");
    assertThat(pages.after(bare, List.of(), json("[1]"))).isEmpty();
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
