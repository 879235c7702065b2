package dev.broadside.stage;

import java.io.IOException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Some thousand events get nothing but documented answers; {@link AnyEventProof} has a million. */
final class AnyEventTest {
  private final AnyEvent.Parts parts = AnyEvent.Parts.of();

  AnyEventTest() throws StageException {}

  @Property(tries = 4_000, edgeCases = EdgeCasesMode.NONE)
  void anyEventGetsADocumentedAnswer(@ForAll("events") AnyEvent event) throws IOException {
    event.check(parts);
  }

  @Provide
  Arbitrary<AnyEvent> events() {
    return AnyEvent.any();
  }
}
