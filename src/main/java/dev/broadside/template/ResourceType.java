package dev.broadside.template;

import static dev.broadside.template.Globals.ACCOUNT;
import static dev.broadside.template.Globals.REGION;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The resource types that the local stage understands, each with its properties.
 *
 * <p>A property is either read by a mapping, or accepted: then it changes nothing that the local
 * stage does (who may do what is declared, not enforced). Any other property is refused.
 */
@SuppressWarnings("ImmutableEnumChecker") // Set.of and Map.of are immutable
enum ResourceType {
  TABLE(
      "AWS::DynamoDB::Table",
      Set.of(
          "TableName",
          "AttributeDefinitions",
          "KeySchema",
          "GlobalSecondaryIndexes",
          "BillingMode",
          "StreamSpecification"),
      Set.of(
          "TimeToLiveSpecification",
          "PointInTimeRecoverySpecification",
          "SSESpecification",
          "DeletionProtectionEnabled",
          "TableClass",
          "Tags"),
      "TableName",
      Map.of(
          "Arn",
          "arn:aws:dynamodb:" + REGION + ":" + ACCOUNT + ":table/%s",
          "StreamArn",
          Template.Table.STREAM_ARN)),
  FUNCTION(
      "AWS::Lambda::Function",
      Set.of(
          "FunctionName",
          "Handler",
          "Runtime",
          "PackageType",
          "Environment",
          "Timeout",
          "MemorySize"),
      Set.of(
          "Code",
          "ImageConfig",
          "Role",
          "Architectures",
          "Description",
          "LoggingConfig",
          "SnapStart",
          "TracingConfig",
          "Tags"),
      "FunctionName",
      Map.of("Arn", FunctionArns.ARN)),
  VERSION(
      "AWS::Lambda::Version",
      Set.of("FunctionName"),
      Set.of("CodeSha256", "Description"),
      null,
      Map.of("Version", Resource.ONLY_VERSION)),
  ALIAS(
      "AWS::Lambda::Alias",
      Set.of("FunctionName", "Name"),
      Set.of("Description", "FunctionVersion"),
      null,
      Map.of()),
  PERMISSION(
      "AWS::Lambda::Permission",
      Set.of(),
      Set.of("Action", "FunctionName", "Principal", "SourceArn", "SourceAccount"),
      null,
      Map.of()),
  ROLE(
      "AWS::IAM::Role",
      Set.of("RoleName"),
      Set.of(
          "AssumeRolePolicyDocument",
          "Policies",
          "ManagedPolicyArns",
          "Description",
          "Path",
          "PermissionsBoundary",
          "MaxSessionDuration",
          "Tags"),
      "RoleName",
      Map.of("Arn", "arn:aws:iam::" + ACCOUNT + ":role/%s")),
  POLICY(
      "AWS::IAM::Policy",
      Set.of(),
      Set.of("PolicyName", "PolicyDocument", "Roles", "Users", "Groups"),
      null,
      Map.of()),
  LOG_GROUP(
      "AWS::Logs::LogGroup",
      Set.of("LogGroupName"),
      Set.of("RetentionInDays", "KmsKeyId", "LogGroupClass", "Tags"),
      "LogGroupName",
      Map.of("Arn", "arn:aws:logs:" + REGION + ":" + ACCOUNT + ":log-group:%s:*")),
  ALARM(
      "AWS::CloudWatch::Alarm",
      Set.of("AlarmName"),
      Set.of(
          "ActionsEnabled",
          "AlarmActions",
          "AlarmDescription",
          "ComparisonOperator",
          "DatapointsToAlarm",
          "Dimensions",
          "EvaluationPeriods",
          "InsufficientDataActions",
          "MetricName",
          "Metrics",
          "Namespace",
          "OKActions",
          "Period",
          "Statistic",
          "Threshold",
          "TreatMissingData",
          "Unit",
          "Tags"),
      "AlarmName",
      Map.of("Arn", "arn:aws:cloudwatch:" + REGION + ":" + ACCOUNT + ":alarm:%s")),
  METRIC_FILTER(
      "AWS::Logs::MetricFilter",
      Set.of(),
      Set.of("FilterName", "FilterPattern", "LogGroupName", "MetricTransformations"),
      null,
      Map.of()),
  API(
      "AWS::ApiGatewayV2::Api",
      Set.of("Name", "ProtocolType", "RouteSelectionExpression", "CorsConfiguration"),
      Set.of("Description", "Tags"),
      null,
      Map.of("ApiId", "%s", "ApiEndpoint", "wss://%s.execute-api." + REGION + ".amazonaws.com")),
  INTEGRATION(
      "AWS::ApiGatewayV2::Integration",
      Set.of(
          "ApiId",
          "IntegrationType",
          "IntegrationUri",
          "IntegrationMethod",
          "ConnectionType",
          "RequestTemplates",
          "TemplateSelectionExpression",
          "PassthroughBehavior",
          "ContentHandlingStrategy",
          "PayloadFormatVersion"),
      Set.of("Description", "CredentialsArn"),
      null,
      Map.of("IntegrationId", "%s")),
  INTEGRATION_RESPONSE(
      "AWS::ApiGatewayV2::IntegrationResponse",
      Set.of(
          "ApiId",
          "IntegrationId",
          "IntegrationResponseKey",
          "ResponseTemplates",
          "TemplateSelectionExpression",
          "ContentHandlingStrategy"),
      Set.of(),
      null,
      Map.of("IntegrationResponseId", "%s")),
  ROUTE(
      "AWS::ApiGatewayV2::Route",
      Set.of(
          "ApiId",
          "RouteKey",
          "Target",
          "RouteResponseSelectionExpression",
          "AuthorizationType",
          "AuthorizerId"),
      Set.of("OperationName"),
      null,
      Map.of("RouteId", "%s")),
  ROUTE_RESPONSE(
      "AWS::ApiGatewayV2::RouteResponse",
      Set.of("ApiId", "RouteId", "RouteResponseKey"),
      Set.of(),
      null,
      Map.of("RouteResponseId", "%s")),
  AUTHORIZER(
      "AWS::ApiGatewayV2::Authorizer",
      Set.of("ApiId", "Name", "AuthorizerType", "AuthorizerUri", "IdentitySource"),
      Set.of("AuthorizerCredentialsArn"),
      null,
      Map.of("AuthorizerId", "%s")),
  DEPLOYMENT(
      "AWS::ApiGatewayV2::Deployment",
      Set.of("ApiId"),
      Set.of("Description"),
      null,
      Map.of("DeploymentId", "%s")),
  STAGE(
      "AWS::ApiGatewayV2::Stage",
      Set.of(
          "ApiId",
          "StageName",
          "AutoDeploy",
          "DeploymentId",
          "StageVariables",
          "DefaultRouteSettings",
          "RouteSettings"),
      Set.of("Description", "AccessLogSettings", "Tags"),
      "StageName",
      Map.of()),
  QUEUE(
      "AWS::SQS::Queue",
      Set.of(
          "QueueName",
          "VisibilityTimeout",
          "DelaySeconds",
          "MessageRetentionPeriod",
          "ReceiveMessageWaitTimeSeconds",
          "RedrivePolicy",
          "FifoQueue",
          "ContentBasedDeduplication"),
      Set.of(
          "RedriveAllowPolicy",
          "KmsMasterKeyId",
          "KmsDataKeyReusePeriodSeconds",
          "SqsManagedSseEnabled",
          "Tags"),
      "QueueName",
      Map.of("Arn", Queue.ARN, "QueueName", "%s", "QueueUrl", Queue.URL)),
  QUEUE_POLICY(
      "AWS::SQS::QueuePolicy", Set.of(), Set.of("PolicyDocument", "Queues"), null, Map.of()),
  EVENT_SOURCE_MAPPING(
      "AWS::Lambda::EventSourceMapping",
      Set.of(
          "EventSourceArn",
          "FunctionName",
          "BatchSize",
          "MaximumBatchingWindowInSeconds",
          "FunctionResponseTypes",
          "ParallelizationFactor",
          "StartingPosition",
          "MaximumRetryAttempts",
          "MaximumRecordAgeInSeconds",
          "BisectBatchOnFunctionError",
          "ScalingConfig",
          "Enabled"),
      Set.of("Tags", "MetricsConfig"),
      null,
      Map.of("Id", "%s")),
  /** What {@code cdk synth} adds for its own statistics. */
  CDK_METADATA("AWS::CDK::Metadata", Set.of(), Set.of("Analytics"), null, Map.of());

  final String cloudName;
  final Set<String> read;
  final Set<String> accepted;

  /** The property that {@code Ref} gives; without one, or where it is unset, a name made here. */
  final @Nullable String nameProperty;

  /** The attributes of {@code GetAtt}; {@code %s} is the resource's name. */
  final Map<String, String> attributes;

  ResourceType(
      String cloudName,
      Set<String> read,
      Set<String> accepted,
      @Nullable String nameProperty,
      Map<String, String> attributes) {
    this.cloudName = cloudName;
    this.read = read;
    this.accepted = accepted;
    this.nameProperty = nameProperty;
    this.attributes = attributes;
  }

  static Optional<ResourceType> named(String cloudName) {
    return Arrays.stream(values()).filter(type -> type.cloudName.equals(cloudName)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(type -> type.cloudName).toList();
  }
}
