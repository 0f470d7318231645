// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParallelPiecesTest {

  private static final int PIECES = 1000;

  private static void requireEachOnce(ParallelPieces parallel) {
    AtomicIntegerArray done = new AtomicIntegerArray(PIECES);
    parallel.run(PIECES, piece -> done.incrementAndGet((int) piece));
    assertTrue(IntStream.range(0, PIECES).allMatch(i -> done.get(i) == 1), done.toString());
  }

  @Test
  void everyPieceIsDoneOnceOnAllCores() {
    for (int round = 0; round < 200; round++) {
      requireEachOnce(ParallelPieces.COMMON);
    }
    ForkJoinPool pool = new ForkJoinPool(8);
    for (int round = 0; round < 200; round++) {
      requireEachOnce(new ParallelPieces(pool, 8));
    }
    pool.shutdown();
  }

  @Test
  void nothingIsNoWork() {
    ParallelPieces.COMMON.run(0, piece -> assertEquals(0, piece, "there is no piece"));
  }

  @Test
  void aPoolThatWasShutDownIsDoneWithout() {
    ForkJoinPool pool = new ForkJoinPool(4);
    pool.shutdownNow();
    requireEachOnce(new ParallelPieces(pool, 4));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    threads.shutdownNow();
    requireEachOnce(new ParallelPieces(threads, 4));
  }

  @Test
  void aBusyPoolIsDoneWithoutAndFindsNothingLater() {
    List<Runnable> kept = new ArrayList<>();
    AtomicInteger done = new AtomicInteger();
    new ParallelPieces(kept::add, 3).run(10, piece -> done.incrementAndGet());
    assertEquals(10, done.get());
    assertEquals(3, kept.size());
    kept.forEach(Runnable::run);
    assertEquals(10, done.get());
  }

  @Test
  void aBusyPoolKeepsNothingOfTheWork() throws InterruptedException {
    List<Runnable> kept = new ArrayList<>();
    WeakReference<Object> array = work(kept);
    for (int i = 0; i < 100 && array.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertEquals(3, kept.size());
    assertSame(null, array.get());
  }

  private static WeakReference<Object> work(List<Runnable> kept) {
    long[] array = new long[1 << 20];
    new ParallelPieces(kept::add, 3).run(10, piece -> array[(int) piece]++);
    return new WeakReference<>(array);
  }

  @Test
  void whoeverHelpsIsWaitedForAndTheInterruptStays() throws InterruptedException {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    CountDownLatch helping = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    Thread caller = Thread.currentThread();
    new ParallelPieces(threads, 1)
        .run(
            2,
            piece -> {
              if (Thread.currentThread() == caller) {
                await(helping);
              } else {
                helping.countDown();
                caller.interrupt();
                sleep();
              }
              done.incrementAndGet();
            });
    assertEquals(2, done.get());
    assertTrue(Thread.interrupted(), "the interrupt stays");
    threads.shutdown();
    assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFailureOfAnyThreadIsTheCallersAndNoPieceBeginsAfterIt() {
    ForkJoinPool pool = new ForkJoinPool(4);
    Set<Thread> inside = ConcurrentHashMap.newKeySet();
    for (int round = 0; round < 200; round++) {
      int bad = round % 20;
      AtomicInteger begun = new AtomicInteger();
      var e =
          assertThrows(
              IllegalStateException.class,
              () ->
                  new ParallelPieces(pool, 4)
                      .run(
                          1L << 40,
                          piece -> {
                            inside.add(Thread.currentThread());
                            begun.incrementAndGet();
                            if (piece == bad) {
                              throw new IllegalStateException("piece " + piece);
                            }
                            inside.remove(Thread.currentThread());
                          }));
      assertEquals("piece " + bad, e.getMessage());
      assertTrue(inside.size() <= 1, "only the one that has thrown was not done");
      inside.clear();
    }
    assertThrows(
        InternalError.class,
        () ->
            new ParallelPieces(pool, 4)
                .run(
                    5,
                    piece -> {
                      throw new InternalError("a fault");
                    }));
    pool.shutdown();
  }
}
