package dev.broadside.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.broadside.cloud.Leftovers;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code leftovers} says.
 *
 * @param removed nothing when nothing was to be removed
 */
record LeftoversText(String table, Leftovers.Found found, Leftovers.@Nullable Removed removed) {
  private static final int SHOWN = 10;

  /** What removing would do, for a person to agree to. */
  static String plan(String table, String stage, Leftovers.Found found, double perSecond) {
    String place = stage.replaceFirst("[?#].*", "");
    String nobody =
        found.open() == 0
            ? "Warning  no row of it is open at that stage: make sure that the table is its own%n"
                .formatted()
            : "";
    return String.format(
        Locale.ROOT,
        "Stage    %s%n"
            + "Removes  %,d rows of the table %s whose connections are gone, after a minute, each"
            + " asked for again%n"
            + "Takes    about %,.0f s, and as many write units or more%n"
            + "%s",
        place,
        found.gone().size(),
        table,
        60 + found.gone().size() / perSecond,
        nobody);
  }

  /** How many rows are gone and still there. */
  private long left() {
    return found.gone().size() - (removed == null ? 0 : removed.removed());
  }

  int exitCode() {
    if (left() > 0) {
      return ExitCode.FAIL;
    }
    return found.unsure() > 0 ? ExitCode.INVALID : ExitCode.PASS;
  }

  String text() {
    StringBuilder out = new StringBuilder();
    line(out, "%s: %,d rows, of which %,d are not looked at", table, found.rows(), found.others());
    line(out, "  %,10d open", found.open());
    line(out, "  %,10d gone%s", found.gone().size(), shown());
    if (found.unsure() > 0) {
      line(out, "  %,10d of which the stage said neither: ask again", found.unsure());
    }
    Leftovers.Removed done = removed;
    if (done != null) {
      line(out, "  %,10d removed, %,d kept", done.removed(), done.kept());
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private String shown() {
    String some =
        found.gone().stream()
            .limit(SHOWN)
            .map(Leftovers.Row::connection)
            .collect(Collectors.joining(", "));
    String more = found.gone().size() > SHOWN ? ", … (--json has all)" : "";
    return some.isEmpty() ? "" : ": " + some + more;
  }

  String json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("table", table).put("rows", found.rows()).put("others", found.others());
    json.put("open", found.open()).put("unsure", found.unsure());
    json.put("gone", found.gone().size());
    Leftovers.Removed done = removed;
    if (done == null) {
      json.putNull("removed");
    } else {
      json.put("removed", done.removed());
    }
    json.put("left", left());
    var connections = json.putArray("connections");
    found.gone().forEach(row -> connections.add(row.connection()));
    return json + "\n";
  }
}
