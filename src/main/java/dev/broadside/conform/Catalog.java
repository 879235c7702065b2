package dev.broadside.conform;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All checks, in the order of the checklist. */
public final class Catalog {
  private Catalog() {}

  static List<Check> all() {
    return Stream.of(
            HandshakeChecks.all(),
            RouteChecks.all(),
            MessageChecks.all(),
            FrameChecks.all(),
            DisconnectChecks.all(),
            ConnectionsChecks.all(),
            ThrottleChecks.all())
        .flatMap(List::stream)
        .sorted(Catalog::compare)
        .toList();
  }

  /** The checks of those ids; of none, all. */
  static List<Check> only(Set<String> ids) {
    return all().stream().filter(check -> ids.isEmpty() || ids.contains(check.id())).toList();
  }

  /** What of {@code ids} is the id of no check. */
  public static Set<String> unknown(Set<String> ids) {
    Set<String> unknown = new TreeSet<>(ids);
    unknown.removeAll(all().stream().map(Check::id).collect(Collectors.toSet()));
    return unknown;
  }

  /** A10 is after A9; the groups keep the order of the checklist. */
  private static int compare(Check one, Check other) {
    String groups = "CRMFDA";
    int byGroup =
        Integer.compare(groups.indexOf(one.id().charAt(0)), groups.indexOf(other.id().charAt(0)));
    return byGroup != 0 ? byGroup : Integer.compare(number(one), number(other));
  }

  private static int number(Check check) {
    return Integer.parseInt(check.id().substring(1));
  }
}
