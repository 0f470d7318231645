// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static io.fieldstone.runtime.field.ElementForm.CANONICAL;
import static io.fieldstone.runtime.field.ElementForm.MONTGOMERY;
import static io.fieldstone.runtime.field.ElementForm.UNREDUCED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.annotations.Form;
import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kernels whose vectors have a form of their own. */
class FixedFormTest {

  private static final Field<Tag> FIELD = TestFields.BABY_BEAR;
  private static final KernelDescriptor TO_MONTGOMERY =
      TestKernels.form("to-montgomery", Form.CANONICAL, Form.MONTGOMERY);
  private static final KernelDescriptor REDUCE =
      TestKernels.form("reduce", Form.UNREDUCED, Form.CANONICAL);
  private static final KernelDescriptor OF_CALL =
      TestKernels.form("copy", Form.OF_CALL, Form.OF_CALL);
  private static final KernelDescriptor TO_CANONICAL =
      TestKernels.form("to-canonical", Form.OF_CALL, Form.CANONICAL);

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();

  private HostVector<Tag> host(ElementForm form, long... elements) {
    HostVector<Tag> vector = gpu.hostVector(FIELD, elements.length, form);
    for (int i = 0; i < elements.length; i++) {
      vector.setRaw(i, BigInteger.valueOf(elements[i]));
    }
    return vector;
  }

  @Test
  void aJobsOwnResultHasTheFormThatTheKernelWrites() {
    try (HostVector<Tag> a = host(CANONICAL, 5, 6);
        HostVector<Tag> out = gpu.kernel(TO_MONTGOMERY, FIELD).job().bind(0, a).build().run()) {
      assertEquals(MONTGOMERY, out.form());
      // One variant, whose form of call is canonical.
      assertEquals(BigInteger.valueOf(5), out.getRaw(0));
      assertEquals(BigInteger.valueOf(6), out.getRaw(1));
    }
  }

  @Test
  void aKernelThatReadsMontgomeryVectorsOnlyIsInMontgomeryForm() {
    for (Form written : List.of(Form.MONTGOMERY, Form.CANONICAL)) {
      KernelDescriptor kernel = TestKernels.form("of-" + written, Form.MONTGOMERY, written);
      try (HostVector<Tag> a = host(MONTGOMERY, 5);
          HostVector<Tag> out = gpu.kernel(kernel, FIELD).job().bind(0, a).build().run();
          DeviceVector<Tag> x = gpu.deviceVector(FIELD, 1, MONTGOMERY);
          DeviceVector<Tag> y = gpu.deviceVector(FIELD, 1, out.form())) {
        // The kernel adds one in that form.
        assertEquals(BigInteger.valueOf(6), out.getRaw(0));
        x.upload(a);
        ResidentDispatchTest.dispatch(gpu.kernel(kernel, FIELD), x, y);
        y.download(out);
        assertEquals(BigInteger.valueOf(6), out.getRaw(0));
      }
    }
  }

  @Test
  void theFormOfTheCallIsThatOfTheVectorsWithoutOne() {
    try (HostVector<Tag> a = host(MONTGOMERY, 5);
        HostVector<Tag> b = host(CANONICAL, 5);
        HostVector<Tag> ofA = gpu.kernel(TO_CANONICAL, FIELD).job().bind(0, a).build().run();
        HostVector<Tag> ofB = gpu.kernel(TO_CANONICAL, FIELD).job().bind(0, b).build().run()) {
      assertEquals(CANONICAL, ofA.form());
      assertEquals(BigInteger.valueOf(6), ofA.getRaw(0));
      assertEquals(CANONICAL, ofB.form());
      assertEquals(BigInteger.valueOf(5), ofB.getRaw(0));
    }
  }

