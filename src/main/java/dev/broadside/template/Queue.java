package dev.broadside.template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An SQS queue.
 *
 * @param attributes by the names of SQS's {@code CreateQueue}
 * @param deadLetterQueue the name of the queue that takes what failed too often
 */
public record Queue(
    String logicalId,
    String name,
    Map<String, String> attributes,
    @Nullable String deadLetterQueue) {
  /** The account that all of them are in. */
  public static final String ACCOUNT = Globals.ACCOUNT;

  /** What the URLs of all queues begin with, as on AWS; a stage puts its own address there. */
  public static final String URLS = "https://sqs." + Globals.REGION + ".amazonaws.com/";

  /* The forms of AWS; %s is the name. */
  static final String ARN = "arn:aws:sqs:" + Globals.REGION + ":" + Globals.ACCOUNT + ":%s";
  static final String URL = URLS + Globals.ACCOUNT + "/%s";

  /** Whether messages of one group keep their order. AWS wants this name of them, and no other. */
  public boolean fifo() {
    return name.endsWith(".fifo");
  }

  /** Its Amazon Resource Name. */
  public String arn() {
    return ARN.formatted(name);
  }

  /** Its URL, as on AWS. */
  public String url() {
    return URL.formatted(name);
  }
}
