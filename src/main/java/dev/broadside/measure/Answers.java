package dev.broadside.measure;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether the stage says that it took a broadcast, where it is published in a way that is answered.
 * An answer decides nothing by itself: somebody may have what was refused. When a book closes, what
 * was refused or not answered, and nobody has, was rejected.
 *
 * <p>Event loops tell of answers; the rest is for the conductor alone.
 */
public final class Answers {
  private final AtomicReferenceArray<@Nullable Book> books;
  private long rejected;
  private long refusedAndReceived;

  Answers(AtomicReferenceArray<@Nullable Book> books) {
    this.books = books;
  }

  /** A broadcast is about to be sent and will be answered: until then its book stays open. */
  public void await(int number) {
    answer(number, Book::awaitAnswer);
  }

  /** The stage said that it took a broadcast. */
  public void accepted(int number) {
    answer(number, book -> book.answered(true));
  }

  /** The stage said that it did not take a broadcast, or cannot say anything any more. */
  public void refused(int number) {
    answer(number, book -> book.answered(false));
  }

  private void answer(int number, Consumer<Book> change) {
    Book book = books.get(number);
    if (book != null) {
      change.accept(book);
    }
  }

  /** Whether a broadcast that is settled counts as published. */
  boolean leave(Book book, Settled broadcast) {
    boolean refused = book.isRefused() && !book.isCutShort();
    boolean received = broadcast.delivered() + broadcast.late() + broadcast.churned().withIt() > 0;
    if (refused && !received) {
      book.rejected();
    }
    if (refused && book.measured) {
      refusedAndReceived += received ? 1 : 0;
      rejected += received ? 0 : 1;
    }
    return !refused || received;
  }

  /** Measured broadcasts that were sent, not taken by the stage, and received by nobody. */
  public long rejected() {
    return rejected;
  }

  /** Measured broadcasts that the stage did not say it took, and somebody received. */
  public long refusedAndReceived() {
    return refusedAndReceived;
  }
}
