package dev.broadside.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the reader refuses, and the sentence that it says. Each changes one place of the small
 * template.
 */
final class RefusalsTest {

  private static String refusal(String text) {
    return refusal(text, Map.of());
  }

  private static String refusal(String text, Map<String, String> parameters) {
    return String.valueOf(
        assertThrows(TemplateException.class, () -> Templates.read(text, parameters)).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "AWS::ApiGatewayV2::Stage | AWS::ApiGatewayV2::Stags | test.yaml:9: The resource type"
            + " 'AWS::ApiGatewayV2::Stags' is not supported, did you mean"
            + " AWS::ApiGatewayV2::Stage? Supported: AWS::ApiGatewayV2::Api,"
            + " AWS::ApiGatewayV2::Authorizer, AWS::ApiGatewayV2::Deployment, AWS::ApiGatewayV2::Integration,"
            + " AWS::ApiGatewayV2::IntegrationResponse, AWS::ApiGatewayV2::Route, AWS::ApiGatewayV2::RouteResponse,"
            + " AWS::ApiGatewayV2::Stage, AWS::CDK::Metadata, AWS::CloudWatch::Alarm, AWS::DynamoDB::Table,"
            + " AWS::IAM::Policy, AWS::IAM::Role, AWS::Lambda::Alias, AWS::Lambda::EventSourceMapping,"
            + " AWS::Lambda::Function, AWS::Lambda::Permission, AWS::Lambda::Version, AWS::Logs::LogGroup, AWS::Logs::MetricFilter,"
            + " AWS::SQS::Queue, AWS::SQS::QueuePolicy.",
        "RouteKey: | RouteKy: | test.yaml:15: The property of AWS::ApiGatewayV2::Route 'RouteKy' is"
            + " not supported, did you mean RouteKey? Supported: ApiId, AuthorizationType,"
            + " AuthorizerId, OperationName, RouteKey, RouteResponseSelectionExpression, Target.",
        "Runtime: java21 | ReservedConcurrentExecutions: 5 | test.yaml:27: The property of"
            + " AWS::Lambda::Function 'ReservedConcurrentExecutions' is not supported. Supported:"
            + " Architectures, Code, Description, Environment, FunctionName, Handler, ImageConfig,"
            + " LoggingConfig, MemorySize, PackageType, Role, Runtime, SnapStart, Tags, Timeout, TracingConfig.",
        "WEBSOCKET | WEBSOCKETS | test.yaml:6: ProtocolType of AWS::ApiGatewayV2::Api Api"
            + " 'WEBSOCKETS' is not supported, did you mean WEBSOCKET? Supported: HTTP, WEBSOCKET.",
        "WEBSOCKET | HTTP | test.yaml:1: The template has no AWS::ApiGatewayV2::Api with"
            + " ProtocolType WEBSOCKET.",
        "AutoDeploy: true | AutoDeploy: true, StageVariables: {A: b} | test.yaml:10: StageVariables"
            + " of Stage is supported for HTTP APIs only.",
        "RouteKey: $default | RouteKey: $other | test.yaml:15: RouteKey '$other' starts with $, and only"
            + " $connect, $disconnect and $default do.",
        "StageName: prod | StageName: a.b | test.yaml:10: StageName 'a.b' must have 1 to 128 letters,"
            + " digits, - and _, and be neither ping nor sping.",
        "StageName: prod | StageName: ping | test.yaml:10: StageName 'ping' must have 1 to 128 letters,"
            + " digits, - and _, and be neither ping nor sping.",
        "AWS_PROXY | HTTP_PROXY | test.yaml:21: IntegrationType of AWS::ApiGatewayV2::Integration"
            + " Integration 'HTTP_PROXY' is not supported. Supported: AWS, AWS_PROXY, HTTP, MOCK.",
        "AWS_PROXY | MOCK | test.yaml:22: IntegrationType MOCK calls nothing: leave out"
            + " IntegrationUri.",
        "StageName: prod, AutoDeploy: true | StageName: prod | test.yaml:8: Nothing would be"
            + " deployed to Stage: write AutoDeploy: true, or a DeploymentId.",
        "AutoDeploy: true | AutoDeploy: true, DefaultRouteSettings: {ThrottlingRateLimit: 0,"
            + " ThrottlingBurstLimit: 1} | test.yaml:10: ThrottlingRateLimit is '0': write requests"
            + " per second, a number above 0.",
        "AutoDeploy: true | AutoDeploy: true, DefaultRouteSettings: {ThrottlingRateLimit: 1} |"
            + " test.yaml:10: DefaultRouteSettings of AWS::ApiGatewayV2::Stage Stage needs"
            + " ThrottlingBurstLimit.",
        "integrations/${Integration} | ${Integration} | test.yaml:16: Target 'Integration' is no"
            + " integration: write !Sub integrations/${Integration}.",
        "integrations/${Integration} | integrations/${Intgration} | test.yaml:16: The resource or"
            + " parameter 'Intgration' is not defined, did you mean Integration? Defined: Api,"
            + " Echo, Integration, Route, Stage.",
        "Echo.Arn | Echo.Name | test.yaml:22: The attribute of Echo (AWS::Lambda::Function) 'Name'"
            + " is not supported. Supported: Arn.",
        "functions/${Echo.Arn} | functions/Echo | test.yaml:22: IntegrationUri"
            + " 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/Echo/invocations'"
            + " names no function of this template: write !Sub"
            + " arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
            + "${Function.Arn}/invocations.",
        "V: value | V: !Ref AWS::Regon | test.yaml:30: The pseudo parameter 'AWS::Regon' is not"
            + " supported, did you mean AWS::Region? Supported: AWS::AccountId, AWS::NoValue,"
            + " AWS::Partition, AWS::Region, AWS::StackId, AWS::StackName, AWS::URLSuffix.",
        "V: value | V: !Rf x | test.yaml:30: The intrinsic 'Rf' is not supported, did you mean Ref?"
            + " Supported: And, Base64, Condition, Equals, FindInMap, GetAtt, If, Join, Not, Or,"
            + " Ref, Select, Split, Sub.",
        "V: value | V: !ImportValue x | test.yaml:30: The intrinsic ImportValue is not supported,"
            + " since the exports of other stacks are not known here: make the value a parameter.",
        "V: value | V: {'Fn::Sub': a, b: c} | test.yaml:30: The intrinsic Fn::Sub must be the only"
            + " key here.",
        "V: value | V: !Equals [a, b] | test.yaml:30: The intrinsic Equals stands only in"
            + " Conditions.",
        "V: value | V: !If [Unknown, a, b] | test.yaml:30: The condition 'Unknown' is not"
            + " defined.",
        "V: value | V: [a] | test.yaml:30: V of Variables of Environment of AWS::Lambda::Function"
            + " Echo must be a text, not a list.",
        "V: value | V: | test.yaml:30: CloudFormation takes no null: give this a value, or leave"
            + " its key out.",
        "V: value | V: &anchor x | test.yaml:30: CloudFormation takes no YAML anchors: write out"
            + " what &anchor stands for.",
        "V: value | V: !Select [3, [a]] | test.yaml:30: Select has no index '3' in a list of 1.",
        "V: value | V: !Join [a] | test.yaml:30: The intrinsic Join takes a list of 2.",
        "V: value | V: '' | test.yaml:23: AWS::Lambda::Function Echo needs Handler.",
        "V: value | V: [a | test.yaml:31: This is neither YAML nor JSON: expected ',' or ']', but"
            + " got <stream end>.",
      })
  void aMistakeIsRefusedWithItsLine(String before, String after, String sentence) {
    String text = Templates.SMALL.replace(before, after == null ? "" : after);
    if (sentence.endsWith("needs Handler.")) {
      text = text.replace("Handler: example.Echo", "Timeout: 5");
    }
    assertEquals(sentence, refusal(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Transform: AWS::Serverless-2016-10-31 | test.yaml:31: A template with a Transform must be"
            + " processed by AWS first: deploy it, then read what aws cloudformation get-template"
            + " --stack-name NAME --template-stage Processed prints.",
        "Resorces: {} | test.yaml:31: The key of the template 'Resorces' is not supported, did you"
            + " mean Resources? Supported: AWSTemplateFormatVersion, Conditions, Description,"
            + " Mappings, Metadata, Outputs, Parameters, Resources, Rules.",
        "Resources: {} | test.yaml:31: The key 'Resources' stands here for the second time.",
        "Outputs: {A: {Value: !Ref Nobody}} | test.yaml:31: The resource or parameter 'Nobody'"
            + " is not defined. Defined: Api, Echo, Integration, Route, Stage.",
        "Parameters: {A: {Type: Strin}} | test.yaml:31: Type of Parameter A 'Strin' is not"
            + " supported, did you mean String? Supported: CommaDelimitedList, Number, String.",
        "Parameters: {A: {Type: Number, Default: x}} | test.yaml:31: Parameter A is 'x': it must be"
            + " a number.",
        "Parameters: {A: {Type: Number, Default: 5, MaxValue: 4}} | test.yaml:31: Parameter A is"
            + " '5': it must be a number within MinValue and MaxValue.",
        "Conditions: {A: !Condition B, B: !Condition A} | test.yaml:31: Conditions refer to each"
            + " other: A, B.",
        "Conditions: {A: !Equals [!Ref Echo, x]} | test.yaml:31: A condition can refer to no"
            + " resource, and no parameter is named Echo.",
      })
  void aMistakeInASectionIsRefusedWithItsLine(String section, String sentence) {
    assertEquals(sentence, refusal(Templates.SMALL + section + "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Two: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: WEBSOCKET}} | test.yaml:31: The template has two"
            + " WebSocket APIs, and a local stage serves one: split it.",
        "Table: {Type: AWS::DynamoDB::Table, Properties: {KinesisStreamSpecification: {}}} |"
            + " test.yaml:31: The property of AWS::DynamoDB::Table 'KinesisStreamSpecification' is not"
            + " supported. Supported: AttributeDefinitions, BillingMode, DeletionProtectionEnabled,"
            + " GlobalSecondaryIndexes, KeySchema, PointInTimeRecoverySpecification,"
            + " SSESpecification, StreamSpecification, TableClass, TableName, Tags,"
            + " TimeToLiveSpecification.",
        "Table: {Type: AWS::DynamoDB::Table} | test.yaml:31: Table has provisioned capacity, which"
            + " is not modelled: write BillingMode: PAY_PER_REQUEST.",
        "Table: {Type: AWS::DynamoDB::Table, Properties: {BillingMode: PAY_PER_REQUEST,"
            + " KeySchema: [{AttributeName: id, KeyType: HASH}]}} | test.yaml:31:"
            + " AttributeDefinitions of Table lack id.",
        "A: {Type: AWS::IAM::Role, DependsOn: B}\\n  B: {Type: AWS::IAM::Role, Properties: {Path:"
            + " !GetAtt A.Arn}} | test.yaml:32: Circular reference: A -> B -> A.",
      })
  void aMistakeInAResourceIsRefusedWithItsLine(String resource, String sentence) {
    assertEquals(sentence, refusal(Templates.SMALL + "  " + resource.replace("\\n", "\n") + "\n"));
  }

  @Test
  void aTemplateNeedsResourcesAndAnApi() {
    assertEquals(
        "test.yaml:1: The template is empty: it needs at least Resources.", refusal(" \n"));
    assertEquals("test.yaml:1: The template has no Resources.", refusal("Description: nothing"));
    assertEquals(
        "test.yaml:1: A template is a mapping with Resources, and this is a list.", refusal("[a]"));
    assertEquals(
        "test.yaml:1: The template has no AWS::ApiGatewayV2::Api with ProtocolType WEBSOCKET.",
        refusal("{\"Resources\": {}}"));
  }

  @Test
  void aParameterThatTheTemplateDoesNotHaveIsRefused() {
    String text = Templates.SMALL + "Parameters: {Fanout: {Type: String, Default: x}}";
    assertEquals(
        "test.yaml:31: The parameter 'Fanuot' is not defined, did you mean Fanout? Defined:"
            + " Fanout.",
        refusal(text, Map.of("Fanuot", "serial")));
  }

  @Test
  void aParameterWithoutAValueIsRefusedWhereItIsRead() {
    String text =
        Templates.SMALL.replace("V: value", "V: !Ref A") + "Parameters: {A: {Type: String}}";
    assertEquals("test.yaml:30: Parameter A has no Default here: give it a value.", refusal(text));
  }
}
