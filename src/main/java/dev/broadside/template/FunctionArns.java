package dev.broadside.template;

import static dev.broadside.template.Globals.ACCOUNT;
import static dev.broadside.template.Globals.REGION;

/**
 * The ARNs by which resources name a function. A published version and an alias are the function
 * itself here: the local stage runs the code that it has.
 */
final class FunctionArns {
  static final String ARN = "arn:aws:lambda:" + REGION + ":" + ACCOUNT + ":function:%s";

  private FunctionArns() {}

  /** What {@code Ref} gives for a version or an alias, whose function has a name or an ARN. */
  static String qualified(Section properties, String qualifier) throws TemplateException {
    String function = properties.requiredText("FunctionName");
    return ARN.formatted(function.substring(function.lastIndexOf(':') + 1)) + ":" + qualifier;
  }

  /** The function's own ARN, where {@code arn} is that of a version or an alias of the template. */
  static String unqualified(Stack stack, String arn) throws TemplateException {
    for (ResourceType type : new ResourceType[] {ResourceType.ALIAS, ResourceType.VERSION}) {
      for (Resource resource : stack.resources(type)) {
        if (resource.ref().equals(arn)) {
          return arn.substring(0, arn.lastIndexOf(':'));
        }
      }
    }
    return arn;
  }
}
