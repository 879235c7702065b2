package dev.broadside.load;

import dev.broadside.scenario.Placeholders;
import dev.broadside.scenario.Publish;
import dev.broadside.scenario.Secrets;
import dev.broadside.scenario.Via;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The requests of {@code via: {http: …}}, as the scenario writes them. */
final class HttpRequests implements Requests {
  private final HttpMethod method;
  private final URI server;
  private final boolean absolute;
  private final Placeholders path;
  private final Map<String, Placeholders> headers = new LinkedHashMap<>();
  private final Placeholders body;
  private final Person person;

  HttpRequests(Publish publish, Via.Http http, URI server, Person person) {
    this.method = HttpMethod.valueOf(http.method());
    this.server = server;
    this.absolute = http.isAbsolute();
    this.path = places(http.path());
    this.body = places(publish.message());
    this.person = person;
    http.headers().forEach((name, value) -> headers.put(name, places(value)));
  }

  /** What comes behind the authority of a URL; at least a slash. */
  private static String pathOf(String url) {
    int slash = url.indexOf('/', url.indexOf("//") + 2);
    return slash < 0 ? "/" : url.substring(slash);
  }

  static Placeholders places(String text) {
    return Placeholders.parse(text, Placeholders.OF_A_MESSAGE)
        .mapLiterals(literal -> Secrets.expand(literal, System::getenv));
  }

  @Override
  public FullHttpRequest request(String marker) {
    byte[] bytes = person.fill(body, marker).getBytes(StandardCharsets.UTF_8);
    String filled = person.fill(path, marker);
    String uri = absolute ? pathOf(filled) : filled;
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, method, uri, Unpooled.wrappedBuffer(bytes));
    HttpHeaders fields = request.headers();
    headers.forEach((name, value) -> fields.add(name, person.fill(value, marker)));
    fields.set(HttpHeaderNames.HOST, server.getRawAuthority());
    fields.set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
    if (bytes.length > 0 && !fields.contains(HttpHeaderNames.CONTENT_TYPE)) {
      fields.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
    }
    return request;
  }
}
