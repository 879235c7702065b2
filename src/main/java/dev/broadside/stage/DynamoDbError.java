package dev.broadside.stage;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;

/**
 * A refusal in DynamoDB's own form, so that SDKs raise the typed exception and try again as on AWS.
 *
 * @param reasons the member {@code ThrottlingReasons}, as JSON, or nothing
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">Error
 *     handling with DynamoDB</a>
 */
record DynamoDbError(HttpResponseStatus status, String type, String message, String reasons) {
  static final String CRC32_HEADER = "x-amz-crc32";

  private static final String PREFIX = "com.amazonaws.dynamodb.v20120810#";
  private static final String ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final int ID_LENGTH = 52;

  /** One value of a partition key is asked for too often. */
  static DynamoDbError partition(String table, boolean write) {
    return new DynamoDbError(
        HttpResponseStatus.BAD_REQUEST,
        "ProvisionedThroughputExceededException",
        "The level of configured provisioned throughput for the table was exceeded. Consider"
            + " increasing your provisioning level with the UpdateTable API.",
        """
        ,"ThrottlingReasons":[{"reason":"Table%sKeyRangeThroughputExceeded",\
        "resource":"arn:aws:dynamodb:%s:000000000000:table/%s"}]"""
            .formatted(write ? "Write" : "Read", LocalCredentials.REGION, table));
  }

  /** A table in on-demand mode that has not grown yet. */
  static DynamoDbError table() {
    return new DynamoDbError(
        HttpResponseStatus.BAD_REQUEST,
        "ThrottlingException",
        "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically"
            + " scaling your table or index so please try again shortly.",
        "");
  }

  FullHttpResponse response() {
    byte[] body =
        "{\"__type\":\"%s%s\",\"message\":\"%s\"%s}"
            .formatted(PREFIX, type, message.replaceAll("[\"\\\\\\p{Cntrl}]", "'"), reasons)
            .getBytes(StandardCharsets.UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/x-amz-json-1.0")
        .set("x-amzn-RequestId", requestId());
    setCrc32(response);
    return response;
  }

  /** What SDKs check a body by. */
  static void setCrc32(FullHttpResponse response) {
    CRC32 crc = new CRC32();
    for (var part : response.content().nioBuffers()) {
      crc.update(part);
    }
    response.headers().set(CRC32_HEADER, Long.toString(crc.getValue()));
  }

  private static String requestId() {
    StringBuilder id = new StringBuilder(ID_LENGTH);
    ThreadLocalRandom.current()
        .ints(ID_LENGTH, 0, ID_ALPHABET.length())
        .forEach(index -> id.append(ID_ALPHABET.charAt(index)));
    return id.toString();
  }
}
