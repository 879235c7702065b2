package dev.broadside.conform;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An HTTP answer on its way through the proxy.
 *
 * @param head status line and headers, without the empty line
 */
record HttpReply(String head, byte[] body) {
  int status() {
    return Integer.parseInt(head.split(" ", 3)[1].strip().substring(0, 3));
  }

  HttpReply withStatus(int status) {
    String rest = head.contains("\r\n") ? head.substring(head.indexOf("\r\n")) : "";
    return new HttpReply("HTTP/1.1 " + status + " Changed" + rest, body);
  }

  HttpReply without(String header) {
    return new HttpReply(head.replaceAll("(?i)\r\n" + header + ":[^\r]*", ""), body);
  }

  HttpReply with(String header, String value) {
    return new HttpReply(without(header).head + "\r\n" + header + ": " + value, body);
  }

  HttpReply withBody(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new HttpReply(with("content-length", "" + bytes.length).head, bytes);
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  boolean has(String header) {
    return head.toLowerCase(Locale.ROOT).contains("\r\n" + header + ":");
  }
}
