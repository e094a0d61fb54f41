package io.github.tracebridge.sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUploadException;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a token request: each at most once, and one without a value is not there.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.2">RFC 6749, 3.2</a>
 */
final class TokenForm {
  private final Map<String, String> values = new LinkedHashMap<>();

  private TokenForm() {}

  static TokenForm read(Call call, boolean multipart) throws TokenRefusal {
    TokenForm form = new TokenForm();
    if (call.contentType().matches("(?i)application/x-www-form-urlencoded\\s*(;.*)?")) {
      form.urlencoded(call.body());
    } else if (multipart && UploadForm.isForm(call.contentType())) {
      form.multipart(call);
    } else {
      throw TokenRefusal.request("The body is not a form");
    }
    return form;
  }

  /** Null if it is not there. */
  @Nullable String get(String name) {
    return values.get(name);
  }

  private void urlencoded(String body) throws TokenRefusal {
    for (String pair : body.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
  }

  private void multipart(Call call) throws TokenRefusal {
    var body = new ByteArrayInputStream(call.body().getBytes(StandardCharsets.UTF_8));
    try {
      FileItemIterator parts = UploadForm.parts(call.contentType(), body);
      while (parts.hasNext()) {
        FileItemStream part = parts.next();
        if (part.isFormField()) {
          byte[] value = part.openStream().readAllBytes();
          put(part.getFieldName(), new String(value, StandardCharsets.UTF_8));
        }
      }
    } catch (FileUploadException | IOException e) {
      throw TokenRefusal.request("The form cannot be read");
    }
  }

  private void put(String name, String value) throws TokenRefusal {
    if (!value.isEmpty() && values.put(name, value) != null) {
      throw TokenRefusal.request("The parameter " + name + " stands twice");
    }
  }

  private static String decode(String text) throws TokenRefusal {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw TokenRefusal.request("The form has a broken escape");
    }
  }
}
