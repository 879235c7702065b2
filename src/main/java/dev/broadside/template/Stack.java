package dev.broadside.template;

import dev.broadside.template.Value.Field;
import dev.broadside.template.Value.Fields;
import dev.broadside.template.Value.Items;
import dev.broadside.template.Value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The resources of a template, resolved as CloudFormation would create them: what a resource refers
 * to comes before it, whole. Two that come before each other are a circular reference.
 */
final class Stack {
  private static final Set<String> KEYS =
      Set.of(
          "Type",
          "Properties",
          "Condition",
          "DependsOn",
          "DeletionPolicy",
          "UpdateReplacePolicy",
          "Metadata");

  /* CloudFormation's own limit on resources; it also bounds how deep references can go. */
  private static final int MOST = 500;

  private final Source source;
  private final Section declarations;
  private final Conditions conditions;
  private final Parameters parameters;
  private final Section mappings;
  private final Map<String, Resource> resolved = new LinkedHashMap<>();
  private final Set<String> underWay = new LinkedHashSet<>();

  Stack(Section template, Parameters parameters) throws TemplateException {
    this.source = template.source();
    this.declarations = template.section("Resources");
    this.mappings = template.section("Mappings");
    this.parameters = parameters;
    refuseTooMany(declarations);
    refuseTooMany(template.section("Conditions"));
    this.conditions =
        new Conditions(template.section("Conditions"), new Globals(parameters, mappings, true));
    for (Map.Entry<String, Field> entry : declarations.entries()) {
      if (exists(entry.getKey(), entry.getValue().line())) {
        resolve(entry.getKey(), entry.getValue().line());
      }
    }
    checkOutputs(template.section("Outputs"));
  }

  private static void refuseTooMany(Section section) throws TemplateException {
    if (section.entries().size() > MOST) {
      throw section
          .source()
          .refusal(
              section.mapping().line(),
              section.what() + " has more than " + MOST + " entries: split the template.");
    }
  }

  Source source() {
    return source;
  }

  /** The resources of a type that the conditions let live, in the order of the file. */
  List<Resource> resources(ResourceType type) {
    List<Resource> found = new ArrayList<>();
    for (Map.Entry<String, Field> entry : declarations.entries()) {
      Resource resource = resolved.get(entry.getKey());
      if (resource != null && resource.type() == type) {
        found.add(resource);
      }
    }
    return found;
  }

  private boolean exists(String id, int line) throws TemplateException {
    String condition = declaration(id, line).text("Condition");
    return condition == null || conditions.holds(condition, line);
  }

  private Section declaration(String id, int line) throws TemplateException {
    Field field = declarations.field(id);
    if (field == null) {
      List<String> names = new ArrayList<>(parameters.names());
      names.addAll(declarations.mapping().fields().keySet());
      throw source.missing(line, "The resource or parameter", id, names);
    }
    return Section.of(source, "Resource " + id, field).only(KEYS);
  }

  private Resource resolve(String id, int line) throws TemplateException {
    Resource known = resolved.get(id);
    if (known != null) {
      return known;
    }
    if (!exists(id, line)) {
      throw source.refusal(
          line, "The resource " + id + " does not exist here, since its Condition does not hold.");
    }
    if (!underWay.add(id)) {
      throw source.refusal(
          line, "Circular reference: " + String.join(" -> ", underWay) + " -> " + id + ".");
    }
    Resource resource = resolved(id, declaration(id, line));
    underWay.remove(id);
    resolved.put(id, resource);
    return resource;
  }

  private Resource resolved(String id, Section declaration) throws TemplateException {
    String name = declaration.requiredText("Type");
    ResourceType type =
        ResourceType.named(name)
            .orElseThrow(
                () ->
                    source.unknown(
                        declaration.line("Type"), "The resource type", name, ResourceType.names()));
    for (Text dependency : dependencies(declaration)) {
      if (exists(dependency.text(), dependency.line())) {
        resolve(dependency.text(), dependency.line());
      }
    }
    Map<String, Field> read = new LinkedHashMap<>();
    for (Map.Entry<String, Field> property : declaration.section("Properties").entries()) {
      int line = property.getValue().line();
      Value value = property(type, property.getKey(), property.getValue());
      if (type.read.contains(property.getKey()) && !(value instanceof Value.Nothing)) {
        read.put(property.getKey(), new Field(value, line));
      }
    }
    int line = declaration.mapping().line();
    String what = type.cloudName + " " + id;
    return new Resource(id, type, new Section(source, what, new Fields(read, line)));
  }

  private Value property(ResourceType type, String name, Field field) throws TemplateException {
    if (type.read.contains(name)) {
      return intrinsics(true).resolve(field.value());
    }
    if (type.accepted.contains(name)) {
      return intrinsics(false).resolve(field.value());
    }
    Set<String> supported = new LinkedHashSet<>(type.read);
    supported.addAll(type.accepted);
    throw source.unknown(field.line(), "The property of " + type.cloudName, name, supported);
  }

  private List<Text> dependencies(Section declaration) throws TemplateException {
    Field field = declaration.field("DependsOn");
    @Nullable Value value = field == null ? null : field.value();
    List<Value> values =
        switch (value) {
          case null -> List.of();
          case Items items -> items.values();
          case Text text -> List.of(text);
          case Value other -> List.of(other);
        };
    List<Text> names = new ArrayList<>();
    for (Value name : values) {
      if (!(name instanceof Text text)) {
        throw source.refusal(
            name.line(), "DependsOn takes names of resources, not " + name.kind() + ".");
      }
      names.add(text);
    }
    return names;
  }

  private void checkOutputs(Section outputs) throws TemplateException {
    for (Map.Entry<String, Field> entry : outputs.entries()) {
      Section output =
          Section.of(source, "Output " + entry.getKey(), entry.getValue())
              .only(Set.of("Value", "Description", "Export", "Condition"));
      String condition = output.text("Condition");
      if (condition == null || conditions.holds(condition, output.line("Condition"))) {
        intrinsics(false).resolve(output.mapping());
        if (!output.has("Value")) {
          throw output.refusal("Value", output.what() + " needs Value.");
        }
      }
    }
  }

  private Intrinsics intrinsics(boolean strict) {
    return new Intrinsics(source, new Everything(new Globals(parameters, mappings, strict)));
  }

  /** What the properties of a resource can refer to. */
  private final class Everything implements References {
    private final Globals globals;

    Everything(Globals globals) {
      this.globals = globals;
    }

    @Override
    public Value ref(String name, int line) throws TemplateException {
      return globals.knows(name) || name.startsWith("AWS::")
          ? globals.ref(name, line)
          : new Text(resolve(name, line).ref(), line);
    }

    @Override
    public String attribute(String resource, String attribute, int line) throws TemplateException {
      return resolve(resource, line).attribute(attribute, line);
    }

    @Override
    public boolean condition(String name, int line) throws TemplateException {
      return conditions.holds(name, line);
    }

    @Override
    public Value mapped(String map, String first, String second, int line)
        throws TemplateException {
      return globals.mapped(map, first, second, line);
    }
  }
}
