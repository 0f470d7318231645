// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs whose runs have vectors of their own. */
@Timeout(120)
class ParameterizedProgramTest {

  private static final int SIZE = 1000;
  private static final BigInteger P = TestFields.FP.modulus();

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();
  @RegisterExtension static final TestDevice OTHER = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();
  private final Kernel<Tag> add = gpu.kernel(TestKernels.ADD, TestFields.FP);
  private final Kernel<Tag> twice = gpu.kernel(TestKernels.DOUBLE, TestFields.FP);
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final AtomicInteger seeds = new AtomicInteger();
  private final DeviceVector<Tag> a = vector();
  private final DeviceVector<Tag> b = vector();
  private final DeviceVector<Tag> c = vector();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    gpu.await();
    for (int i = 0; i < 500 && liveBytes() > 0; i++) {
      TestThread.pause(10); // another thread may be at it
    }
    assertEquals(0, liveBytes(), "memory is kept");
  }

  private long liveBytes() {
    return gpu.resources().context().vectors().liveBytes();
  }

  private <T extends AutoCloseable> T open(T opened) {
    this.opened.add(opened);
    return opened;
  }

  private DeviceVector<Tag> vector() {
    HostVector<Tag> host =
        open(TestVectors.operand(gpu, TestFields.FP, SIZE, 0, seeds.incrementAndGet()));
    return open(gpu.upload(host));
  }

  private static BigInteger value(DeviceVector<Tag> vector, int i) {
    try (HostVector<Tag> host = vector.download()) {
      return host.get(i);
    }
  }

  private void add(DeviceVector<Tag> x, DeviceVector<Tag> y, DeviceVector<Tag> out) {
    ResidentDispatchTest.dispatch(add, x, y, out);
  }

  private void twice(DeviceVector<Tag> x, DeviceVector<Tag> out) {
    ResidentDispatchTest.dispatch(twice, x, out);
  }

  /** y = 2 * (x + b), where b is the recording's. */
  private ParameterizedProgram<Tag> step() {
    return open(
        gpu.record(
            () -> {
              add(a, b, c);
              twice(c, c);
            },
            a,
            c));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void runsWithOtherVectorsInTheOrderOfTheCalls(long seed) {
    ParameterizedProgram<Tag> step = step();
    assertEquals(2, step.parameters());
    assertEquals(2, step.dispatches());
    List<DeviceVector<Tag>> vectors = new ArrayList<>(List.of(a, b, c));
    for (int i = 0; i < 4; i++) {
      vectors.add(vector());
    }
    int probe = 123;
    BigInteger[] values = new BigInteger[vectors.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(vectors.get(i), probe);
    }
    Random random = new Random(seed);
    for (int run = 0; run < 400; run++) {
      int x = random.nextInt(values.length);
      int y = random.nextInt(values.length);
      switch (random.nextInt(4)) {
        case 0 -> {
          add(vectors.get(x), vectors.get(y), vectors.get(y));
          values[y] = values[x].add(values[y]).mod(P);
        }
        case 1 -> {
          step.run(vectors.get(x), vectors.get(y));
          values[y] = values[x].add(values[1]).shiftLeft(1).mod(P);
        }
        case 2 -> {
          step.submit(List.of(vectors.get(x), vectors.get(y)));
          values[y] = values[x].add(values[1]).shiftLeft(1).mod(P);
        }
        default -> {
          step.submit(vectors.get(x), vectors.get(y));
          values[y] = values[x].add(values[1]).shiftLeft(1).mod(P);
        }
      }
    }
    for (int i = 0; i < values.length; i++) {
      assertEquals(values[i], value(vectors.get(i), probe), "vector " + i);
    }
  }

  @Test
  void partsOfParametersAreThoseOfTheRun() {
    DeviceVector<Tag> x = vector();
    DeviceVector<Tag> low = a.slice(0, SIZE / 2);
    DeviceVector<Tag> high = a.slice(SIZE / 2, SIZE / 2);
    ParameterizedProgram<Tag> fold = open(gpu.record(() -> add(low, high, low), a));
    BigInteger first = value(x, 7);
    BigInteger second = value(x, SIZE / 2 + 7);
    fold.run(x);
    assertEquals(first.add(second).mod(P), value(x, 7));
    assertEquals(second, value(x, SIZE / 2 + 7));
    // And a parameter may be a part itself.
    ParameterizedProgram<Tag> halves = open(gpu.record(() -> twice(low, high), low, high));
    halves.run(x.slice(SIZE / 2, SIZE / 2), x.slice(0, SIZE / 2));
    assertEquals(second.shiftLeft(1).mod(P), value(x, 7));
    halves.run(b.slice(100, SIZE / 2), c.slice(500, SIZE / 2));
    assertEquals(value(b, 107).shiftLeft(1).mod(P), value(c, 507));
  }

  /** Barriers are those of a run's own vectors: here each call needs the one before. */
  @Test
  void vectorsThatWereApartMayBeTheSame() {
    DeviceVector<Tag> d = vector();
    ParameterizedProgram<Tag> apart =
        open(
            gpu.record(
                () -> {
                  twice(a, b);
                  twice(c, d);
                },
                a,
                b,
                c,
                d));
    for (int i = 0; i < 50; i++) {
      DeviceVector<Tag> x = vector();
      DeviceVector<Tag> y = vector();
      BigInteger was = value(x, 77);
      apart.run(x, y, y, x);
      assertEquals(was.shiftLeft(2).mod(P), value(x, 77));
      apart.run(x, x, x, x);
      assertEquals(was.shiftLeft(4).mod(P), value(x, 77));
    }
    ParameterizedProgram<Tag> sum = open(gpu.record(() -> add(a, b, c), a, b, c));
    BigInteger was = value(d, 9);
    sum.run(d, b, d);
    assertEquals(was.add(value(b, 9)).mod(P), value(d, 9));
    sum.run(d, d, c);
    BigInteger twice = value(d, 9).shiftLeft(1).mod(P);
    assertEquals(twice, value(c, 9));
    sum.run(b, d, d);
    sum.run(d, d, d);
    assertEquals(
        twice.add(value(b, 9).shiftLeft(1)).mod(P), value(d, 9), "d = 2 (b + d) of the d before");
  }

  @Test
  void moreSetsOfVectorsThanAreKeptAndAllPending() {
    ParameterizedProgram<Tag> step = step();
    SlowWork slow = open(new SlowWork(gpu));
    List<DeviceVector<Tag>> outputs = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      outputs.add(vector());
    }
    slow.dispatch();
    for (DeviceVector<Tag> out : outputs) {
      step.submit(a, out);
    }
    BigInteger expected = value(a, 5).add(value(b, 5)).shiftLeft(1).mod(P);
    for (DeviceVector<Tag> out : outputs) {
      assertEquals(expected, value(out, 5));
    }
  }

  @Test
  void whatDoesNotFitIsRefusedAndNothingRuns() {
    ParameterizedProgram<Tag> step = step();
    BigInteger before = value(c, 9);
    var count = assertThrows(BindingException.class, () -> step.run(a));
    assertEquals("the program takes 2 vectors, but 1 were given", count.getMessage());
    assertThrows(BindingException.class, () -> step.submit(List.of(a, c, a)));
    var missing = assertThrows(NullPointerException.class, () -> step.run(Arrays.asList(a, null)));
    assertEquals("vector 1 of the program", missing.getMessage());
    DeviceVector<Tag> shorter = open(gpu.deviceVector(TestFields.FP, SIZE - 1));
    var length = assertThrows(LengthMismatchException.class, () -> step.run(shorter, c));
    assertEquals(
        "vector 0 of the program has 999 elements, but 1000 are expected", length.getMessage());
    DeviceVector<Tag> montgomery =
        open(gpu.deviceVector(TestFields.FP, SIZE, ElementForm.MONTGOMERY));
    var form = assertThrows(FormMismatchException.class, () -> step.run(montgomery, c));
    assertEquals(
        "vector 0 of the program is MONTGOMERY, but CANONICAL is expected", form.getMessage());
    DeviceVector<Tag> field = open(gpu.deviceVector(TestFields.SECP, SIZE));
    assertThrows(UnsupportedFieldException.class, () -> step.run(field, c));
    try (DeviceVector<Tag> theirs = OTHER.backend().deviceVector(TestFields.FP, SIZE)) {
      assertThrows(BackendMismatchException.class, () -> step.run(theirs, c));
    }
    DeviceVector<Tag> closed = gpu.deviceVector(TestFields.FP, SIZE);
    DeviceVector<Tag> part = closed.slice(0, SIZE);
    closed.close();
    assertThrows(ClosedException.class, () -> step.run(closed, c));
    assertThrows(ClosedException.class, () -> step.run(part, c));
    DeviceVector<Tag> both = open(gpu.deviceVector(TestFields.FP, SIZE + 10));
    var overlap =
        assertThrows(
            BindingException.class, () -> step.run(both.slice(0, SIZE), both.slice(10, SIZE)));
    assertEquals(
        "a and out share some elements, and one of them is written; take parts that do not (a is"
            + " vector 0 of the program, out is vector 1 of the program)",
        overlap.getMessage());
    assertThrows(RecordingException.class, () -> gpu.record(() -> step.submit(a, c)));
    assertEquals(before, value(c, 9));
    step.run(a, c);
    assertEquals(value(a, 9).add(value(b, 9)).shiftLeft(1).mod(P), value(c, 9));
  }

  @Test
  void aRunThatFailsLeavesTheProgramAsItWas() {
    ParameterizedProgram<Tag> step = step();
    DeviceVector<Tag> both = open(gpu.deviceVector(TestFields.FP, SIZE + 10));
    for (int i = 0; i < 20; i++) {
      assertThrows(
          BindingException.class, () -> step.run(both.slice(0, SIZE), both.slice(10, SIZE)));
      DeviceVector<Tag> out = vector();
      step.run(a, out);
      assertEquals(value(a, 9).add(value(b, 9)).shiftLeft(1).mod(P), value(out, 9));
    }
  }

  @Test
  void parametersAreApartAndUsed() {
    var unused = assertThrows(BindingException.class, () -> gpu.record(() -> twice(a, a), a, b));
    assertEquals("vector 1 of the program is in none of its calls", unused.getMessage());
    var same = assertThrows(BindingException.class, () -> gpu.record(() -> add(a, b, c), a, b, a));
    assertEquals(
        "vector 0 of the program and vector 2 of the program share some elements; record it with"
            + " vectors that do not",
        same.getMessage());
  }

  @Test
  void vectorsOfEarlierRunsAreNotKept() {
    ParameterizedProgram<Tag> step = step();
    gpu.await();
    long before = liveBytes();
    for (int i = 0; i < 20; i++) {
      try (DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, SIZE);
          DeviceVector<Tag> y = gpu.deviceVector(TestFields.FP, SIZE)) {
        twice(x, x);
        step.submit(x, y);
      }
    }
    gpu.await();
    for (int i = 0; i < 500 && liveBytes() > before; i++) {
      gpu.deviceVector(TestFields.FP, 1).close(); // looks what can go back
      TestThread.pause(10);
    }
    assertEquals(before, liveBytes());
  }

  @Test
  void theRecordingsOwnVectorsAreKeptAndMustBeOpen() {
    DeviceVector<Tag> fixed = vector();
    ParameterizedProgram<Tag> step = open(gpu.record(() -> add(a, fixed, c), a, c));
    DeviceVector<Tag> x = vector();
    a.close(); // was a parameter
    step.run(x, c);
    fixed.close();
    var e = assertThrows(ClosedException.class, () -> step.run(x, c));
    assertEquals(
        "the program uses DeviceVector<bls12_381_fp>[1000], which was closed", e.getMessage());
    step.close();
    step.close();
    var closed = assertThrows(ClosedException.class, () -> step.run(x, c));
    assertEquals("the program was closed", closed.getMessage());
  }

  /**
   * What no call sees at once: the operation says what must be apart, and each run is held to it.
   */
  @Test
  void whatAnOperationWantsApartIsApartInEveryRun() {
    DeviceVector<Tag> d = vector();
    ParameterizedProgram<Tag> step =
        open(
            gpu.record(
                () -> {
                  gpu.requireApart("first", b, "last", d);
                  gpu.requireApart("head", a.slice(0, 10), "last", d);
                  twice(a, b);
                  twice(c, d);
                },
                a,
                b,
                c,
                d));
    DeviceVector<Tag> wide = open(gpu.deviceVector(TestFields.FP, SIZE + 100));
    DeviceVector<Tag> low = wide.slice(0, SIZE);
    DeviceVector<Tag> high = wide.slice(100, SIZE);
    step.run(a, b, a, d);
    step.run(b, b, d, d);
    step.run(low, b, c, high); // other elements than the first ten
    for (int again = 0; again < 2; again++) {
      String first = " (first is vector 1 of the program, last is vector 3 of the program)";
      String head = " (head is part of vector 0 of the program, last is vector 3 of the program)";
      refused("first and last are the same vector; take two" + first, () -> step.run(a, b, c, b));
      refused(
          "first and last share some elements, and one of them is written; take parts that do not"
              + first,
          () -> step.run(a, low, c, high));
      refused(
          "head and last share some elements, and one of them is written; take parts that do not"
              + head,
          () -> step.submit(List.of(high, b, c, low)));
    }
    BigInteger was = value(a, 7);
    step.run(a, b, c, d);
    assertEquals(was.shiftLeft(1).mod(P), value(b, 7));
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(BindingException.class, call).getMessage());
  }

  @Test
  void whatIsApartIsFoundByItsElements() {
    DeviceVector<Tag> low = a.slice(0, 500);
    DeviceVector<Tag> middle = a.slice(499, 2);
    gpu.requireApart("low", low, "high", a.slice(500, 500));
    gpu.requireApart("low", low, "nothing", a.slice(7, 0));
    gpu.requireApart("a", a, "b", b);
    refused(
        "a and again are the same vector; take two", () -> gpu.requireApart("a", a, "again", a));
    String share = " share some elements, and one of them is written; take parts that do not";
    refused("low and middle" + share, () -> gpu.requireApart("low", low, "middle", middle));
    gpu.requireApartOrSame("a", a, "b", b);
    gpu.requireApartOrSame("low", low, "equal", a.slice(0, 500));
    refused("low and a" + share, () -> gpu.requireApartOrSame("low", low, "a", a));
    assertTrue(low.isSame(a.slice(0, 500)) && !low.isSame(a) && !low.isSame(b.slice(0, 500)));
    assertTrue(low.overlaps(middle) && !low.overlaps(b) && !low.overlaps(a.slice(500, 1)));
  }

  @Test
  void operandsAreNamedAsTheirUserKnowsThem() {
    gpu.requireOperand("a", a);
    gpu.requireOperand("none", a.slice(7, 0));
    try (DeviceVector<Tag> theirs = OTHER.backend().deviceVector(TestFields.FP, SIZE)) {
      var e =
          assertThrows(
              BackendMismatchException.class, () -> gpu.requireOperand("quotient", theirs));
      assertEquals("quotient belongs to another backend", e.getMessage());
    }
    DeviceVector<Tag> closed = gpu.deviceVector(TestFields.FP, SIZE);
    closed.close();
    assertThrows(ClosedException.class, () -> gpu.requireOperand("closed", closed));
  }

  @Test
  void threadsMayShareIt() throws InterruptedException {
    ParameterizedProgram<Tag> step = step();
    BigInteger expected = value(a, 3).add(value(b, 3)).shiftLeft(1).mod(P);
    List<TestThread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          TestThread.start(
              () -> {
                for (int i = 0; i < 30; i++) {
                  try (DeviceVector<Tag> out = gpu.deviceVector(TestFields.FP, SIZE)) {
                    step.submit(a, out);
                    assertEquals(expected, value(out, 3));
                  }
                }
              }));
    }
    for (TestThread thread : threads) {
      thread.succeeds();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 20})
  void aRunAllocatesNothingOnTheJavaHeap(int sets) {
    ParameterizedProgram<Tag> step = step();
    List<DeviceVector<Tag>> outputs = new ArrayList<>();
    for (int i = 0; i < sets; i++) {
      outputs.add(vector());
    }
    long nothing = allocated(step, outputs, 0);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 1000 && least > nothing; round++) {
      least = Math.min(least, allocated(step, outputs, 40));
    }
    assertEquals(nothing, least, "bytes that 40 runs allocate at least");
  }

  private long allocated(ParameterizedProgram<Tag> step, List<DeviceVector<Tag>> outs, int runs) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < runs; i++) {
      step.submit(a, outs.get(i % outs.size()));
    }
    return threads.getThreadAllocatedBytes(thread) - before;
  }
}
