package dev.broadside.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Functions that are called by a version or an alias, as those with SnapStart must be. */
final class FunctionVersionsTest {
  private static final String SNAP_STARTED =
      Templates.SMALL.replace(
              "Runtime: java21", "Runtime: java21\n      SnapStart: {ApplyOn: PublishedVersions}")
          + """
            EchoVersion:
              Type: AWS::Lambda::Version
              Properties: {FunctionName: !Ref Echo, Description: first}
            EchoLive:
              Type: AWS::Lambda::Alias
              Properties: {FunctionName: !GetAtt Echo.Arn, FunctionVersion: !GetAtt EchoVersion.Version, Name: live}
            Errors:
              Type: AWS::CloudWatch::Alarm
              Properties: {ComparisonOperator: GreaterThanThreshold, EvaluationPeriods: 1, Threshold: 0}
          """;

  private static String called(String expression) {
    return SNAP_STARTED.replace("${Echo.Arn}", expression);
  }

  @Test
  void aRouteMayCallAnAliasOrAVersion() throws TemplateException {
    for (String call : new String[] {"${EchoLive}", "${EchoVersion}", "${Echo.Arn}:live"}) {
      assertEquals(
          "Echo", Templates.read(called(call)).webSocketApi().routes().getFirst().function(), call);
    }
  }

  @Test
  void anEventSourceMayCallAnAlias() throws TemplateException {
    String text =
        SNAP_STARTED
            + """
              Queue: {Type: AWS::SQS::Queue}
              Mapping:
                Type: AWS::Lambda::EventSourceMapping
                Properties: {EventSourceArn: !GetAtt Queue.Arn, FunctionName: !Ref EchoLive}
            """;
    assertEquals("Echo", Templates.read(text).eventSources().getFirst().function());
  }

  @Test
  void anAliasThatNobodyMadeIsRefused() {
    var refused =
        assertThrows(TemplateException.class, () -> Templates.read(called("${Echo.Arn}:later")));
    assertTrue(
        refused.toString().contains(":Echo:later/invocations' names no function"),
        refused.getMessage());
  }

  @Test
  void trafficThatIsSplitBetweenVersionsIsRefused() {
    String text = SNAP_STARTED.replace("Name: live}", "Name: live, RoutingConfig: {}}");
    var refused = assertThrows(TemplateException.class, () -> Templates.read(text));
    assertTrue(refused.toString().contains("RoutingConfig"), refused.getMessage());
  }
}
