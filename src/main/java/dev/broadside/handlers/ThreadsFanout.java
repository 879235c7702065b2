package dev.broadside.handlers;

import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Posts on as many threads as may be in flight, each making one post after another: platform
 * threads, which are kept for the next broadcast, or virtual ones, which cost nothing to start.
 */
final class ThreadsFanout implements Fanout {
  private final int concurrency;
  private final BlockingPoster poster;
  private final ExecutorService threads;

  private ThreadsFanout(Settings settings, ExecutorService threads) {
    this.concurrency = settings.concurrency();
    this.poster = new BlockingPoster(settings, concurrency);
    this.threads = threads;
  }

  static ThreadsFanout ofPlatform(Settings settings) {
    ThreadFactory daemons = Thread.ofPlatform().name("post-", 0).daemon().factory();
    return new ThreadsFanout(
        settings, Executors.newFixedThreadPool(settings.concurrency(), daemons));
  }

  static ThreadsFanout ofVirtual(Settings settings) {
    return new ThreadsFanout(settings, Executors.newVirtualThreadPerTaskExecutor());
  }

  @Override
  public void post(URI endpoint, SdkBytes message, Posts posts) {
    Runnable work = poster.work(endpoint, message, posts);
    Semaphore ended = new Semaphore(0);
    for (int i = 0; i < concurrency; i++) {
      threads.execute(
          () -> {
            try {
              work.run();
            } finally {
              ended.release();
            }
          });
    }
    // Uninterruptibly: each attempt ends within its time limit.
    ended.acquireUninterruptibly(concurrency);
  }

  @Override
  public void close() {
    threads.close();
    poster.close();
  }
}
