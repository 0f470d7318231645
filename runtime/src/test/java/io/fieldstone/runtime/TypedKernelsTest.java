// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static io.fieldstone.runtime.TypedKernels.FIELD;
import static io.fieldstone.runtime.TypedKernels.POINTS;
import static io.fieldstone.runtime.TypedKernels.UINT32;
import static io.fieldstone.runtime.TypedKernels.dispatch;
import static io.fieldstone.runtime.TypedKernels.gather;
import static io.fieldstone.runtime.TypedKernels.in;
import static io.fieldstone.runtime.TypedKernels.mixed;
import static io.fieldstone.runtime.TypedKernels.out;
import static io.fieldstone.runtime.TypedKernels.own;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.annotations.Affine;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.annotations.UInt32;
import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.TestTypes.Bear4;
import io.fieldstone.runtime.TestTypes.Fp2;
import io.fieldstone.runtime.TestTypes.G1;
import io.fieldstone.runtime.TestTypes.G2;
import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.IntegerType;
import io.fieldstone.runtime.field.TypeArgument;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls of kernels over points, extension fields and integers at once. */
class TypedKernelsTest {

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  @RegisterExtension
  static final TestDevice SEGMENTED = new TestDevice(plan -> plan.withSegmentBytes(4096));

  private final PersistentBackend gpu = DEVICE.backend();
  private final Random random = new Random(7);

  private static List<AffinePoint<G1>> multiples(int count) {
    List<AffinePoint<G1>> points = new ArrayList<>(List.of(TestTypes.G1.infinity()));
    while (points.size() < count) {
      points.add(points.get(points.size() - 1).add(TestTypes.G1.generator()));
    }
    return points;
  }

  private static DeviceVector<UInt32> upload(PersistentBackend gpu, int... words) {
    try (HostVector<UInt32> host = gpu.hostVector(IntegerType.UINT32, words.length)) {
      host.put(0, words);
      return gpu.upload(host);
    }
  }

  private static <C> DeviceVector<Affine<C>> upload(
      PersistentBackend gpu, List<AffinePoint<C>> points, ElementForm form) {
    var type = points.get(0).curve().affine();
    try (HostVector<Affine<C>> host = gpu.hostVector(type, points.size(), form)) {
      HostValues.ofPoints(host).put(0, points);
      return gpu.upload(host);
    }
  }

