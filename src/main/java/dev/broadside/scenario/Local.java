package dev.broadside.scenario;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The local stage: which design it runs and how its handlers look up and post.
 *
 * @param concurrency posts in flight within one invocation; {@code serial} ignores it
 * @param profile {@code ideal} adds nothing to what the machine takes, {@code aws} what AWS does;
 *     others are paths of files. The stage knows which there are.
 * @param own what the user brings
 */
public record Local(
    String design, String lookup, String fanout, int concurrency, String profile, Own own) {

  /** A bundled design, as it is. */
  public Local(String design, String lookup, String fanout, int concurrency, String profile) {
    this(design, lookup, fanout, concurrency, profile, Own.NOTHING);
  }

  /**
   * A template and functions of the user's own, and how the stage serves them.
   *
   * @param template its file; {@code null} for a bundled design. Files are found from where
   *     Broadside is started
   * @param functions the URLs of functions that run elsewhere, by name, with spaces between several
   * @param code jars and folders with Java handlers
   * @param auth {@code iam} where {@code @connections} wants signatures, else {@code none}
   * @param port 0 for a free one; functions that run elsewhere must know it
   */
  public record Own(
      @Nullable String template,
      Map<String, String> parameters,
      Map<String, String> functions,
      List<String> code,
      String auth,
      int port) {
    /** Nothing, as a bundled design needs it. */
    public static final Own NOTHING = new Own(null, Map.of(), Map.of(), List.of(), "none", 0);
  }

  /** What runs: the template's file, or the name of the bundled design. */
  public String name() {
    String template = own.template();
    return template == null ? design : template;
  }
}
