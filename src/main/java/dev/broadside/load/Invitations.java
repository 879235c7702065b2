package dev.broadside.load;

import dev.broadside.load.witness.Invitation;
import dev.broadside.scenario.Join;
import dev.broadside.scenario.Placeholders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes for the witness what each of its connections opens: the same as a subscriber would. */
final class Invitations {
  private final Handshakes handshakes;
  private final @Nullable Placeholders message;
  private final @Nullable String reply;

  Invitations(Handshakes handshakes, @Nullable Join join, UnaryOperator<String> secrets) {
    this.handshakes = handshakes;
    this.reply = join == null ? null : join.reply();
    this.message =
        join == null
            ? null
            : Placeholders.parse(join.message(), Placeholders.OF_A_CONNECTION).mapLiterals(secrets);
  }

  /** The invitation of connection {@code number}, as {@code person}. */
  Invitation of(int number, Person person) throws LoadException {
    Handshakes.Handshake handshake = handshakes.of(person);
    Map<String, String> headers = new LinkedHashMap<>();
    handshake.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
    return new Invitation(
        number,
        handshake.uri().toString(),
        headers,
        handshake.subprotocol(),
        message == null ? null : person.fill(message),
        reply);
  }
}
