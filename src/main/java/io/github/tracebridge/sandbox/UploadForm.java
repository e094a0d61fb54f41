package io.github.tracebridge.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.ParameterParser;
import org.apache.commons.fileupload.RequestContext;

/**
 * The one file in a {@code multipart/form-data} body (RFC 7578), as it comes from the wire.
 *
 * @param partName the only name a part may have
 */
record UploadForm(String contentType, String partName, InputStream body) {
  /** As ASP.NET bounds them. */
  private static final int MOST_PART_HEADER = 16 * 1024;

  /** Whether it is a form at all, with a boundary. */
  static boolean isForm(String contentType) {
    ParameterParser parser = new ParameterParser();
    parser.setLowerCaseNames(true);
    return contentType.matches("(?is)multipart/form-data\\s*;.*")
        && parser.parse(contentType, ';').get("boundary") != null;
  }

  /** Reads the file to its end. */
  interface FileReader {
    void read(InputStream file) throws IOException, BadFile;
  }

  /**
   * Hands on the file, and reads the form to its end.
   *
   * @throws BadFile if the form is broken or holds anything but this one file
   */
  void read(FileReader reader) throws IOException, BadFile {
    try {
      FileItemIterator parts = parts(contentType, body);
      if (!parts.hasNext()) {
        throw missing();
      }
      FileItemStream file = parts.next();
      if (!file.getFieldName().equals(partName) || file.isFormField()) {
        throw missing();
      }
      try (InputStream content = file.openStream()) {
        reader.read(content);
      }
      if (parts.hasNext()) {
        throw new BadFile(parts.next().getFieldName(), "The form must have one part only.");
      }
    } catch (FileUploadException e) {
      throw new BadFile(partName, "The form cannot be read: " + e.getMessage());
    }
  }

  /** The parts of a form as they come. */
  static FileItemIterator parts(String contentType, InputStream body)
      throws FileUploadException, IOException {
    FileUpload upload = new FileUpload();
    upload.setHeaderEncoding(StandardCharsets.UTF_8.name());
    upload.setPartHeaderSizeMax(MOST_PART_HEADER);
    return upload.getItemIterator(new Context(contentType, body));
  }

  private BadFile missing() {
    return new BadFile(partName, "The " + partName + " field is required.");
  }

  private record Context(String contentType, InputStream body) implements RequestContext {
    @Override
    public String getCharacterEncoding() {
      return StandardCharsets.UTF_8.name();
    }

    @Override
    public String getContentType() {
      return contentType;
    }

    @Override
    @SuppressWarnings("deprecation")
    public int getContentLength() {
      return -1;
    }

    @Override
    public InputStream getInputStream() {
      return body;
    }
  }
}
