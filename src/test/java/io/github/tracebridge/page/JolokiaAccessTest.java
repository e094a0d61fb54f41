package io.github.tracebridge.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.jolokia.server.core.restrictor.policy.PolicyRestrictor;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What Jolokia lets through. */
class JolokiaAccessTest {
  /** Jolokia would take any one of two, and not the same in each process. */
  @Test
  void noTwoPatternsFitTheSameMBean() throws Exception {
    assertThat(kinds()).contains("org.apache.camel routes").doesNotHaveDuplicates();
  }

  /** From a context that was suspended nothing would go on, Jolokia neither. */
  @Test
  void aRouteMayBeSuspendedAndTheContextMayNot() throws Exception {
    try (InputStream in = JolokiaAccessTest.class.getResourceAsStream("/jolokia-access.xml")) {
      PolicyRestrictor access = new PolicyRestrictor(in);
      for (String operation : List.of("suspend", "suspend()", "stop()", "start()", "resume()")) {
        assertThat(access.isOperationAllowed(named("routes"), operation)).as(operation).isTrue();
        assertThat(access.isOperationAllowed(named("context"), operation)).as(operation).isFalse();
      }
      assertThat(access.isOperationAllowed(named("context"), "getState()")).isTrue();
    }
  }

  private static ObjectName named(String type) throws Exception {
    return new ObjectName("org.apache.camel:context=tracebridge,type=" + type + ",name=\"any\"");
  }

  /** Of each pattern; one without a type would fit those of its domain that have one. */
  private static String[] kinds() throws Exception {
    try (InputStream in = JolokiaAccessTest.class.getResourceAsStream("/jolokia-access.xml")) {
      Document all = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
      NodeList names =
          (NodeList)
              XPathFactory.newInstance()
                  .newXPath()
                  .evaluate("/restrict/allow/mbean/name", all, XPathConstants.NODESET);
      return IntStream.range(0, names.getLength())
          .mapToObj(at -> kind(names.item(at).getTextContent()))
          .toArray(String[]::new);
    }
  }

  private static String kind(String pattern) {
    try {
      ObjectName name = new ObjectName(pattern);
      assertThat(
              name.getDomain().equals("io.github.tracebridge")
                  || name.getKeyProperty("type") != null)
          .as(pattern)
          .isTrue();
      return name.getDomain() + " " + name.getKeyProperty("type");
    } catch (MalformedObjectNameException e) {
      throw new AssertionError(pattern, e);
    }
  }
}
