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
import org.jspecify.annotations.Nullable;

/**
 * What a call took. DynamoDB says so only when asked: a request without {@code
 * ReturnConsumedCapacity}, or with {@code NONE}, goes on with {@code TOTAL}, and the member that
 * this adds to the answer is cut out again, so that the caller gets what it asked for.
 *
 * @param count the items in the answer
 * @param units null where the answer does not say, as other emulators' do not
 * @param begin where the member begins in the answer, 0 where there is none
 * @param end where it ends
 */
record ConsumedCapacity(long count, @Nullable Double units, int begin, int end) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String MEMBER = "ReturnConsumedCapacity";
  private static final String NONE = "NONE";

  /**
   * A request's body.
   *
   * @param ours whether the caller did not want to know
   */
  record Asked(ByteBuf body, boolean ours) {}

  /** The request's body, asking for the capacity; shares the memory of {@code body}. */
  static Asked asked(ByteBuf body) throws IOException {
    int end = body.forEachByteDesc(b -> b != '}');
    if (end < 0) {
      return new Asked(body.retainedDuplicate(), false);
    }
    boolean empty = true;
    try (JsonParser json = JSON.createParser(stream(body))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        empty = false;
        boolean asks = json.currentName().equals(MEMBER);
        json.nextToken();
        if (asks) {
          return NONE.equals(json.getValueAsString())
              ? new Asked(replaced(body, json), true)
              : new Asked(body.retainedDuplicate(), false);
        }
        json.skipChildren();
      }
    }
    String member = (empty ? "\"" : ",\"") + MEMBER + "\":\"TOTAL\"}";
    ByteBuf before = body.retainedSlice(body.readerIndex(), end - body.readerIndex());
    return new Asked(Unpooled.wrappedBuffer(before, ascii(member)), true);
  }

  private static ByteBuf replaced(ByteBuf body, JsonParser json) {
    int begin = body.readerIndex() + (int) json.currentTokenLocation().getByteOffset();
    int rest = begin + NONE.length() + 2;
    return Unpooled.wrappedBuffer(
        body.retainedSlice(body.readerIndex(), begin - body.readerIndex()),
        ascii("\"TOTAL\""),
        body.retainedSlice(rest, body.writerIndex() - rest));
  }

  private static InputStream stream(ByteBuf bytes) {
    return new ByteBufInputStream(bytes.duplicate());
  }

  private static ByteBuf ascii(String text) {
    return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads an answer, skipping its items. */
  static ConsumedCapacity read(ByteBuf answer) throws IOException {
    long count = 0;
    Double units = null;
    int begin = 0;
    int end = 0;
    try (JsonParser json = JSON.createParser(stream(answer))) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String member = json.currentName();
        int at = (int) json.currentTokenLocation().getByteOffset();
        json.nextToken();
        switch (member) {
          case "Count" -> count = json.getLongValue();
          case "ConsumedCapacity" -> {
            units = units(json);
            begin = at;
            end = (int) json.currentLocation().getByteOffset();
          }
          default -> json.skipChildren();
        }
      }
    }
    return new ConsumedCapacity(count, units, begin, end);
  }

  /** Of one table, or of each in a list. */
  private static @Nullable Double units(JsonParser json) throws IOException {
    Double units = null;
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() == JsonToken.START_OBJECT) {
        Double more = units(json);
        units = more == null ? units : (Double) (more + (units == null ? 0 : units));
      }
      return units;
    }
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

  /** {@code answer} without the member, sharing its memory; itself where there is none. */
  ByteBuf cutFrom(ByteBuf answer) {
    if (end == 0) {
      return answer.retainedDuplicate();
    }
    int first = answer.readerIndex();
    int from = first + begin;
    int to = first + end;
    // With its comma: the one after it, or the one before it where it is the last.
    int after = answer.forEachByte(to, answer.writerIndex() - to, b -> isBlank(b));
    int before = answer.forEachByteDesc(first, from - first, b -> isBlank(b));
    if (after >= 0 && answer.getByte(after) == ',') {
      to = after + 1;
    } else if (before >= 0 && answer.getByte(before) == ',') {
      from = before;
    }
    return Unpooled.wrappedBuffer(
        answer.retainedSlice(first, from - first),
        answer.retainedSlice(to, answer.writerIndex() - to));
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
