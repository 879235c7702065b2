package dev.broadside.stage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a Scan or Query took. DynamoDB says so only when asked: a request without {@code
 * ReturnConsumedCapacity} goes on with {@code TOTAL} added. The additional member in the answer
 * goes to the caller as well; SDKs expect it there and others ignore it.
 *
 * @param count the items in the answer
 * @param readUnits zero where the request said {@code NONE}
 */
record ConsumedCapacity(long count, double readUnits) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String MEMBER = "ReturnConsumedCapacity";

  /** The request's body, asking for the capacity; shares the memory of {@code body}. */
  static ByteBuf asked(ByteBuf body) throws IOException {
    int end = body.forEachByteDesc(b -> b != '}');
    if (end < 0 || asks(new ByteBufInputStream(body.duplicate()))) {
      return body.retainedDuplicate();
    }
    boolean empty = body.readableBytes() < 5;
    String suffix = (empty ? "\"" : ",\"") + MEMBER + "\":\"TOTAL\"}";
    return Unpooled.wrappedBuffer(
        body.retainedSlice(body.readerIndex(), end - body.readerIndex()),
        Unpooled.wrappedBuffer(suffix.getBytes(StandardCharsets.US_ASCII)));
  }

  private static boolean asks(InputStream body) throws IOException {
    try (JsonParser json = JSON.createParser(body)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        if (json.currentName().equals(MEMBER)) {
          return true;
        }
        json.nextToken();
        json.skipChildren();
      }
      return false;
    }
  }

  /** Reads an answer, skipping its items. */
  static ConsumedCapacity read(InputStream answer) throws IOException {
    long count = 0;
    double units = 0;
    try (JsonParser json = JSON.createParser(answer)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String member = json.currentName();
        json.nextToken();
        switch (member) {
          case "Count" -> count = json.getLongValue();
          case "ConsumedCapacity" -> units = units(json);
          default -> json.skipChildren();
        }
      }
    }
    return new ConsumedCapacity(count, units);
  }

  private static double units(JsonParser json) throws IOException {
    double units = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String member = json.currentName();
      json.nextToken();
      if (member.equals("CapacityUnits")) {
        units = json.getDoubleValue();
      } else {
        json.skipChildren();
      }
    }
    return units;
  }
}
