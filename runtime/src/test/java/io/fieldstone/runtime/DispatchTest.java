// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.field.ElementForm;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dispatch is one call's own, whoever else has one open. */
@Timeout(120)
class DispatchTest {

  private static final int SIZE = 100;

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();
  private final Kernel<Tag> add = gpu.kernel(TestKernels.ADD, TestFields.FP);
  private final Kernel<Tag> sub = gpu.kernel(TestKernels.SUB, TestFields.FP);
  private final HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, SIZE, 0, 1);
  private final HostVector<Tag> b = TestVectors.operand(gpu, TestFields.FP, SIZE, 1, 1);
  private final HostVector<Tag> out = TestVectors.poisoned(gpu, TestFields.FP, SIZE);
  private final DeviceVector<Tag> x = gpu.deviceVector(TestFields.FP, SIZE);
  private final DeviceVector<Tag> y = gpu.deviceVector(TestFields.FP, SIZE);
  private final DeviceVector<Tag> z = gpu.deviceVector(TestFields.FP, SIZE);
  private final DeviceVector<Tag> w = gpu.deviceVector(TestFields.FP, SIZE);

  DispatchTest() {
    x.upload(a);
    y.upload(b);
    z.upload(out);
    w.upload(out);
  }

  @AfterEach
  void close() {
    List.of(a, b, out, x, y, z, w).forEach(ElementVector::close);
  }

  @SafeVarargs
  private static void bind(Dispatch<Tag> dispatch, DeviceVector<Tag>... vectors) {
    for (int i = 0; i < vectors.length; i++) {
      dispatch.bind(i, vectors[i]);
    }
  }

  private BigInteger first(DeviceVector<Tag> vector) {
    vector.download(out);
    return out.get(SIZE - 1);
  }

  private static BigInteger mod(BigInteger value) {
    return value.mod(TestFields.FP.modulus());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void twoThatAreOpenInOneThreadDoNotAlias(boolean pooled) {
    Supplier<Dispatch<Tag>> open = pooled ? add::pooledDispatch : add::dispatch;
    try (Dispatch<Tag> one = open.get();
        Dispatch<Tag> other = open.get()) {
      assertNotSame(one, other);
      bind(one, x, y, z);
      bind(other, x, x, w);
      one.submit();
      TestVectors.assertElementWise(a, b, downloaded(z), BigInteger::add);
      BigInteger poison = first(w);
      assertEquals(poison, first(w), "was never submitted");
      other.submit();
      TestVectors.assertElementWise(a, a, downloaded(w), BigInteger::add);
      TestVectors.assertElementWise(a, b, downloaded(z), BigInteger::add);
    }
  }

  private HostVector<Tag> downloaded(DeviceVector<Tag> vector) {
    vector.download(out);
    return out;
  }

  @Test
  void whatWasNeverSubmittedIsNotWritten() {
    BigInteger poison = first(w);
    try (Dispatch<Tag> one = add.dispatch();
        Dispatch<Tag> other = add.dispatch()) {
      bind(other, x, x, w);
      bind(one, x, y, z);
      one.submit();
    }
    assertEquals(poison, first(w));
  }

  @Test
  void oneThatADeadThreadLeftOpenBlocksNobody() throws InterruptedException {
    List<Dispatch<Tag>> left = new ArrayList<>();
    TestThread.start(
            () -> {
              left.add(add.dispatch());
              left.add(add.pooledDispatch());
              left.forEach(dispatch -> dispatch.bind(0, x));
            })
        .succeeds();
    ResidentDispatchTest.dispatch(add, x, y, z);
    TestVectors.assertElementWise(a, b, downloaded(z), BigInteger::add);
    left.forEach(Dispatch::close);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void twoKernelsThatAreOpenedInOppositeOrdersDoNotDeadlock(boolean pooled)
      throws InterruptedException {
    CyclicBarrier both = new CyclicBarrier(2);
    TestThread one = TestThread.start(() -> openBoth(add, sub, z, both, pooled));
    TestThread other = TestThread.start(() -> openBoth(sub, add, w, both, pooled));
    one.succeeds();
    other.succeeds();
    TestVectors.assertElementWise(a, b, downloaded(z), (s, t) -> s);
    TestVectors.assertElementWise(a, b, downloaded(w), (s, t) -> s);
  }

  /** Leaves x + y - y or x - y + y in {@code result}, however often. */
  private void openBoth(
      Kernel<Tag> first,
      Kernel<Tag> second,
      DeviceVector<Tag> result,
      CyclicBarrier both,
      boolean pooled)
      throws Exception {
    for (int i = 0; i < 50; i++) {
      try (Dispatch<Tag> outer = pooled ? first.pooledDispatch() : first.dispatch()) {
        both.await();
        try (Dispatch<Tag> inner = pooled ? second.pooledDispatch() : second.dispatch()) {
          bind(outer, x, y, result);
          bind(inner, result, y, result);
          both.await();
          outer.submit();
          inner.submit();
        }
      }
    }
  }

  @Test
  void manyThreadsWithOneKernelGetEachTheirOwnResult() throws InterruptedException {
    List<TestThread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      long value = t;
      threads.add(TestThread.start(() -> doubleOften(value)));
    }
    for (TestThread thread : threads) {
      thread.succeeds();
    }
  }

  private void doubleOften(long value) {
    try (HostVector<Tag> host = gpu.hostVector(TestFields.FP, 1);
        DeviceVector<Tag> mine = gpu.deviceVector(TestFields.FP, 1)) {
      host.set(0, BigInteger.valueOf(value));
      mine.upload(host);
      for (int i = 0; i < 100; i++) {
        try (Dispatch<Tag> dispatch = add.pooledDispatch()) {
          bind(dispatch, mine, mine, mine);
          dispatch.submit();
        }
      }
      mine.download(host);
      assertEquals(mod(BigInteger.valueOf(value).shiftLeft(100)), host.get(0));
    }
  }

  @Test
  void moreMayBeOpenAtOnceThanThePoolHolds() {
    List<Dispatch<Tag>> open = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Dispatch<Tag> dispatch = add.pooledDispatch();
      bind(dispatch, i == 0 ? x : z, y, z);
      open.add(dispatch);
    }
    assertEquals(40, open.stream().distinct().count());
    open.forEach(Dispatch::submit);
    open.forEach(Dispatch::close);
    BigInteger last = a.get(SIZE - 1).add(b.get(SIZE - 1).multiply(BigInteger.valueOf(40)));
    assertEquals(mod(last), first(z));
  }

  @Test
  void aPooledOneIsUsedAgainWithoutWhatItHeld() {
    Kernel<Tag> ends = gpu.kernel(TestKernels.ENDS, TestFields.BABY_BEAR);
    Dispatch<Tag> used = ends.pooledDispatch();
    try (DeviceVector<Tag> elements = gpu.deviceVector(TestFields.BABY_BEAR, 10);
        DeviceVector<Tag> least = perWorkgroup();
        DeviceVector<Tag> greatest = perWorkgroup()) {
      bind(used, elements, least, greatest);
      used.push(0, 3);
      used.submit();
      used.close();
      used.close();
      try (Dispatch<Tag> again = ends.pooledDispatch();
          Dispatch<Tag> another = ends.pooledDispatch()) {
        assertSame(used, again);
        assertNotSame(used, another);
        var e = assertThrows(BindingException.class, again::submit);
        assertEquals("ends<baby_bear>: nothing is bound to a", e.getMessage());
        bind(again, elements, least, greatest);
        e = assertThrows(BindingException.class, again::submit);
        assertEquals("ends<baby_bear>: push constant offset is not given", e.getMessage());
      }
    }
  }

  private DeviceVector<Tag> perWorkgroup() {
    return gpu.deviceVector(TestFields.BABY_BEAR, 1, ElementForm.UNREDUCED);
  }

  @Test
  void aPushConstantThatWasNeverGivenIsRefusedAndNothingIsWritten() {
    Kernel<Tag> ends = gpu.kernel(TestKernels.ENDS, TestFields.BABY_BEAR);
    try (DeviceVector<Tag> elements = gpu.deviceVector(TestFields.BABY_BEAR, 10);
        DeviceVector<Tag> least = perWorkgroup();
        DeviceVector<Tag> greatest = perWorkgroup();
        Dispatch<Tag> dispatch = ends.dispatch()) {
      bind(dispatch, elements, least, greatest);
      long submitted = gpu.resources().device().resident().submitted();
      var e = assertThrows(BindingException.class, dispatch::submit);
      assertEquals("ends<baby_bear>: push constant offset is not given", e.getMessage());
      assertEquals(submitted, gpu.resources().device().resident().submitted());
      dispatch.push(0, 0);
      assertDoesNotThrow(dispatch::submit);
    }
  }

  @Test
  void oneMayBeSubmittedAgainAndAgain() {
    try (Dispatch<Tag> dispatch = add.dispatch()) {
      bind(dispatch, x, y, x);
      for (int i = 0; i < 10; i++) {
        dispatch.submit();
      }
    }
    BigInteger last = a.get(SIZE - 1).add(b.get(SIZE - 1).multiply(BigInteger.TEN));
    assertEquals(mod(last), first(x));
  }

  @Test
  void oneMayBeUsedInAnotherThreadThanTheOneThatOpenedIt() throws InterruptedException {
    try (Dispatch<Tag> dispatch = add.dispatch()) {
      bind(dispatch, x, y, z);
      TestThread.start(dispatch::submit).succeeds();
    }
    TestVectors.assertElementWise(a, b, downloaded(z), BigInteger::add);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void useAfterCloseIsRefused(boolean pooled) {
    Dispatch<Tag> dispatch = pooled ? add.pooledDispatch() : add.dispatch();
    bind(dispatch, x, y, z);
    dispatch.close();
    dispatch.close();
    for (ClosedException e :
        List.of(
            assertThrows(ClosedException.class, dispatch::submit),
            assertThrows(ClosedException.class, () -> dispatch.bind(0, x)),
            assertThrows(ClosedException.class, () -> dispatch.push(0, 1)),
            assertThrows(ClosedException.class, () -> dispatch.push(0, 1L)),
            assertThrows(ClosedException.class, () -> dispatch.push(0, 1f)),
            assertThrows(ClosedException.class, () -> dispatch.push(0, 1.0)),
            assertThrows(ClosedException.class, () -> dispatch.push(0, BigInteger.ONE)))) {
      assertEquals("this dispatch of vector-add<bls12_381_fp> was closed", e.getMessage());
    }
  }
}
