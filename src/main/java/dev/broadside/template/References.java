package dev.broadside.template;

/** What the intrinsics can refer to. Each method refuses a name that it does not know. */
interface References {
  /** The value of {@code Ref}: a parameter's, a pseudo parameter's or a resource's. */
  Value ref(String name, int line) throws TemplateException;

  /** The value of {@code Fn::GetAtt}. */
  String attribute(String resource, String attribute, int line) throws TemplateException;

  /** Whether a condition holds. */
  boolean condition(String name, int line) throws TemplateException;

  /** The value of {@code Fn::FindInMap}. */
  Value mapped(String map, String first, String second, int line) throws TemplateException;
}
