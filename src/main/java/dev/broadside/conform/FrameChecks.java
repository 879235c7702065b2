package dev.broadside.conform;

import static dev.broadside.conform.Check.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** F1 to F4: frames; F5 and F6: how long a connection lives. */
final class FrameChecks {
  private static final String LIMITS = "apigateway-execution-service-websocket-limits-table";
  private static final int MAX_FRAME = 32 << 10;
  private static final int MAX_MESSAGE = 128 << 10;

  private FrameChecks() {}

  static List<Check> all() {
    return List.of(
        Check.of(
                "F1",
                "A binary frame: close 1003",
                evidence(Grade.D, "websocket-api-develop-binary-media-types"),
                site -> closes(site, 1003, new Frame(Frame.BINARY, true, new byte[] {1, 2, 3})))
            .onAnyStage(),
        Check.of(
                "F2",
                "A frame of 32 KB and one byte: close 1009",
                evidence(Grade.D, LIMITS),
                site -> closes(site, 1009, new Frame(Frame.TEXT, true, spaces(MAX_FRAME + 1))))
            .onAnyStage(),
        Check.of(
            "F3",
            "Four fragments of 32 KB arrive; one byte more: close 1009",
            evidence(Grade.D, LIMITS),
            FrameChecks::fragments),
        Check.of(
                "F4",
                "A PING is answered by a PONG, and by nobody else",
                evidence(Grade.C, "dvmatyun/web_socket 13; compiler-explorer/infra 2229"),
                FrameChecks::ping)
            .onAnyStage(),
        Check.of(
                "F5",
                "Idle for ten minutes: close 1001; a post counts as a message",
                evidence(Grade.C, "capture at 603.9 s; hotsock.io, connections/keep-alive"),
                LifetimeChecks::idle)
            .on(Variant.GUARDED)
            .waiting(Duration.ofMinutes(19)),
        Check.of(
                "F6",
                "After two hours a busy connection is closed, with 1001",
                evidence(Grade.U, "two hours: " + LIMITS + "; the code is the likeliest"),
                LifetimeChecks::age)
            .on(Variant.GUARDED)
            .waiting(Duration.ofMinutes(125)));
  }

  private static void closes(Site site, int code, Frame... frames)
      throws CannotCheck, Difference, IOException {
    try (RawSocket socket = site.raw(0)) {
      try {
        for (Frame frame : frames) {
          socket.send(frame);
        }
      } catch (IOException closedMeanwhile) {
        // Why, its close frame tells.
      }
      Frame seen = socket.read();
      Difference.unless(
          seen.opcode() == Frame.CLOSE && seen.closeCode() == code, "close " + code, seen);
    }
  }

  private static byte[] spaces(int length) {
    return " ".repeat(length).getBytes(StandardCharsets.US_ASCII);
  }

  private static void fragments(Site site) throws CannotCheck, Difference, IOException {
    try (RawSocket socket = site.raw(0)) {
      for (Frame frame : inFour(largest())) {
        socket.send(frame);
      }
      Frame answer = socket.read();
      Difference.unlessSame(
          "answer",
          "got " + MAX_MESSAGE + " characters",
          answer.opcode() == Frame.TEXT
              ? new String(answer.payload(), StandardCharsets.UTF_8)
              : answer.toString());
    }
    Frame[] five = new Frame[5];
    for (int i = 0; i < 4; i++) {
      five[i] = new Frame(i == 0 ? Frame.TEXT : Frame.CONTINUATION, false, spaces(MAX_FRAME));
    }
    five[4] = new Frame(Frame.CONTINUATION, true, spaces(1));
    closes(site, 1009, five);
  }

  /** A message of exactly 128 KB. */
  private static byte[] largest() {
    String empty = Site.message("answer").put("padding", "").toString();
    String padding = "x".repeat(MAX_MESSAGE - empty.length());
    return Site.message("answer")
        .put("padding", padding)
        .toString()
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static Frame[] inFour(byte[] message) {
    Frame[] frames = new Frame[4];
    for (int i = 0; i < 4; i++) {
      byte[] part = Arrays.copyOfRange(message, i * MAX_FRAME, (i + 1) * MAX_FRAME);
      frames[i] = new Frame(i == 0 ? Frame.TEXT : Frame.CONTINUATION, i == 3, part);
    }
    return frames;
  }

  private static void ping(Site site) throws CannotCheck, Difference, IOException {
    try (RawSocket socket = site.raw(0)) {
      byte[] payload = "still there?".getBytes(StandardCharsets.US_ASCII);
      socket.send(new Frame(Frame.PING, true, payload));
      Frame pong = socket.read();
      Difference.unlessSame(
          "frame", new Frame(Frame.PONG, true, payload).toString(), pong.toString());
      Frame more = socket.readWithin(site.silence());
      Difference.unless(more == null, "nothing after the PONG", more);
    }
  }
}
