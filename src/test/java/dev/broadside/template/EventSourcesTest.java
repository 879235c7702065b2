package dev.broadside.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queues, streams and what leads from them to functions, as templates declare them. */
final class EventSourcesTest {
  private static final String SOURCES =
      Templates.SMALL
          + """
            Jobs:
              Type: AWS::SQS::Queue
              Properties:
                QueueName: jobs
                VisibilityTimeout: 60
                RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
            Dead:
              Type: AWS::SQS::Queue
            Table:
              Type: AWS::DynamoDB::Table
              Properties:
                TableName: rooms
                BillingMode: PAY_PER_REQUEST
                AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
                KeySchema: [{AttributeName: id, KeyType: HASH}]
                StreamSpecification: {StreamViewType: NEW_IMAGE}
            FromJobs:
              Type: AWS::Lambda::EventSourceMapping
              Properties:
                EventSourceArn: !GetAtt Jobs.Arn
                FunctionName: !Ref Echo
                BatchSize: 100
                MaximumBatchingWindowInSeconds: 2
                FunctionResponseTypes: [ReportBatchItemFailures]
                ScalingConfig: {MaximumConcurrency: 7}
            FromTable:
              Type: AWS::Lambda::EventSourceMapping
              Properties:
                EventSourceArn: !GetAtt Table.StreamArn
                FunctionName: !GetAtt Echo.Arn
                StartingPosition: LATEST
                ParallelizationFactor: 4
                MaximumRetryAttempts: 0
                MaximumRecordAgeInSeconds: -1
                BisectBatchOnFunctionError: true
          """;

  private static Template read(String before, String after) throws TemplateException {
    if (!SOURCES.contains(before)) {
      throw new AssertionError("not in the template: " + before);
    }
    return Templates.read(SOURCES.replace(before, after));
  }

  @Test
  void aQueueHasItsAttributesAndItsDeadLetterQueue() throws TemplateException {
    Queue jobs = Templates.read(SOURCES).queues().get(0);
    assertEquals("jobs", jobs.name());
    assertEquals("Dead", jobs.deadLetterQueue());
    assertEquals(
        Map.of(
            "VisibilityTimeout",
            "60",
            "RedrivePolicy",
            "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:Dead\","
                + "\"maxReceiveCount\":3}"),
        jobs.attributes());
  }

  @ParameterizedTest
  @CsvSource({
    "!Ref Jobs, https://sqs.us-east-1.amazonaws.com/123456789012/jobs",
    "!GetAtt Jobs.QueueUrl, https://sqs.us-east-1.amazonaws.com/123456789012/jobs",
    "!GetAtt Jobs.QueueName, jobs",
    "!GetAtt Jobs.Arn, arn:aws:sqs:us-east-1:123456789012:jobs",
    "!GetAtt Table.StreamArn,"
        + " arn:aws:dynamodb:us-east-1:123456789012:table/rooms/stream/2026-01-01T00:00:00.000",
  })
  void whatRefersToASourceGetsWhatItGetsOnAws(String expression, String value)
      throws TemplateException {
    Template template = read("V: value", "V: " + expression);
    assertEquals(value, template.functions().get(0).environment().get("V"));
  }

  @Test
  void aMappingOfAQueueIsRead() throws TemplateException {
    EventSource.OfQueue source =
        assertInstanceOf(EventSource.OfQueue.class, Templates.read(SOURCES).eventSources().get(0));
    assertEquals("Echo", source.function());
    assertEquals("jobs", source.queue().name());
    assertEquals(new EventSource.Batch(100, Duration.ofSeconds(2), true), source.batch());
    assertEquals(7, source.maximumConcurrency());
  }

  @Test
  void aMappingOfAStreamIsRead() throws TemplateException {
    EventSource.OfStream source =
        assertInstanceOf(EventSource.OfStream.class, Templates.read(SOURCES).eventSources().get(1));
    assertEquals("NEW_IMAGE", source.table().streamView());
    assertEquals(new EventSource.Batch(100, Duration.ZERO, false), source.batch());
    assertEquals(
        new EventSource.Reading(false, 4, new EventSource.Retries(0, null, true)),
        source.reading());
  }

  @Test
  void withoutLimitsAStreamsBatchIsTriedForEver() throws TemplateException {
    Template template = read("MaximumRetryAttempts: 0", "Tags: []");
    EventSource.OfStream source =
        assertInstanceOf(EventSource.OfStream.class, template.eventSources().get(1));
    assertNull(source.reading().retries().most());
  }

  @Test
  void aMappingThatIsNotEnabledDoesNothing() throws TemplateException {
    assertEquals(
        List.of("FromTable"),
        read("BatchSize: 100", "Enabled: false").eventSources().stream()
            .map(EventSource::logicalId)
            .toList());
  }

