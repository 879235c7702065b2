package dev.broadside.load.dsl;

import dev.broadside.load.Admission;
import dev.broadside.load.Member;
import dev.broadside.load.Publication;
import dev.broadside.load.Room;
import dev.broadside.scenario.Join;
import io.gatling.core.session.Session;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a room's users do, each by its session: what every {@link Step} of a broadcast calls. */
final class Users {
  /** The session's attribute that a user's own request takes its marker from. */
  static final String MARKER = "marker";

  private final Declaration declared;
  private final String subscriber;
  private final String publisher;
  private final String publication;

  Users(Declaration declared) {
    this.declared = declared;
    this.subscriber = "broadside." + declared.name() + ".subscriber";
    this.publisher = "broadside." + declared.name() + ".publisher";
    this.publication = "broadside." + declared.name() + ".publication";
  }

  /** Joins the audience. */
  void subscribe(Room room, Session session, Consumer<Session> next) {
    Member before = attribute(session, subscriber, Member.class);
    if (before != null && before.isOpen()) {
      next.accept(session);
      return;
    }
    Admission admission = admission(room, session, true);
    if (admission == null) {
      next.accept(session.markAsFailed());
      return;
    }
    Arrival arrival = new Arrival(session, subscriber, next);
    arrival.is(room.subscribe(before, session.eventLoop(), admission, arrival));
  }

  /** Leaves the audience; who is not in it has left. */
  void leave(Room room, Session session, Consumer<Session> next) {
    Member there = attribute(session, subscriber, Member.class);
    if (there != null) {
      there.leave();
    }
    next.accept(session);
  }

  /** Publishes, on a connection that is opened first where there is none. */
  void publish(Template message, Room room, Session session, Consumer<Session> next) {
    Member there = attribute(session, publisher, Member.class);
    if (there != null && there.isOpen()) {
      send(there, message, room, session, next);
      return;
    }
    Admission admission = admission(room, session, false);
    if (admission == null) {
      next.accept(session.markAsFailed());
      return;
    }
    Arrival arrival =
        new Arrival(session, publisher, connected -> sendOn(connected, message, room, next));
    arrival.is(room.connect(session.eventLoop(), admission, arrival));
  }

  private void sendOn(Session session, Template message, Room room, Consumer<Session> next) {
    Member there = attribute(session, publisher, Member.class);
    if (there == null || !there.isOpen()) {
      next.accept(session);
    } else {
      send(there, message, room, session, next);
    }
  }

  private static void send(
      Member member, Template message, Room room, Session session, Consumer<Session> next) {
    Publication sent = room.publication(session.userId());
    if (sent == null) {
      next.accept(session.markAsFailed());
      return;
    }
    try {
      String text = message.fill(session.set(MARKER, sent.marker()));
      member.send(sent, text, why -> next.accept(why == null ? session : session.markAsFailed()));
    } catch (Template.UnfilledException e) {
      sent.stays(String.valueOf(e.getMessage()));
      next.accept(session.markAsFailed());
    }
  }

  /** Opens the book of what the user's own request, the next step, will publish. */
  void begin(Room room, Session session, Consumer<Session> next) {
    Publication begun = room.publication(session.userId());
    if (begun == null) {
      next.accept(session.markAsFailed());
      return;
    }
    begun.goesByRequest();
    // Whether the request succeeds shows only where nothing has failed before it.
    Begun state = new Begun(begun, session.isFailed());
    next.accept(session.set(MARKER, begun.marker()).set(publication, state));
  }

  /** The request is over. */
  void end(Room room, Session session, Consumer<Session> next) {
    Begun begun = attribute(session, publication, Begun.class);
    if (begun != null) {
      begun.publication().answered(begun.failedBefore() || !session.isFailed());
    }
    next.accept(session.remove(publication).remove(MARKER));
  }

  /** Waits until every book is closed. */
  void settle(Room room, Session session, Consumer<Session> next) {
    room.whenSettled(() -> next.accept(session));
  }

  private record Begun(Publication publication, boolean failedBefore) {}

  private @Nullable Admission admission(Room room, Session session, boolean toTheAudience) {
    try {
      Map<String, String> headers = new LinkedHashMap<>();
      for (Map.Entry<String, Template> header : declared.headers().entrySet()) {
        headers.put(header.getKey(), header.getValue().fill(session));
      }
      Template offered = declared.subprotocol();
      return new Admission(
          address(declared.url().fill(session)),
          headers,
          offered == null ? null : offered.fill(session),
          join(session));
    } catch (Template.UnfilledException e) {
      room.notAdmitted(toTheAudience, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** What does not parse may hold a token, so it is not repeated. */
  private static URI address(String text) throws Template.UnfilledException {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null
          && ("ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new Template.UnfilledException(
        "url(…) is no address: write ws:// or wss://, a host, and encode what is filled in");
  }

  private @Nullable Join join(Session session) throws Template.UnfilledException {
    Declaration.Joining joining = declared.joining();
    return joining == null
        ? null
        : new Join(joining.message().fill(session), joining.reply(), joining.within());
  }

  private static <T> @Nullable T attribute(Session session, String name, Class<T> type) {
    scala.Option<Object> found = session.attributes().get(name);
    return found.isDefined() ? type.cast(found.get()) : null;
  }

  /** A member on its way in: its entry is decided after it is known, always on its event loop. */
  private static final class Arrival implements Member.Entry {
    private final Session session;
    private final String attribute;
    private final Consumer<Session> next;
    private @Nullable Member member;
    private @Nullable Session decided;

    Arrival(Session session, String attribute, Consumer<Session> next) {
      this.session = session;
      this.attribute = attribute;
      this.next = next;
    }

    /** Whose it is; {@code null} when there is no room for one. It may be decided already. */
    void is(@Nullable Member arriving) {
      if (arriving == null) {
        next.accept(session.markAsFailed());
        return;
      }
      member = arriving;
      Session known = decided;
      if (known != null) {
        next.accept(known.set(attribute, arriving));
      }
    }

    @Override
    public void decided(@Nullable String failure) {
      Session then = failure == null ? session : session.markAsFailed();
      Member known = member;
      if (known == null) {
        decided = then;
      } else {
        next.accept(then.set(attribute, known));
      }
    }
  }
}
