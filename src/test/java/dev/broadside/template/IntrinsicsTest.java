package dev.broadside.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each intrinsic comes to what CloudFormation would make of it. */
final class IntrinsicsTest {
  private static final String SECTIONS =
      """
        Things:
          Type: AWS::DynamoDB::Table
          Properties:
            BillingMode: PAY_PER_REQUEST
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
        Role:
          Type: AWS::IAM::Role
          Properties: {AssumeRolePolicyDocument: {}}
      Parameters:
        Size: {Type: Number, Default: 5}
        Names: {Type: CommaDelimitedList, Default: "a, b,c"}
      Mappings:
        Regions:
          us-east-1: {short: use1, zones: [x, y]}
      Conditions:
        Small: !Equals [!Ref Size, 5]
        Large: !Not [!Condition Small]
        Both: !And [Condition: Small, !Condition Large]
        Either: {"Fn::Or": [{"Condition": "Small"}, {"Condition": "Large"}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "30 | 30",
        "true | true",
        "'quoted: text' | quoted: text",
        "!Ref Size | 5",
        "{Ref: Size} | 5",
        "!Ref AWS::Region | us-east-1",
        "!Ref AWS::AccountId | 123456789012",
        "!Ref AWS::StackName | broadside",
        "!Ref Things | Things",
        "!GetAtt Things.Arn | arn:aws:dynamodb:us-east-1:123456789012:table/Things",
        "!GetAtt [Role, Arn] | arn:aws:iam::123456789012:role/Role",
        "{'Fn::GetAtt': [Api, ApiId]} | localf5ib3",
        "!Sub '${Size}-${AWS::Partition}-${Things.Arn}' |"
            + " 5-aws-arn:aws:dynamodb:us-east-1:123456789012:table/Things",
        "!Sub ['${A}${!B}$C', {A: !Ref Size}] | 5${B}$C",
        "!Join ['-', [a, !Ref Size, !Ref AWS::NoValue]] | a-5",
        "!Join ['', !Ref Names] | abc",
        "!Select [1, !Ref Names] | b",
        "!Select ['2', !Split ['/', a/b/c]] | c",
        "!FindInMap [Regions, !Ref 'AWS::Region', short] | use1",
        "!Select [1, !FindInMap [Regions, us-east-1, zones]] | y",
        "!Base64 hello | aGVsbG8=",
        "{'Fn::Base64': !Sub 'v${Size}'} | djU=",
        "!If [Small, !Ref Size, !Ref AWS::NoValue] | 5",
        "!If [Large, a, b] | b",
        "!If [Both, a, b] | b",
        "!If [Either, a, b] | a",
        "!If [Large, a, !Ref AWS::NoValue] | null",
      })
  void anIntrinsicIsResolved(String expression, String expected) throws TemplateException {
    assertEquals(expected, Templates.value(expression, SECTIONS, Map.of()));
  }

  @Test
  void aGivenParameterReplacesTheDefaultAlsoInConditions() throws TemplateException {
    assertEquals("a", Templates.value("!If [Large, a, b]", SECTIONS, Map.of("Size", "6")));
  }

  @Test
  void aParameterWithoutAValueMattersOnlyWhereItChangesSomething() throws TemplateException {
    String sections = "      Code: {S3Bucket: !Ref Bucket}\nParameters: {Bucket: {Type: String}}\n";
    assertEquals("value", Templates.value("value", sections, Map.of()));
  }

  @Test
  void aResourceWhoseConditionDoesNotHoldIsNotThere() throws TemplateException {
    String text =
        Templates.SMALL
            + """
              Gone:
                Type: AWS::Lambda::Function
                Condition: Never
                Properties: {Handler: x, Runtime: java21}
            Conditions: {Never: !Equals [a, b]}
            """;
    assertEquals(1, Templates.read(text).functions().size());
  }
}
