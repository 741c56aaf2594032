package dev.hearth.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** Takes a response that is sent while it is being made. Confined to the request's thread. */
@FunctionalInterface
public interface HttpSink {

  /**
   * Begins the response; called once.
   *
   * @param status the status code
   * @param headers the headers by name in lower case
   * @return takes the body; each flush sends what was written so far. Not closed by the caller
   * @throws IOException if the connection fails
   */
  OutputStream begin(int status, Map<String, String> headers) throws IOException;
}
