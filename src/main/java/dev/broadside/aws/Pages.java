package dev.broadside.aws;

import dev.broadside.aws.ReadUnits.Consistency;

/**
 * What a Query or Scan that reads to its end takes.
 *
 * <p>A page ends with the item that makes it 1 MB or more, before any filter: AWS documents the 1
 * MB, and that the item which crosses the border is in the page follows from the 128.5 units (257 x
 * 4 KB x 0.5) that a full page takes. So a page of items of b bytes holds k = ceil(2^20 / b), and n
 * items make floor(n / k) full pages and one with the rest, or one empty page.
 *
 * <p>AWS says that a page which ends at the border may be followed by nothing, so where k divides n
 * one more, empty page of half a unit may be asked for. How often is unknown, DynamoDB Local never
 * needs it, and so it is left out.
 *
 * @param pages requests, since each answers one page
 * @param items that were read, with those that a filter then drops
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html">Paginating
 *     table query results</a>
 * @see <a href="https://dev.to/aws-heroes/dynamodb-scan-and-why-128-5-rcu-2k25">DynamoDB Scan (and
 *     why 128.5 RCU)</a>
 */
public record Pages(long pages, long items, double units) {
  private static final long PAGE_BYTES = 1 << 20;

  /** All of {@code items} items of {@code bytes} each, as the table or the index holds them. */
  public static Pages of(long items, long bytes, Consistency consistency) {
    return of(items, bytes, bytes, consistency);
  }

  /**
   * The same where pages end by another size than units count, as in DynamoDB Local: there a page
   * of an index ends by the size of the whole items, while units count what the index holds.
   *
   * @param pagedBytes of an item, where pages end
   */
  public static Pages of(long items, long bytes, long pagedBytes, Consistency consistency) {
    if (items < 0 || bytes < 1 || pagedBytes < 1) {
      throw new IllegalArgumentException(
          "pages need 0 or more items of 1 or more bytes, not %d of %d and %d"
              .formatted(items, bytes, pagedBytes));
    }
    long each = Math.ceilDiv(PAGE_BYTES, pagedBytes);
    long full = items / each;
    double units = full * ReadUnits.of(each * bytes, consistency);
    long rest = items % each;
    return full > 0 && rest == 0
        ? new Pages(full, items, units)
        : new Pages(full + 1, items, units + ReadUnits.of(rest * bytes, consistency));
  }

  /** Both of them: the segments of a parallel Scan, for instance. */
  public Pages plus(Pages other) {
    return new Pages(pages + other.pages, items + other.items, units + other.units);
  }
}
