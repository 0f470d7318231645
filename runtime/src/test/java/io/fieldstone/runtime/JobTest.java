// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.MissingFeatureException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job is made of, and what it refuses before anything runs. */
class JobTest {

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();
  @RegisterExtension static final TestDevice OTHER = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();
  private final Kernel<Tag> add = gpu.kernel(TestKernels.ADD, TestFields.FP);

  @Test
  void anOutputThatIsNotBoundIsAllocatedLikeTheInputs() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 3, ElementForm.MONTGOMERY)) {
      a.set(0, BigInteger.ZERO);
      a.set(1, BigInteger.ONE);
      a.set(2, TestFields.FP.modulus().subtract(BigInteger.ONE));
      Job<HostVector<Tag>> job = add.job().bind(0, a).bind(1, a).build();
      try (HostVector<Tag> sum = job.run()) {
        assertSame(sum, job.result());
        assertEquals(ElementForm.MONTGOMERY, sum.form());
        assertEquals(3, job.size());
        TestVectors.assertElementWise(a, a, sum, BigInteger::add);
      }
    }
  }

  @Test
  void aJobHoldsItsVectorsInTheOrderOfTheParameters() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 3);
        HostVector<Tag> b = gpu.hostVector(TestFields.FP, 3);
        HostVector<Tag> c = gpu.hostVector(TestFields.FP, 3)) {
      Job<HostVector<Tag>> job = add.job().bind(2, c).bind(0, a).bind(1, b).build();
      assertEquals(List.of(a, b, c), job.vectors());
      assertSame(add, job.kernel());
      assertEquals("vector-add<bls12_381_fp>[3]", job.toString());
    }
  }

  @Test
  void anInputThatIsNotBoundIsRefusedByName() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 3)) {
      var e = assertThrows(BindingException.class, () -> add.job().bind(0, a).build());
      assertEquals("vector-add<bls12_381_fp>: nothing is bound to b", e.getMessage());
    }
  }

  @Test
  void aJobWithoutVectorsIsRefused() {
    var e = assertThrows(BindingException.class, () -> add.job().build());
    assertEquals("vector-add<bls12_381_fp>: no vector is bound", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3})
  void aParameterThatTheKernelLacksIsRefused(int index) {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 3)) {
      var e = assertThrows(BindingException.class, () -> add.job().bind(index, a));
      assertEquals("vector-add<bls12_381_fp> has no vector parameter " + index, e.getMessage());
    }
  }

  @Test
  void aPushConstantThatTheKernelLacksIsRefused() {
    var e = assertThrows(BindingException.class, () -> add.job().push(0, 1));
    assertEquals("vector-add has no push constant 0", e.getMessage());
  }

  @Test
  void vectorsThatDisagreeAreRefusedByName() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 3);
        HostVector<Tag> longer = gpu.hostVector(TestFields.FP, 4);
        HostVector<Tag> montgomery = gpu.hostVector(TestFields.FP, 3, ElementForm.MONTGOMERY);
        HostVector<Tag> scalars = gpu.hostVector(TestFields.FR, 3);
        HostVector<Tag> foreign = OTHER.backend().hostVector(TestFields.FP, 3)) {
      assertRefused(
          LengthMismatchException.class, "b has 4 elements, but 3 are expected", a, longer);
      assertRefused(
          FormMismatchException.class, "b is MONTGOMERY, but CANONICAL is expected", a, montgomery);
      assertRefused(
          UnsupportedFieldException.class,
          "b is over bls12_381_fr, but bls12_381_fp is expected",
          a,
          scalars);
      assertRefused(BackendMismatchException.class, "b belongs to another backend", a, foreign);
    }
  }

  @Test
  void aClosedVectorIsRefused() {
    HostVector<Tag> b = gpu.hostVector(TestFields.FP, 3);
    b.close();
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 3)) {
      assertRefused(ClosedException.class, "b, HostVector<bls12_381_fp>[3], was closed", a, b);
    }
  }

  private void assertRefused(
      Class<? extends Exception> type, String message, HostVector<Tag> a, HostVector<Tag> b) {
    var e = assertThrows(type, () -> add.job().bind(0, a).bind(1, b).build());
    assertEquals(message, e.getMessage());
  }

  @Test
  void aJobCanRunAgain() {
    try (HostVector<Tag> a = TestVectors.operand(gpu, TestFields.FP, 100, 0, 1);
        HostVector<Tag> b = TestVectors.operand(gpu, TestFields.FP, 100, 1, 1);
        HostVector<Tag> out = TestVectors.poisoned(gpu, TestFields.FP, 100)) {
      Job<HostVector<Tag>> job = add.job().bind(0, a).bind(1, b).bind(2, out).build();
      job.run();
      a.set(0, BigInteger.TEN);
      job.run();
      TestVectors.assertElementWise(a, b, out, BigInteger::add);
    }
  }

  @Test
  void aJobOverEmptyVectorsRuns() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 0);
        HostVector<Tag> sum = add.job().bind(0, a).bind(1, a).build().run()) {
      assertEquals(0, sum.size());
    }
  }

  /** A driver that is not asked crashes: Mesa's with 41. */
  @Test
  void aKernelOfMoreVectorsThanTheDeviceTakesIsRefused() {
    int most = gpu.plan().report().limits().maxStorageBuffers();
    int vectors = (int) Math.min(most + 1L, 5000);
    KernelDescriptor.Builder many = TestKernels.describe("many", "add");
    for (int i = 1; i < vectors; i++) {
      many.in("a" + i, 0, i);
    }
    KernelDescriptor descriptor = many.out("out", 0, vectors).build();
    if (vectors <= most) {
      assertEquals(vectors, gpu.kernel(descriptor, TestFields.FP).descriptor().bindings().size());
    } else {
      var e =
          assertThrows(MissingFeatureException.class, () -> gpu.kernel(descriptor, TestFields.FP));
      assertEquals(
          "many has " + vectors + " vectors, but the device takes " + most, e.getMessage());
    }
  }
}