  private static <C> List<AffinePoint<C>> download(DeviceVector<Affine<C>> vector) {
    try (HostVector<Affine<C>> host = vector.download()) {
      return HostValues.ofPoints(host).toList();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ElementForm.class,
      names = {"CANONICAL", "MONTGOMERY"})
  void pointsAreGatheredByIndices(ElementForm form) {
    List<AffinePoint<G1>> points = multiples(20);
    int[] indices = random.ints(300, 0, 20).toArray();
    Kernel<G1> kernel = gpu.kernel(gather(POINTS, 24), TestTypes.G1);
    try (DeviceVector<Affine<G1>> table = upload(gpu, points, form);
        DeviceVector<UInt32> index = upload(gpu, indices);
        DeviceVector<Affine<G1>> out = gpu.deviceVector(TestTypes.G1.affine(), 300, form)) {
      dispatch(kernel, table, index, out);
      assertEquals(IntStream.of(indices).mapToObj(points::get).toList(), download(out));
    }
    assertEquals("gather<g1>", kernel.toString());
    assertEquals(List.of(TestTypes.G1), kernel.typeArguments());
    assertSame(TestFields.FP, kernel.field());
  }

  @Test
  void pointsOverAnExtensionAreGathered() {
    AffinePoint<G2> g = TestTypes.G2.generator();
    try (DeviceVector<Affine<G2>> table =
            upload(gpu, List.of(g, g.negate()), ElementForm.CANONICAL);
        DeviceVector<UInt32> index = upload(gpu, 1, 0, 0);
        DeviceVector<Affine<G2>> out = gpu.deviceVector(TestTypes.G2.affine(), 3)) {
      dispatch(gpu.kernel(gather(POINTS, 48), TestTypes.G2), table, index, out);
      assertEquals(List.of(g.negate(), g, g), download(out));
    }
  }

  /** Vectors of 4 and 48 bytes an element end their buffers at different elements. */
  @Test
  void callsGoOverVectorsThatAreCutAtDifferentElements() {
    PersistentBackend segmented = SEGMENTED.backend();
    int size = 3000;
    int[] table = random.ints(64 * 12).toArray();
    int[] indices = random.ints(size, 0, 64).toArray();
    try (HostVector<Tag> host = segmented.hostVector(TestFields.FP, 64, ElementForm.UNREDUCED);
        HostVector<Tag> back = segmented.hostVector(TestFields.FP, size, ElementForm.UNREDUCED);
        DeviceVector<UInt32> index = upload(segmented, indices)) {
      host.put(0, table);
      KernelDescriptor unreduced =
          own("gather-unreduced", "gather.spv")
              .specialize(0, 12)
              .in("table", 0, 0, Form.UNREDUCED, Extent.WHOLE)
              .vector(in("index", 1, UINT32))
              .out("out", 0, 2, Form.UNREDUCED, Extent.ELEMENTS)
              .build();
      try (DeviceVector<Tag> on = segmented.upload(host);
          DeviceVector<Tag> out =
              segmented.deviceVector(TestFields.FP, size, ElementForm.UNREDUCED)) {
        assertEquals(38, out.buffers());
        assertEquals(3, index.buffers());
        dispatch(segmented.kernel(unreduced, TestFields.FP), on, index, out);
        out.download(back);
      }
      int[] words = new int[size * 12];
      back.get(0, words);
      for (int i = 0; i < size; i++) {
        int from = indices[i] * 12;
        assertArrayEquals(
            Arrays.copyOfRange(table, from, from + 12),
            Arrays.copyOfRange(words, i * 12, (i + 1) * 12),
            "element " + i);
      }
    }
  }

  @Test
  void aVectorHasSeveralElementsForEachOfTheCall() {
    for (PersistentBackend backend : List.of(gpu, SEGMENTED.backend())) {
      int size = 500;
      int[] a = random.ints(4L * size, 0, 1000).toArray();
      int[] b = random.ints(size, 0, 1000).toArray();
      Kernel<Bear4> kernel = backend.kernel(mixed(FIELD, 4, 2), TestTypes.BEAR4);
      try (HostVector<Bear4> host = backend.hostVector(TestTypes.BEAR4, size);
          HostVector<Bear4> back = backend.hostVector(TestTypes.BEAR4, 2L * size);
          DeviceVector<Bear4> out = backend.deviceVector(TestTypes.BEAR4, 2L * size);
          DeviceVector<UInt32> onB = upload(backend, b)) {
        host.put(0, a);
        try (DeviceVector<Bear4> onA = backend.upload(host)) {
          dispatch(kernel, onA, onB, out);
        }
        out.download(back);
        int[] words = new int[size * 8];
        back.get(0, words);
        for (int i = 0; i < size * 8; i++) {
          int element = i / 8;
          assertEquals(a[element * 4 + i % 4] + (i % 4 == 0 ? b[element] : 0), words[i]);
        }
      }
    }
  }

  @Test
  void lengthsThatTheDeclarationDoesNotRelateAreRefusedByName() {
    Kernel<Bear4> kernel = gpu.kernel(mixed(FIELD, 4, 3), TestTypes.BEAR4);
    try (DeviceVector<Bear4> a = gpu.deviceVector(TestTypes.BEAR4, 4);
        DeviceVector<UInt32> b = gpu.deviceVector(IntegerType.UINT32, 4);
        DeviceVector<UInt32> shorter = gpu.deviceVector(IntegerType.UINT32, 3);
        DeviceVector<Bear4> eleven = gpu.deviceVector(TestTypes.BEAR4, 11);
        DeviceVector<Bear4> nine = gpu.deviceVector(TestTypes.BEAR4, 9)) {
      assertRefused(
          LengthMismatchException.class,
          "out has 11 elements, but a multiple of 3 is expected",
          () -> dispatch(kernel, a, b, eleven));
      assertRefused(
          LengthMismatchException.class,
          "out has 9 elements, but 12 are expected",
          () -> dispatch(kernel, a, b, nine));
      assertRefused(
          LengthMismatchException.class,
          "b has 3 elements, but 4 are expected",
          () -> dispatch(kernel, a, shorter, nine));
    }
  }

  @Test
  void vectorsOfOtherTypesAreRefusedByName() {
    Kernel<G1> kernel = gpu.kernel(gather(POINTS, 24), TestTypes.G1);
    try (DeviceVector<Affine<G1>> table = gpu.deviceVector(TestTypes.G1.affine(), 2);
        DeviceVector<Affine<TestTypes.Other>> other =
            gpu.deviceVector(TestTypes.MINUS_THREE.affine(), 2);
        DeviceVector<UInt32> index = gpu.deviceVector(IntegerType.UINT32, 2);
        DeviceVector<Tag> field = gpu.deviceVector(TestFields.FP, 2);
        DeviceVector<Affine<G1>> none = gpu.deviceVector(TestTypes.G1.affine(), 0);
        DeviceVector<Affine<G1>> montgomery =
            gpu.deviceVector(TestTypes.G1.affine(), 2, ElementForm.MONTGOMERY)) {
      assertRefused(
          UnsupportedFieldException.class,
          "table is over minus_three_affine, but g1_affine is expected",
          () -> dispatch(kernel, other, index, table));
      assertRefused(
          UnsupportedFieldException.class,
          "index is over bls12_381_fp, but uint32 is expected",
          () -> dispatch(kernel, table, field, table));
      assertRefused(
          FormMismatchException.class,
          "out is MONTGOMERY, but CANONICAL is expected",
          () -> dispatch(kernel, table, index, montgomery));
      assertRefused(
          LengthMismatchException.class,
          "table has no elements, but is bound whole; take a vector of one at least",
          () -> dispatch(kernel, none, index, montgomery));
      assertRefused(
          BindingException.class,
          "table and out are the same vector; take two",
          () -> dispatch(kernel, table, index, table));
    }
  }

  @Test
  void aWholeVectorIsInOneBuffer() {
    PersistentBackend segmented = SEGMENTED.backend();
    Kernel<G1> kernel = segmented.kernel(gather(POINTS, 24), TestTypes.G1);
    try (DeviceVector<Affine<G1>> table = segmented.deviceVector(TestTypes.G1.affine(), 100);
        DeviceVector<UInt32> index = segmented.deviceVector(IntegerType.UINT32, 2);
        DeviceVector<Affine<G1>> out = segmented.deviceVector(TestTypes.G1.affine(), 2)) {
      assertRefused(
          BindingException.class,
          "table is DeviceVector<g1_affine>[100] of 9600 bytes, which is more than a dispatch of"
              + " this device can bind; take shorter ones",
          () -> dispatch(kernel, table, index, out));
    }
  }

  @Test
  void typeArgumentsThatDoNotFitAreRefused() {
    KernelDescriptor points = gather(POINTS, 24);
    KernelDescriptor field = gather(FIELD, 12);
    assertRefused(
        UnsupportedFieldException.class,
        "gather is over 1 fields or curves, but 2 are given",
        () -> gpu.kernel(points, TestTypes.G1, TestFields.FR));
    assertRefused(
        UnsupportedFieldException.class,
        "table: bls12_381_fp is a field, but a curve is expected, whose points vectors have",
        () -> gpu.kernel(points, TestFields.FP));
    assertRefused(
        UnsupportedFieldException.class,
        "table: g1 is a curve, but a field is expected, whose elements vectors have",
        () -> gpu.kernel(field, TestTypes.G1));
    assertRefused(
        UnsupportedFieldException.class,
        "gather is over 1 fields or curves, but 0 are given",
        () -> gpu.kernel(field));
    assertRefused(
        UnsupportedFieldException.class,
        "vector-add has no module for fp2, which is of degree 2; it has modules for degrees [1]",
        () -> gpu.kernel(TestKernels.ADD, TestTypes.FP2));
    assertRefused(
        UnsupportedFieldException.class,
        "by-degree has no module for bear4, which has limb shape 1x32 and is of degree 4",
        () ->
            gpu.kernel(
                own("by-degree", "facts_{degree}.spv").vector(out("out", 0, UINT32)).build(),
                TestTypes.BEAR4));
    assertRefused(
        UnsupportedFieldException.class,
        "vector-add has no module for uneven, which has limb shape 3x64; it has modules for"
            + " [1x32, 1x64, 4x64, 6x64]",
        () ->
            gpu.kernel(
                TestKernels.ADD,
                new TestFields.TestField(
                    "uneven", LimbShape.of(3, 64), "1" + "0".repeat(39) + "7")));
  }

  @Test
  void aKernelOfIntegersIsOverNoField() {
    KernelDescriptor copy =
        own("copy", "form.spv")
            .typeArguments(0)
            .vector(in("a", 0, UINT32))
            .vector(out("out", 1, UINT32))
            .build();
    Kernel<?> kernel = gpu.kernel(copy);
    try (DeviceVector<UInt32> a = upload(gpu, 3, -1);
        DeviceVector<UInt32> b = gpu.deviceVector(IntegerType.UINT32, 2)) {
      dispatch(kernel, a, b);
      int[] words = new int[2];
      try (HostVector<UInt32> host = b.download()) {
        host.get(0, words);
      }
      assertArrayEquals(new int[] {3, -1}, words);
    }
    assertEquals("copy", kernel.toString());
    assertEquals(List.of(), kernel.typeArguments());
    assertRefused(
        UnsupportedFieldException.class, "copy is of integers, and over no field", kernel::field);
    try (HostVector<UInt32> a = gpu.hostVector(IntegerType.UINT32, 1)) {
      a.put(0, new int[] {42});
      Job<HostVector<UInt32>> job = kernel.mixedJob().bind(0, a).buildTyped();
      try (HostVector<UInt32> copied = job.run()) {
        assertEquals(BigInteger.valueOf(42), copied.get(0));
      }
    }
    gpu.prepare(List.of(kernel)).requireComplete();
  }

  private int[] facts(KernelDescriptor facts, TypeArgument<?> argument) {
    try (DeviceVector<UInt32> out = gpu.deviceVector(IntegerType.UINT32, 3)) {
      dispatch(gpu.kernel(facts, argument), out);
      int[] words = new int[3];
      try (HostVector<UInt32> host = out.download()) {
        host.get(0, words);
      }
      return words;
    }
  }

  private static KernelDescriptor facts(String file) {
    return own("facts", file).vector(out("out", 0, UINT32)).build();
  }

  @Test
  void modulesSeeTheSmallConstantsOfExtensionsAndCurves() {
    KernelDescriptor byDegree = facts("facts_{degree}.spv");
    assertArrayEquals(new int[] {0, -3, 0}, facts(byDegree, TestTypes.MINUS_THREE));
    assertArrayEquals(new int[] {0, 0, 0}, facts(byDegree, TestTypes.G1));
    assertArrayEquals(new int[] {-1, 0, 0}, facts(byDegree, TestTypes.FP2));
    assertArrayEquals(new int[] {11, 0, 0}, facts(facts("facts_n.spv"), TestTypes.BEAR4));
    KernelDescriptor all = facts("facts_2.spv");
    assertArrayEquals(new int[] {0, -3, 6}, facts(all, TestTypes.MINUS_THREE));
    assertArrayEquals(new int[] {0, 0, 4}, facts(all, TestTypes.G1));
    assertNotSame(gpu.kernel(all, TestTypes.G1), gpu.kernel(all, TestTypes.MINUS_THREE));
    assertSame(gpu.kernel(all, TestTypes.G1), gpu.kernel(all, TestTypes.G1));
    assertRefused(
        UnsupportedFieldException.class,
        "facts<trinomial> is for extensions by a root of x^d - n with a small n, which trinomial"
            + " has not",
        () -> gpu.kernel(all, TestTypes.TRINOMIAL));
    assertRefused(
        UnsupportedFieldException.class,
        "facts<tower> is for extensions by a root of x^d - n with a small n, which tower has not",
        () -> gpu.kernel(facts("facts_n.spv"), TestTypes.TOWER));
    assertRefused(
        UnsupportedFieldException.class,
        "facts<g2> is for curves y^2 = x^3 + a x + b with a small b, which g2 has not",
        () -> gpu.kernel(all, TestTypes.G2));
  }

  @Test
  void modulesSeeTheNumbersOfTowersWhereTheyAskForThem() {
    KernelDescriptor numbers = facts("facts_tower.spv");
    assertArrayEquals(new int[] {31, -3, -2}, facts(numbers, TestTypes.TOWER));
    assertArrayEquals(new int[] {11, 0, 0}, facts(numbers, TestTypes.BEAR4));
    assertArrayEquals(new int[] {-1, 0, 0}, facts(numbers, TestTypes.FP2));
    assertArrayEquals(new int[] {0, 0, 0}, facts(numbers, TestTypes.G1));
    assertRefused(
        UnsupportedFieldException.class,
        "facts<trinomial> is for extensions by a root of x^d - n, or of x^2 - n and one of"
            + " y^2 - k - m x, with small numbers, which trinomial has not",
        () -> gpu.kernel(numbers, TestTypes.TRINOMIAL));
  }

  private <E> void assertMixedJobs(
      PersistentBackend backend, ExtensionField<E> field, TransferPath path, int size) {
    int[] a = random.ints((long) size * field.words(), 0, 1000).toArray();
    int[] b = random.ints(size, 0, 1000).toArray();
    Kernel<E> kernel = backend.kernel(mixed(FIELD, field.words(), 1), field);
    try (HostVector<E> hostA = backend.hostVector(field, size);
        HostVector<UInt32> hostB = backend.hostVector(IntegerType.UINT32, size);
        Batch batch = backend.batch().path(path)) {
      hostA.put(0, a);
      hostB.put(0, b);
      Job<HostVector<E>> host = kernel.mixedJob().bind(0, hostA).bind(1, hostB).buildTyped();
      Job<HostVector<E>> second = kernel.mixedJob().bind(0, hostA).bind(1, hostB).buildTyped();
      Job<HeapVector<E>> heap =
          kernel
              .mixedHeapJob()
              .bind(0, HeapVector.of(field, a))
              .bind(1, HeapVector.of(IntegerType.UINT32, b))
              .buildTyped();
      batch.add(host);
      batch.add(second);
      batch.add(heap);
      batch.runPipelined();
      int[] sums = a.clone();
      for (int i = 0; i < size; i++) {
        sums[i * field.words()] += b[i];
      }
      for (HostVector<E> result : List.of(host.result(), second.result())) {
        int[] words = new int[sums.length];
        result.get(0, words);
        assertArrayEquals(sums, words);
        assertSame(field, result.type());
        result.close();
      }
      assertArrayEquals(sums, heap.result().ints());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TransferPath.class,
      names = {"HOST_VISIBLE", "DEVICE_LOCAL"})
  void jobsGoOverHostVectorsOfSeveralTypes(TransferPath path) {
    for (PersistentBackend backend : List.of(gpu, SEGMENTED.backend())) {
      for (int size : new int[] {0, 1, 77, 5000, 40_000}) {
        assertMixedJobs(backend, TestTypes.BEAR4, path, size);
      }
      assertMixedJobs(backend, TestTypes.FP2, path, 3000);
    }
  }

  @Test
  void jobsOfOneExtensionFieldAreTyped() {
    KernelDescriptor copy =
        own("copy", "mixed.spv")
            .specialize(0, 24)
            .vector(in("a", 0, FIELD))
            .in("b", 0, 1)
            .out("out", 0, 2)
            .build();
    Kernel<Fp2> kernel = gpu.kernel(copy, TestTypes.FP2);
    try (HostVector<Fp2> a = gpu.hostVector(TestTypes.FP2, 10);
        HostVector<Fp2> zero = gpu.hostVector(TestTypes.FP2, 10)) {
      zero.put(0, new long[120]);
      HostValues.ofElements(a).put(0, Collections.nCopies(10, TestTypes.FP2.root()));
      try (HostVector<Fp2> out = kernel.job().bind(0, a).bind(1, zero).build().run()) {
        assertEquals(TestTypes.FP2.root(), HostValues.ofElements(out).get(9));
      }
      HeapVector<Fp2> heap =
          kernel
              .heapJob()
              .bind(0, HeapVector.of(TestTypes.FP2, new long[12]).copyOf(a))
              .bind(1, HeapVector.of(TestTypes.FP2, new long[120]))
              .build()
              .run();
      assertEquals(1, heap.longs()[6]);
    }
  }

  @Test
  void kernelsThatAreNotElementwiseHaveNoJobs() {
    Kernel<G1> kernel = gpu.kernel(gather(POINTS, 24), TestTypes.G1);
    String message = "gather<g1> is not element-wise, which runs on device vectors only; use ";
    assertRefused(BindingException.class, message + "dispatch()", kernel::job);
    assertRefused(BindingException.class, message + "dispatch()", kernel::heapJob);
    assertRefused(BindingException.class, message + "dispatch()", kernel::mixedJob);
    assertRefused(BindingException.class, message + "dispatch()", kernel::mixedHeapJob);
    assertRefused(
        BindingException.class, message + "dispatches()", () -> gpu.preparation().jobs(kernel));
    gpu.prepare(List.of(kernel)).requireComplete();
  }

  @Test
  void programsReplayCallsOverSeveralTypes() {
    List<AffinePoint<G1>> points = multiples(5);
    Kernel<G1> kernel = gpu.kernel(gather(POINTS, 24), TestTypes.G1);
    try (DeviceVector<Affine<G1>> table = upload(gpu, points, ElementForm.CANONICAL);
        DeviceVector<UInt32> one = upload(gpu, 4, 3, 2, 1, 0);
        DeviceVector<UInt32> other = upload(gpu, 1, 1, 4, 4, 2);
        DeviceVector<Affine<G1>> out = gpu.deviceVector(TestTypes.G1.affine(), 5);
        ParameterizedProgram<UInt32> program =
            gpu.record(() -> dispatch(kernel, table, one, out), one)) {
      program.run(one);
      assertEquals(IntStream.of(4, 3, 2, 1, 0).mapToObj(points::get).toList(), download(out));
      program.run(other);
      assertEquals(IntStream.of(1, 1, 4, 4, 2).mapToObj(points::get).toList(), download(out));
    }
  }

  private static void assertRefused(
      Class<? extends RuntimeException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }
}
