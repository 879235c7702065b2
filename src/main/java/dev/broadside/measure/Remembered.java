package dev.broadside.measure;

import java.time.Duration;
import java.util.ArrayDeque;

/** Settled books, of which it is known for a while who missed them; for the conductor alone. */
final class Remembered {
  private static final Duration MEMORY = Duration.ofSeconds(60);

  private final ArrayDeque<Book> books = new ArrayDeque<>();

  void add(Book book) {
    books.addLast(book);
  }

  /** Forgets who missed what was closed long ago. */
  void forget(long nowNanos) {
    long nanos = nowNanos - MEMORY.toNanos();
    for (Book book = books.peekFirst();
        book != null && book.closesAtNanos - nanos < 0;
        book = books.peekFirst()) {
      book.forget();
      books.removeFirst();
    }
  }
}
