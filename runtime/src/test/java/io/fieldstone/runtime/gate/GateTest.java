// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.gate;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestThread;
import io.fieldstone.runtime.error.ClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GateTest {

  private static final Deadline SOON = Deadline.after(Duration.ofMillis(50));

  private final Gate gate = new Gate("the house");

  /** Is inside until {@code out} opens. */
  private TestThread guest(CountDownLatch out) throws InterruptedException {
    CountDownLatch in = new CountDownLatch(1);
    TestThread thread =
        TestThread.start(
            () -> {
              gate.enter();
              in.countDown();
              out.await();
              gate.leave(true);
            });
    in.await();
    return thread;
  }

  @Test
  void anOpenGateCountsThoseInside() {
    assertTrue(gate.isOpen());
    assertEquals(0, gate.count());
    gate.enter();
    assertTrue(gate.tryEnter());
    assertEquals(2, gate.count());
    gate.leave(true);
    gate.leave(false);
    assertEquals(0, gate.count());
    assertDoesNotThrow(gate::requireOpen);
  }

  @Test
  void nobodyEntersAClosedGate() {
    gate.close();
    gate.close();
    assertFalse(gate.isOpen());
    var e = assertThrows(ClosedException.class, gate::enter);
    assertEquals("the house was closed", e.getMessage());
    assertFalse(gate.tryEnter());
    assertEquals(0, gate.count());
    e = assertThrows(ClosedException.class, gate::requireOpen);
    assertEquals("the house was closed", e.getMessage());
    assertEquals("the garden was closed", gate.refusal("the garden").getMessage());
    assertTrue(gate.awaitEmpty(Deadline.NEVER));
  }

  @Test
  void whoIsInsideMayLeaveAClosedGate() {
    gate.enter();
    gate.close();
    assertThrows(ClosedException.class, gate::requireOpen);
    assertEquals(1, gate.count());
    gate.leave(false);
    assertTrue(gate.awaitEmpty(Deadline.NEVER));
  }

  @Test
  void theCloserWaitsForThoseInside() throws InterruptedException {
    CountDownLatch out = new CountDownLatch(1);
    TestThread guest = guest(out);
    gate.close();
    TestThread closer = TestThread.start(() -> assertTrue(gate.awaitEmpty(Deadline.NEVER)));
    TestThread.pause(50);
    assertTrue(closer.runs());
    out.countDown();
    closer.succeeds();
    guest.succeeds();
  }

  @Test
  void theCloserWaitsNoLongerThanItsDeadline() throws InterruptedException {
    CountDownLatch out = new CountDownLatch(1);
    TestThread guest = guest(out);
    gate.close();
    assertFalse(gate.awaitEmpty(SOON));
    assertFalse(gate.awaitEmpty(Deadline.after(Duration.ZERO)));
    assertFalse(gate.awaitEmpty(Deadline.after(Duration.ofSeconds(Long.MIN_VALUE))));
    assertEquals(1, gate.count());
    out.countDown();
    guest.succeeds();
    assertTrue(gate.awaitEmpty(Deadline.after(Duration.ZERO)), "nobody is waited for");
  }

  @Test
  void anInterruptedCloserWaitsAllTheSameAndStaysInterrupted() throws InterruptedException {
    CountDownLatch out = new CountDownLatch(1);
    TestThread guest = guest(out);
    gate.close();
    TestThread closer =
        TestThread.start(
            () -> {
              Thread.currentThread().interrupt();
              assertTrue(gate.awaitEmpty(Deadline.NEVER));
              assertTrue(Thread.interrupted());
            });
    TestThread.pause(20);
    closer.interrupt();
    TestThread.pause(20);
    assertTrue(closer.runs());
    out.countDown();
    closer.succeeds();
    guest.succeeds();
  }

  @Test
  void allClosersWaitForTheSameGuests() throws InterruptedException {
    CountDownLatch out = new CountDownLatch(1);
    TestThread guest = guest(out);
    List<TestThread> closers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      closers.add(
          TestThread.start(
              () -> {
                gate.close();
                assertTrue(gate.awaitEmpty(Deadline.NEVER));
              }));
    }
    TestThread.pause(50);
    assertTrue(closers.stream().allMatch(TestThread::runs));
    out.countDown();
    for (TestThread closer : closers) {
      closer.succeeds();
    }
    guest.succeeds();
  }

  @Test
  void onceItIsEmptyNobodyIsInsideHoweverManyCome() throws InterruptedException {
    // more than run at the same time, but not many more, or whoever closes waits long to run
    int some = Math.min(8, 2 * Runtime.getRuntime().availableProcessors());
    for (int round = 0; round < 200; round++) {
      Gate busy = new Gate("the house");
      AtomicBoolean freed = new AtomicBoolean();
      List<TestThread> guests = new ArrayList<>();
      for (int i = 0; i < some; i++) {
        guests.add(
            TestThread.start(
                () -> {
                  while (busy.tryEnter()) {
                    assertFalse(freed.get(), "used after it was freed");
                    Thread.onSpinWait();
                    assertFalse(freed.get(), "freed while it was used");
                    busy.leave(true);
                  }
                }));
      }
      Thread.onSpinWait();
      busy.close();
      assertTrue(busy.awaitEmpty(Deadline.NEVER));
      freed.set(true);
      for (TestThread guest : guests) {
        guest.succeeds();
      }
      assertEquals(0, busy.count());
    }
  }

  @Test
  void whileTheJvmExitsAThreadThatIsRefusedIsKeptOutside() {
    gate.close();
    gate.closeForExit();
    gate.close();
    TestThread refused = TestThread.start(gate::enter);
    TestThread outside = TestThread.start(() -> gate.refusal("a vector"));
    TestThread.pause(100);
    refused.interrupt();
    TestThread.pause(100);
    assertTrue(refused.runs(), "comes back to its caller");
    assertTrue(outside.runs(), "comes back to its caller");
    assertTrue(gate.awaitEmpty(Deadline.NEVER), "nobody is inside");
    assertFalse(gate.tryEnter());
  }

  @Test
  void whileTheJvmExitsAThreadThatFailedInsideIsKeptAndOneThatDidNotGoesOn()
      throws InterruptedException {
    CountDownLatch exiting = new CountDownLatch(1);
    CountDownLatch in = new CountDownLatch(2);
    List<TestThread> guests = new ArrayList<>();
    for (boolean done : new boolean[] {true, false}) {
      guests.add(
          TestThread.start(
              () -> {
                gate.enter();
                in.countDown();
                exiting.await();
                gate.leave(done);
              }));
    }
    in.await();
    gate.closeForExit();
    exiting.countDown();
    guests.get(0).succeeds();
    TestThread.pause(100);
    assertTrue(guests.get(1).runs());
    assertTrue(gate.awaitEmpty(Deadline.NEVER), "it is not inside");
  }

  @Test
  void enteringAndLeavingTakesNanoseconds() {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < 100_000; i++) {
        gate.enter();
        gate.leave(true);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    assertTrue(best / 100_000 < 1000, best / 100_000 + " ns");
  }
}
