package dev.broadside.stage;

import java.io.IOException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** A million events of all kinds get nothing but documented answers. */
@Tag("proof")
final class AnyEventProof {
  private final AnyEvent.Parts parts = AnyEvent.Parts.of();

  AnyEventProof() throws StageException {}

  @Property(tries = 1_000_000, edgeCases = EdgeCasesMode.NONE)
  void anyEventGetsADocumentedAnswer(@ForAll("events") AnyEvent event) throws IOException {
    event.check(parts);
  }

  @Provide
  Arbitrary<AnyEvent> events() {
    return AnyEvent.any();
  }
}
