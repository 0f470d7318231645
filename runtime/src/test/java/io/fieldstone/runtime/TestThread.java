// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Does something in a thread of its own, and keeps how that ended. */
public final class TestThread {

  private static final long PATIENCE_SECONDS = 60;

  private final Thread thread;
  private volatile @Nullable Throwable failure;

  /** What a thread does. */
  public interface Work {
    /** Does it. */
    void run() throws Exception;
  }

  private TestThread(Work work) {
    this.thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Throwable e) {
                failure = e;
              }
            },
            "test");
    thread.setDaemon(true);
  }

  /** Starts {@code work}. */
  public static TestThread start(Work work) {
    TestThread started = new TestThread(work);
    started.thread.start();
    return started;
  }

  /** Lets some time pass. */
  public static void pause(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Interrupts the thread. */
  public void interrupt() {
    thread.interrupt();
  }

  /** Returns whether it is still at work. */
  public boolean runs() {
    return thread.isAlive();
  }

  /** Returns what it threw, if it has. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /** Waits for the thread's end; returns what it threw. */
  public @Nullable Throwable end() throws InterruptedException {
    thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    assertFalse(thread.isAlive(), "the thread hangs");
    return failure;
  }

  /** Waits for the thread, which must not throw. */
  public void succeeds() throws InterruptedException {
    Throwable thrown = end();
    if (thrown != null) {
      thrown.printStackTrace(); // with what led to it, which the next line does not tell
    }
    assertNull(thrown);
  }

  /** Waits for the thread, which must throw an exception of {@code type}. */
  public <T extends Throwable> T fails(Class<T> type) throws InterruptedException {
    return assertInstanceOf(type, end());
  }
}
