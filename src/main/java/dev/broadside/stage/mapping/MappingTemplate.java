package dev.broadside.stage.mapping;

/** A mapping template, read. Any number of threads may render it. */
public final class MappingTemplate {
  /** What the service model of API Gateway allows, in characters. */
  private static final int LONGEST = 32 * 1024;

  private final String name;
  private final Node.Root root;
  private final EmptyIs emptyIs;

  private MappingTemplate(String name, Node.Root root, EmptyIs emptyIs) {
    this.name = name;
    this.root = root;
    this.emptyIs = emptyIs;
  }

  /**
   * Reads a template.
   *
   * @param name what messages call it
   */
  public static MappingTemplate parse(String name, String text) throws MappingException {
    return parse(name, text, EmptyIs.TRUE);
  }

  /** Reads a template, with a choice of what {@code #if} makes of emptiness. */
  public static MappingTemplate parse(String name, String text, EmptyIs emptyIs)
      throws MappingException {
    Source source = new Source(name, text, 1);
    if (text.length() > LONGEST) {
      throw source.error(
          LONGEST, "The template is longer than 32K, the most that API Gateway takes.");
    }
    return new MappingTemplate(name, new TemplateParser(source, new Parsing()).template(), emptyIs);
  }

  /** Renders text of any kind, such as a form for SQS. */
  public String render(MappingInput input) throws MappingException {
    return output(input).toString();
  }

  /** Renders JSON, or says where the output is none. */
  public String renderJson(MappingInput input) throws MappingException {
    return JsonOutput.checked(name, output(input));
  }

  /*
   * The methods of a template are Java's, so they fail with Java's exceptions: an index that is out
   * of bounds, a pattern that is none. Whichever it is, it ends this rendering and nothing else.
   */
  private BoundedText output(MappingInput input) throws MappingException {
    Interpreter interpreter = new Interpreter(root, input, emptyIs);
    try {
      return interpreter.render();
    } catch (RenderingStop stop) {
      throw new MappingException(name, interpreter.at(), stop.sentence());
    } catch (UnsupportedOperationException readOnly) {
      throw new MappingException(name, interpreter.at(), "What is given cannot be changed here.");
    } catch (RuntimeException failed) {
      throw new MappingException(name, interpreter.at(), "This fails: " + failed.getMessage());
    } catch (StackOverflowError tooDeep) {
      throw new MappingException(
          name, interpreter.at(), "A value or a pattern here is nested too deep.");
    }
  }
}
