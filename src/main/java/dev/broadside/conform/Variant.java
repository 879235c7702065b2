package dev.broadside.conform;

/** A variant of the template: one API cannot both have a route and not have it. */
public enum Variant {
  /** {@code conformance.yaml}: every route that misbehaves. */
  MAIN("conformance", "--target"),
  /** Neither {@code $connect} nor {@code $default}. */
  BARE("conformance-bare", "--bare"),
  /** An authorizer, and several variables in the route selection expression. */
  GUARDED("conformance-guarded", "--guarded");

  private final String design;
  private final String option;

  Variant(String design, String option) {
    this.design = design;
    this.option = option;
  }

  /** The name of its template. */
  public String design() {
    return design;
  }

  /** The option that says where it runs. */
  public String option() {
    return option;
  }
}
