package dev.broadside.template;

import dev.broadside.template.Template.Attribute;
import dev.broadside.template.Template.Index;
import dev.broadside.template.Template.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes tables of the resources that declare them. */
final class TableMapping {
  private static final List<String> STREAM_VIEWS =
      List.of("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY");

  private TableMapping() {}

  static List<Table> tables(Stack stack) throws TemplateException {
    List<Table> tables = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Resource resource : stack.resources(ResourceType.TABLE)) {
      Table table = table(resource);
      if (!names.add(table.name())) {
        throw resource.refusal("TableName", "Two tables are named " + table.name() + ".");
      }
      tables.add(table);
    }
    return tables;
  }

  private static Table table(Resource resource) throws TemplateException {
    Section properties = resource.properties();
    if (!properties.text("BillingMode", "PROVISIONED").equals("PAY_PER_REQUEST")) {
      throw resource.refusal(
          "BillingMode",
          resource.id()
              + " has provisioned capacity, which is not modelled: write BillingMode:"
              + " PAY_PER_REQUEST.");
    }
    List<Attribute> attributes = new ArrayList<>();
    for (Section attribute : properties.sections("AttributeDefinitions")) {
      attribute.only(Set.of("AttributeName", "AttributeType"));
      attributes.add(
          new Attribute(
              attribute.requiredText("AttributeName"),
              attribute.choice("AttributeType", "", List.of("S", "N", "B"))));
    }
    Template.Key key = key(properties);
    List<Index> indexes = new ArrayList<>();
    for (Section index : properties.sections("GlobalSecondaryIndexes")) {
      indexes.add(index(index));
    }
    checkAttributes(resource, attributes, key, indexes);
    return new Table(
        resource.id(),
        resource.ref(),
        List.copyOf(attributes),
        key,
        List.copyOf(indexes),
        streamView(properties));
  }

  private static @Nullable String streamView(Section table) throws TemplateException {
    return table.has("StreamSpecification")
        ? table
            .section("StreamSpecification")
            .only(Set.of("StreamViewType"))
            .choice("StreamViewType", "", STREAM_VIEWS)
        : null;
  }

  private static Template.Key key(Section section) throws TemplateException {
    @Nullable String hash = null;
    @Nullable String range = null;
    for (Section part : section.sections("KeySchema")) {
      part.only(Set.of("AttributeName", "KeyType"));
      String name = part.requiredText("AttributeName");
      if (part.choice("KeyType", "", List.of("HASH", "RANGE")).equals("HASH")) {
        hash = unset(part, hash, name);
      } else {
        range = unset(part, range, name);
      }
    }
    if (hash == null) {
      throw section.refusal("KeySchema", section.what() + " needs a KeySchema with a HASH key.");
    }
    return new Template.Key(hash, range);
  }

  private static String unset(Section part, @Nullable String before, String name)
      throws TemplateException {
    if (before != null) {
      throw part.refusal("KeyType", "A KeySchema has one HASH and at most one RANGE key.");
    }
    return name;
  }

  private static Index index(Section index) throws TemplateException {
    index.only(Set.of("IndexName", "KeySchema", "Projection"));
    Section projection =
        index.section("Projection").only(Set.of("ProjectionType", "NonKeyAttributes"));
    String type = projection.choice("ProjectionType", "", List.of("ALL", "KEYS_ONLY", "INCLUDE"));
    List<String> attributes = projection.texts("NonKeyAttributes");
    if (type.equals("INCLUDE") == attributes.isEmpty()) {
      throw projection.refusal(
          "NonKeyAttributes", "NonKeyAttributes belong to ProjectionType INCLUDE, and only there.");
    }
    return new Index(index.requiredText("IndexName"), key(index), type, attributes);
  }

  /** DynamoDB wants exactly the attributes that are in a key. */
  private static void checkAttributes(
      Resource resource, List<Attribute> attributes, Template.Key key, List<Index> indexes)
      throws TemplateException {
    Set<String> used = new HashSet<>(names(key));
    for (Index index : indexes) {
      used.addAll(names(index.key()));
    }
    for (Attribute attribute : attributes) {
      if (!used.remove(attribute.name())) {
        throw resource.refusal(
            "AttributeDefinitions",
            "Attribute "
                + attribute.name()
                + " of "
                + resource.id()
                + " is in no key: leave it out.");
      }
    }
    if (!used.isEmpty()) {
      throw resource.refusal(
          "AttributeDefinitions",
          "AttributeDefinitions of " + resource.id() + " lack " + String.join(", ", used) + ".");
    }
  }

  private static List<String> names(Template.Key key) {
    return key.range() == null ? List.of(key.hash()) : List.of(key.hash(), key.range());
  }
}
