// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Gate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A backend's own threads. */
class WorkersTest {

  private static final int THREADS = 4;
  private static final List<Integer> ITEMS = IntStream.range(0, THREADS).boxed().toList();

  private final Workers workers = new Workers(THREADS);
  private final Gate gate = new Gate("the backend");

  @AfterEach
  void stop() {
    assertTrue(workers.stop(Deadline.after(Duration.ofSeconds(60)), gate));
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void itemsAreWorkedOnSideBySide() {
    CyclicBarrier all = new CyclicBarrier(THREADS);
    Set<String> threads = ConcurrentHashMap.newKeySet();
    workers.forEach(
        ITEMS,
        item -> {
          threads.add(Thread.currentThread().getName());
          await(all); // passes only if all are at it
        });
    assertEquals(THREADS, threads.size());
    assertTrue(threads.contains(Thread.currentThread().getName()), "the caller takes part");
  }

  @Test
  void whoCallsFromAllThreadsAtOnceGetsOn() {
    CyclicBarrier all = new CyclicBarrier(THREADS);
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    workers.forEach(
        ITEMS,
        item -> {
          await(all);
          workers.forEach(ITEMS, inner -> seen.add(THREADS * item + inner));
        });
    assertEquals(THREADS * THREADS, seen.size());
  }

  @Test
  void theFirstFailureIsThrownOnceWhatRunsHasEnded() {
    AtomicBoolean ended = new AtomicBoolean();
    CyclicBarrier two = new CyclicBarrier(2);
    var e =
        assertThrows(
            IllegalStateException.class,
            () ->
                workers.forEach(
                    List.of(0, 1),
                    item -> {
                      await(two);
                      if (item == 0) {
                        throw new IllegalStateException("made so");
                      }
                      ended.set(true);
                    }));
    assertEquals("made so", e.getMessage());
    assertTrue(ended.get());
  }

  @Test
  void oneThatClosesDoesNotWaitForItself() throws InterruptedException {
    AtomicBoolean stopped = new AtomicBoolean();
    CountDownLatch done = new CountDownLatch(1);
    workers.inBackground(
        () -> {
          stopped.set(workers.stop(Deadline.after(Duration.ofSeconds(60)), gate));
          done.countDown();
        });
    assertTrue(done.await(30, TimeUnit.SECONDS));
    assertTrue(stopped.get());
  }

  @Test
  void stoppedOnesTakeNothing() {
    assertTrue(workers.stop(Deadline.NEVER, gate));
    assertFalse(workers.submit(() -> {}));
    assertFalse(workers.inBackground(() -> {}));
    AtomicBoolean done = new AtomicBoolean();
    workers.forEach(List.of(1), item -> done.set(true));
    assertTrue(done.get(), "the caller does it");
  }

  /** A closer that waited for them would hold up the exit, which waits for the closer. */
  @Test
  void nobodyWaitsForThreadsThatAreKeptWhileTheJvmExits() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch exiting = new CountDownLatch(1);
    AtomicReference<Thread> kept = new AtomicReference<>();
    workers.inBackground(
        () -> {
          gate.enter();
          kept.set(Thread.currentThread());
          entered.countDown();
          boolean interrupted = true;
          while (interrupted) {
            try {
              exiting.await();
              interrupted = false;
            } catch (InterruptedException e) {
              interrupted = true; // by whoever stops the threads
            }
          }
          gate.leave(false);
        });
    entered.await();
    gate.close();
    CompletableFuture<Boolean> stopped =
        CompletableFuture.supplyAsync(() -> workers.stop(Deadline.NEVER, gate));
    gate.closeForExit();
    exiting.countDown();
    assertTrue(stopped.join());
    Thread worker = kept.get();
    assertTrue(worker != null && worker.isAlive(), "it is kept for longer");
  }
}