  @Test
  void aFifoQueueWithoutANameGetsOneThatEndsAsItMust() throws TemplateException {
    Template template =
        read("Dead:\n", "Order: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}\n  Dead:\n");
    assertEquals("Order.fifo", template.queues().get(1).name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "BatchSize: 100 | BatchSize: 10001 | BatchSize of AWS::Lambda::EventSourceMapping FromJobs"
            + " is '10001': write a whole number from 1 to 10000.",
        "MaximumBatchingWindowInSeconds: 2 | MaximumBatchingWindowInSeconds: 0 | A batch of more"
            + " than 10 messages needs a MaximumBatchingWindowInSeconds of at least 1.",
        "MaximumBatchingWindowInSeconds: 2 | MaximumBatchingWindowInSeconds: 301 |"
            + " MaximumBatchingWindowInSeconds of AWS::Lambda::EventSourceMapping FromJobs is"
            + " '301': write a whole number from 0 to 300.",
        "BatchSize: 100 | FilterCriteria: {} | The property of AWS::Lambda::EventSourceMapping"
            + " 'FilterCriteria' is not supported. Supported: BatchSize,"
            + " BisectBatchOnFunctionError, Enabled, EventSourceArn, FunctionName,"
            + " FunctionResponseTypes, MaximumBatchingWindowInSeconds, MaximumRecordAgeInSeconds,"
            + " MaximumRetryAttempts, MetricsConfig, ParallelizationFactor, ScalingConfig,"
            + " StartingPosition, Tags.",
        "BatchSize: 100 | ParallelizationFactor: 2 | ParallelizationFactor belongs to a mapping of"
            + " a stream: leave it out.",
        "MaximumRetryAttempts: 0 | ScalingConfig: {} | ScalingConfig belongs to a mapping of a"
            + " queue: leave it out.",
        "StartingPosition: LATEST | BatchSize: 1 | StartingPosition of"
            + " AWS::Lambda::EventSourceMapping FromTable '' is not supported. Supported: LATEST,"
            + " TRIM_HORIZON.",
        "MaximumRecordAgeInSeconds: -1 | MaximumRecordAgeInSeconds: 59 | MaximumRecordAgeInSeconds"
            + " of AWS::Lambda::EventSourceMapping FromTable is '59': write a whole number from 60"
            + " to 604800.",
        "ParallelizationFactor: 4 | ParallelizationFactor: 11 | ParallelizationFactor of"
            + " AWS::Lambda::EventSourceMapping FromTable is '11': write a whole number from 1 to"
            + " 10.",
        "MaximumConcurrency: 7 | MaximumConcurrency: 1 | MaximumConcurrency of ScalingConfig of"
            + " AWS::Lambda::EventSourceMapping FromJobs is '1': write a whole number from 2 to"
            + " 1000.",
        "FunctionName: !Ref Echo | FunctionName: Ecko | FunctionName 'Ecko' is no function of this"
            + " template: write !Ref Function.",
        "FunctionName: !Ref Echo | FunctionName: !Sub '${Echo}:live' | FunctionName 'Echo:live' is"
            + " no function of this template: write !Ref Function.",
        "!GetAtt Jobs.Arn | !Ref Jobs | EventSourceArn"
            + " 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs' is no queue or stream of"
            + " this template: write !GetAtt Queue.Arn or !GetAtt Table.StreamArn.",
        "!GetAtt Table.StreamArn | !GetAtt Jobs.Arn | StartingPosition belongs to a mapping of a"
            + " stream: leave it out.",
        "VisibilityTimeout: 60 | VisibilityTimeout: 2 | The VisibilityTimeout of Jobs, 2 s, is"
            + " shorter than the Timeout of Echo, 3 s: AWS refuses that.",
        "VisibilityTimeout: 60 | MaximumMessageSize: 2048 | The property of AWS::SQS::Queue"
            + " 'MaximumMessageSize' is not supported. Supported: ContentBasedDeduplication,"
            + " DelaySeconds, FifoQueue, KmsDataKeyReusePeriodSeconds, KmsMasterKeyId,"
            + " MessageRetentionPeriod, QueueName, ReceiveMessageWaitTimeSeconds,"
            + " RedriveAllowPolicy, RedrivePolicy, SqsManagedSseEnabled, Tags,"
            + " VisibilityTimeout.",
        "VisibilityTimeout: 60 | MessageRetentionPeriod: 60 | MessageRetentionPeriod of"
            + " AWS::SQS::Queue Jobs is '60': write a whole number from 3600 to 1209600.",
        "QueueName: jobs | FifoQueue: true\\n      QueueName: jobs | A queue whose name ends"
            + " with .fifo has FifoQueue: true, and no other has.",
        "QueueName: jobs | QueueName: a.b | A queue's name has up to 80 letters, digits, - and _,"
            + " not 'a.b'.",
        "QueueName: jobs | QueueName: Dead | Two queues are named Dead.",
        "QueueName: jobs | FifoQueue: true | deadLetterTargetArn"
            + " 'arn:aws:sqs:us-east-1:123456789012:Dead' is no queue of this template of the same"
            + " kind: write !GetAtt Queue.Arn.",
        "maxReceiveCount: 3 | maxReceiveCount: 0 | maxReceiveCount of RedrivePolicy of"
            + " AWS::SQS::Queue Jobs is '0': write a whole number from 1 to 1000.",
        "NEW_IMAGE | EVERYTHING | StreamViewType of StreamSpecification of AWS::DynamoDB::Table"
            + " Table 'EVERYTHING' is not supported. Supported: KEYS_ONLY, NEW_AND_OLD_IMAGES,"
            + " NEW_IMAGE, OLD_IMAGE.",
        "StreamSpecification: {StreamViewType: NEW_IMAGE} | Tags: [] | Table has no stream: write a"
            + " StreamSpecification for it.",
      })
  void aMistakeIsRefused(String before, String after, String sentence) {
    String said =
        String.valueOf(
            assertThrows(TemplateException.class, () -> read(before, after.replace("\\n", "\n")))
                .getMessage());
    assertEquals(sentence, said.replaceFirst("^test.yaml:\\d+: ", ""));
  }

  @Test
  void twoMappingsFromOneQueueToOneFunctionAreRefused() {
    String again =
        SOURCES
            + "  Again: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn:"
            + " !GetAtt Jobs.Arn, FunctionName: !Ref Echo}}\n";
    assertEquals(
        "test.yaml:66: Two mappings lead from this source to Echo: remove one.",
        assertThrows(TemplateException.class, () -> Templates.read(again)).getMessage());
  }
}