  @Test
  void aVectorOfAnotherFormIsRefused() {
    Kernel<Tag> kernel = gpu.kernel(TO_MONTGOMERY, FIELD);
    try (HostVector<Tag> a = host(MONTGOMERY, 5);
        DeviceVector<Tag> x = gpu.deviceVector(FIELD, 1);
        DeviceVector<Tag> y = gpu.deviceVector(FIELD, 1)) {
      var job = kernel.job().bind(0, a);
      var e = assertThrows(FormMismatchException.class, job::build);
      assertEquals("a is MONTGOMERY, but CANONICAL is expected", e.getMessage());
      e =
          assertThrows(
              FormMismatchException.class, () -> ResidentDispatchTest.dispatch(kernel, x, y));
      assertEquals("out is CANONICAL, but MONTGOMERY is expected", e.getMessage());
    }
  }

  @Test
  void aDispatchTakesVectorsOfTheirForms() {
    try (HostVector<Tag> a = host(CANONICAL, 5);
        HostVector<Tag> out = host(MONTGOMERY, 0);
        DeviceVector<Tag> x = gpu.deviceVector(FIELD, 1);
        DeviceVector<Tag> y = gpu.deviceVector(FIELD, 1, MONTGOMERY)) {
      x.upload(a);
      ResidentDispatchTest.dispatch(gpu.kernel(TO_MONTGOMERY, FIELD), x, y);
      y.download(out);
      assertEquals(BigInteger.valueOf(5), out.getRaw(0));
      assertThrows(FormMismatchException.class, () -> y.download(a));
    }
  }

  @Test
  void anUnreducedVectorIsOnlyForKernelsThatAskForIt() {
    try (HostVector<Tag> a = host(UNREDUCED, 0xffff_ffffL);
        HostVector<Tag> copy = gpu.kernel(REDUCE, FIELD).job().bind(0, a).build().run()) {
      assertEquals(CANONICAL, copy.form());
      assertThrows(ElementRangeException.class, copy::requireBelowModulus);
      var job = gpu.kernel(OF_CALL, FIELD).job().bind(0, a);
      var e = assertThrows(FormMismatchException.class, job::build);
      assertEquals(
          "a is UNREDUCED, but CANONICAL or MONTGOMERY is expected; reduce it first",
          e.getMessage());
    }
  }

  @Test
  void anUnreducedVectorHoldsAnyIntegerOfItsLimbs() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FR, 1, UNREDUCED)) {
      BigInteger bound = BigInteger.ONE.shiftLeft(256);
      BigInteger greatest = bound.subtract(BigInteger.ONE);
      a.set(0, greatest);
      assertEquals(greatest, a.get(0));
      var e = assertThrows(ElementRangeException.class, () -> a.set(0, bound));
      assertEquals(
          "element 0 is not in [0, 2^256) of bls12_381_fr: 0x" + bound.toString(16),
          e.getMessage());
      assertThrows(ElementRangeException.class, () -> a.set(0, BigInteger.ONE.negate()));
    }
  }

  @ParameterizedTest
  @EnumSource(TransferPath.class)
  void jobsOfBothFormsInOneBatchAreMergedOnlyWithTheirLike(TransferPath path) {
    Kernel<Tag> kernel = gpu.kernel(TO_CANONICAL, FIELD);
    List<HostVector<Tag>> inputs = new ArrayList<>();
    List<CompletableFuture<HostVector<Tag>>> tickets = new ArrayList<>();
    try (Batch batch = gpu.batch().path(path)) {
      for (int i = 0; i < 40; i++) {
        HostVector<Tag> a = host(i % 3 == 0 ? MONTGOMERY : CANONICAL, i, 2L * i, 3L * i);
        inputs.add(a);
        tickets.add(batch.add(kernel.job().bind(0, a).build()));
      }
      batch.runPipelined();
      for (int i = 0; i < 40; i++) {
        int added = i % 3 == 0 ? 1 : 0;
        try (HostVector<Tag> out = tickets.get(i).join()) {
          assertEquals(BigInteger.valueOf(i + added), out.getRaw(0), "job " + i);
          assertEquals(BigInteger.valueOf(3L * i + added), out.getRaw(2), "job " + i);
        }
      }
    } finally {
      inputs.forEach(HostVector::close);
    }
  }
}
