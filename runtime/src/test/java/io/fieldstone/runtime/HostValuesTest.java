// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.Affine;
import io.fieldstone.annotations.UInt32;
import io.fieldstone.annotations.UInt64;
import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.TestTypes.Bear4;
import io.fieldstone.runtime.TestTypes.Fp2;
import io.fieldstone.runtime.TestTypes.G1;
import io.fieldstone.runtime.TestTypes.G2;
import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.InvalidPointException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import io.fieldstone.runtime.field.IntegerType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Vectors of extension fields, points and integers in host memory. */
class HostValuesTest {

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  @RegisterExtension
  static final TestDevice SEGMENTED = new TestDevice(plan -> plan.withSegmentBytes(4096));

  private final PersistentBackend gpu = DEVICE.backend();
  private final Random random = new Random(5);

  private <F> List<FieldElement<F>> elements(FiniteField<F> field, int count) {
    BigInteger p = field.primeField().modulus();
    List<FieldElement<F>> elements = new ArrayList<>(List.of(field.zero(), field.one()));
    while (elements.size() < count) {
      List<BigInteger> coefficients =
          Stream.generate(() -> new BigInteger(p.bitLength() + 64, random).mod(p))
              .limit(field.components())
              .toList();
      elements.add(field.element(coefficients));
    }
    return elements.subList(0, count);
  }

  static Stream<Arguments> fieldsAndForms() {
    return Stream.of(TestTypes.FP2, TestTypes.BEAR4, TestFields.FR, TestTypes.TRINOMIAL)
        .flatMap(field -> Stream.of(ElementForm.values()).map(form -> Arguments.of(field, form)));
  }

  @ParameterizedTest
  @MethodSource("fieldsAndForms")
  <F> void elementsComeBackAsTheyWereSet(FiniteField<F> field, ElementForm form) {
    for (PersistentBackend backend : List.of(gpu, SEGMENTED.backend())) {
      int size = 1500;
      try (HostVector<F> vector = backend.hostVector(field, size, form)) {
        HostValues<FieldElement<F>> values = HostValues.ofElements(vector);
        List<FieldElement<F>> written = elements(field, size);
        values.put(0, written);
        assertEquals(written, values.toList());
        assertEquals(written.get(7), values.get(7));
        assertEquals(size, values.size());
        values.set(7, field.one());
        assertEquals(field.one(), values.get(7));
        assertEquals(written.subList(8, 20), values.get(8, 12));
      }
    }
  }

  @Test
  void baseElementsLieOneAfterTheOtherInTheFormOfTheVector() {
    try (HostVector<Fp2> vector = gpu.hostVector(TestTypes.FP2, 2, ElementForm.MONTGOMERY);
        HostVector<Tag> bases = gpu.hostVector(TestFields.FP, 4, ElementForm.MONTGOMERY)) {
      HostValues.ofElements(vector)
          .put(0, List.of(TestTypes.FP2.element(3, 4), TestTypes.FP2.element(5, 6)));
      byte[] words = new byte[4 * 48];
      vector.get(0, words);
      bases.put(0, words);
      assertEquals(Stream.of(3, 4, 5, 6).map(BigInteger::valueOf).toList(), bases.toList());
      assertEquals(2, vector.size());
      assertEquals(192, vector.bytes());
      assertSame(TestTypes.FP2, vector.type());
    }
  }

  @ParameterizedTest
  @EnumSource(ElementForm.class)
  void pointsComeBackAsTheyWereSet(ElementForm form) {
    AffinePoint<G1> g = TestTypes.G1.generator();
    List<AffinePoint<G1>> points =
        List.of(
            g,
            TestTypes.G1.infinity(),
            g.twice(),
            TestTypes.G1.coordinates(List.of(BigInteger.ZERO), List.of(BigInteger.ONE)));
    try (HostVector<Affine<G1>> vector = gpu.hostVector(TestTypes.G1.affine(), 4, form)) {
      HostValues.ofPoints(vector).put(0, points);
      assertEquals(points, HostValues.ofPoints(vector).toList());
      long[] words = new long[48];
      vector.get(0, words);
      assertArrayEquals(new long[12], Arrays.copyOfRange(words, 12, 24));
    }
  }

  /** It would pass every check as infinity. */
  @Test
  void thePointZeroZeroIsRefused() {
    AffinePoint<G1> g = TestTypes.G1.generator();
    AffinePoint<G1> zeros =
        TestTypes.G1.coordinates(List.of(BigInteger.ZERO), List.of(BigInteger.ZERO));
    try (HostVector<Affine<G1>> vector = gpu.hostVector(TestTypes.G1.affine(), 3)) {
      HostValues<AffinePoint<G1>> values = HostValues.ofPoints(vector);
      values.put(0, List.of(g, g, g));
      var e =
          assertThrows(
              InvalidPointException.class,
              () -> values.put(0, List.of(g.twice(), zeros, g.twice())));
      assertEquals(
          "the value at index 1 is (0, 0), which is not on the curve "
              + TestTypes.G1.name()
              + ", and would be infinity in a vector; put infinity() if that is meant",
          e.getMessage());
      assertEquals(List.of(g, g, g), values.toList());
      assertThrows(InvalidPointException.class, () -> values.set(0, zeros));
      vector.put(1, new byte[96]); // as other libraries have infinity in memory
      assertTrue(values.get(1).isInfinity());
    }
  }

  @Test
  void pointsOverAnExtensionHaveFourBaseElements() {
    AffinePoint<G2> g = TestTypes.G2.generator();
    try (HostVector<Affine<G2>> vector = gpu.hostVector(TestTypes.G2.affine(), 2)) {
      HostValues<AffinePoint<G2>> values = HostValues.ofPoints(vector);
      values.put(0, List.of(g, g.negate()));
      assertEquals(List.of(g, g.negate()), values.toList());
      byte[] words = new byte[192];
      vector.get(0, words);
      assertEquals(
          g.x().orElseThrow().coefficients().get(1),
          new BigInteger(1, reversed(Arrays.copyOfRange(words, 48, 96))));
    }
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  @Test
  void integersAreAnyBits() {
    try (HostVector<UInt32> words = gpu.hostVector(IntegerType.UINT32, 3);
        HostVector<UInt64> longs = gpu.hostVector(IntegerType.UINT64, 2)) {
      words.put(0, new int[] {-1, 0, 7});
      assertEquals(BigInteger.valueOf(0xffff_ffffL), words.get(0));
      words.set(1, BigInteger.valueOf(0x8000_0000L));
      int[] back = new int[3];
      words.get(0, back);
      assertArrayEquals(new int[] {-1, Integer.MIN_VALUE, 7}, back);
      words.requireBelowModulus();
      longs.put(0, new long[] {-1L, Long.MIN_VALUE});
      assertEquals(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE), longs.get(0));
      assertRefused(
          ElementRangeException.class,
          "element 0 is not in [0, 2^32) of uint32: 0x100000000",
          () -> words.set(0, BigInteger.ONE.shiftLeft(32)));
    }
  }

  @Test
  void integersHaveNoForm() {
    assertRefused(
        FormMismatchException.class,
        "vectors of uint32 are CANONICAL, not MONTGOMERY: integers have no form",
        () -> gpu.hostVector(IntegerType.UINT32, 1, ElementForm.MONTGOMERY));
    assertRefused(
        FormMismatchException.class,
        "vectors of uint64 are CANONICAL, not UNREDUCED: integers have no form",
        () -> gpu.deviceVector(IntegerType.UINT64, 1, ElementForm.UNREDUCED));
    assertRefused(
        FormMismatchException.class,
        "vectors of uint32 are CANONICAL, not MONTGOMERY: integers have no form",
        () -> HeapVector.of(IntegerType.UINT32, new int[1], ElementForm.MONTGOMERY));
  }

  /** The words of elements of which one base element is the modulus. */
  private static byte[] wordsWithModulusAt(ElementType<?> type, int elements, int base) {
    ByteBuffer bytes = ByteBuffer.allocate(elements * type.elementBytes());
    byte[] modulus = reversed(type.baseElementField().orElseThrow().modulus().toByteArray());
    int length = Math.min(modulus.length, type.shape().bytes());
    bytes.put(base * type.shape().bytes(), modulus, 0, length);
    return bytes.array();
  }

  static Stream<Arguments> tuples() {
    return Stream.of(
        Arguments.of(TestTypes.FP2, 100, 133, "component 1 of element 66"),
        Arguments.of(TestTypes.BEAR4, 100, 399, "component 3 of element 99"),
        Arguments.of(TestTypes.FP2, 30_000, 40_001, "component 1 of element 20000"),
        Arguments.of(TestTypes.BEAR4, 200_000, 4, "component 0 of element 1"),
        Arguments.of(TestTypes.G2.affine(), 50, 7, "component 3 of element 1"));
  }

  @ParameterizedTest
  @MethodSource("tuples")
  void baseElementsThatAreNotBelowTheModulusAreRefusedByNumber(
      ElementType<?> type, int elements, int base, String name, @TempDir Path folder)
      throws IOException {
    byte[] words = wordsWithModulusAt(type, elements, base);
    String modulus = type.baseElementField().orElseThrow().modulus().toString(16);
    String message = name + " is not below the modulus of " + type + ": 0x" + modulus;
    int[] ints = new int[words.length / 4];
    ByteBuffer.wrap(words).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(ints);
    Path file = Files.write(folder.resolve("elements"), words);
    try (HostVector<?> vector = gpu.hostVector(type, elements)) {
      vector.put(0, new byte[words.length]);
      Class<ElementRangeException> range = ElementRangeException.class;
      assertRefused(range, message, () -> vector.put(0, words));
      assertRefused(range, message, () -> vector.put(0, ints));
      assertRefused(range, message, () -> vector.put(0, ByteBuffer.wrap(words)));
      assertEquals(0, sum(vector), "nothing was written");
      assertRefused(range, file + ": " + message, () -> vector.readFrom(file));
      assertRefused(
          range,
          message,
          () -> vector.readFrom(Channels.newChannel(new ByteArrayInputStream(words))));
      vector.putUnchecked(0, ByteBuffer.wrap(words));
      assertRefused(range, message, vector::requireBelowModulus);
    }
    try (HostVector<?> vector = gpu.hostVector(type, elements, ElementForm.UNREDUCED)) {
      vector.put(0, words);
      assertTrue(sum(vector) > 0);
    }
  }

  private static long sum(HostVector<?> vector) {
    byte[] bytes = new byte[(int) vector.bytes()];
    vector.get(0, bytes);
    long sum = 0;
    for (byte each : bytes) {
      sum += each & 0xff;
    }
    return sum;
  }

  @Test
  void valuesOfOtherTypesAreRefusedByIndex() {
    try (HostVector<Fp2> vector = gpu.hostVector(TestTypes.FP2, 3)) {
      HostValues<FieldElement<Fp2>> values = HostValues.ofElements(vector);
      values.put(0, List.of(TestTypes.FP2.one(), TestTypes.FP2.one(), TestTypes.FP2.one()));
      @SuppressWarnings({"unchecked", "rawtypes"}) // what a cast in a program may have done
      List<FieldElement<Fp2>> mixed = (List) List.of(TestTypes.FP2.zero(), TestTypes.BEAR4.one());
      assertRefused(
          UnsupportedFieldException.class,
          "the value at index 1 is over bear4, but fp2 is expected",
          () -> values.put(0, mixed));
      assertRefused(
          NullPointerException.class,
          "the value at index 1 is null",
          () -> values.put(0, Arrays.asList(TestTypes.FP2.zero(), null)));
      assertEquals(TestTypes.FP2.one(), values.get(0), "nothing was written");
      assertRefused(
          ElementRangeException.class,
          "elements 2 to 3 are not all in HostVector<fp2>[3]",
          () -> values.put(2, List.of(TestTypes.FP2.one(), TestTypes.FP2.one())));
      assertRefused(
          ElementRangeException.class,
          "element 3 is not in HostVector<fp2>[3]",
          () -> values.get(3));
      assertRefused(
          ElementRangeException.class,
          "-1 elements from 0 on are not all in HostVector<fp2>[3]",
          () -> values.get(0, -1));
    }
    @SuppressWarnings({"unchecked", "rawtypes"})
    HostVector<Affine<G1>> noPoints = (HostVector) gpu.hostVector(TestFields.FP, 1);
    assertRefused(
        UnsupportedFieldException.class,
        "HostVector<bls12_381_fp>[1] has no points",
        () -> HostValues.ofPoints(noPoints));
    noPoints.close();
    try (HostVector<Affine<G1>> points = gpu.hostVector(TestTypes.G1.affine(), 1)) {
      assertRefused(
          UnsupportedFieldException.class,
          "HostVector<g1_affine>[1] has no elements of a field",
          () -> HostValues.ofElements(points));
    }
  }

  @Test
  void elementsThatAreNoValuesAreNamedAsTheyAreRead() {
    try (HostVector<Fp2> vector = gpu.hostVector(TestTypes.FP2, 20, ElementForm.UNREDUCED)) {
      vector.put(0, wordsWithModulusAt(TestTypes.FP2, 20, 25));
      assertRefused(
          ElementRangeException.class,
          "element 12: coefficient 1 is not in [0, p) of bls12_381_fp: 0x"
              + TestFields.FP.modulus().toString(16),
          () -> HostValues.ofElements(vector).get(10, 5));
    }
  }

  @Test
  void whatTakesIntegersRefusesElementsOfSeveral() {
    String message =
        "elements of bear4 are 4 base elements each, which are no BigInteger; use HostValues, or"
            + " words";
    try (HostVector<Bear4> vector = gpu.hostVector(TestTypes.BEAR4, 2)) {
      Class<UnsupportedFieldException> refused = UnsupportedFieldException.class;
      assertRefused(refused, message, () -> vector.get(0));
      assertRefused(refused, message, () -> vector.getRaw(0));
      assertRefused(refused, message, () -> vector.set(0, BigInteger.ONE));
      assertRefused(refused, message, () -> vector.setRaw(0, BigInteger.ONE));
      assertRefused(refused, message, () -> vector.put(0, new BigInteger[] {BigInteger.ONE}));
      assertRefused(refused, message, () -> vector.get(0, new BigInteger[1]));
      assertRefused(refused, message, vector::toList);
      assertRefused(refused, message, () -> HeapVector.of(TestTypes.BEAR4, new BigInteger[1]));
      assertRefused(refused, message, () -> HeapVector.of(TestTypes.BEAR4, new int[4]).get(0));
      assertRefused(
          refused,
          "base elements of bear4 have 32 bits, which are no longs; use int[] or byte[]",
          () -> vector.put(0, new long[2]));
      assertRefused(
          LengthMismatchException.class,
          "6 ints are no whole number of elements of bear4, which have 4",
          () -> vector.put(0, new int[6]));
    }
  }

  @Test
  void viewsFilesAndDeviceVectorsAreOfTheSameType(@TempDir Path folder) throws IOException {
    List<FieldElement<Fp2>> written = elements(TestTypes.FP2, 50);
    Path file = folder.resolve("elements");
    try (HostVector<Fp2> vector = gpu.hostVector(TestTypes.FP2, 50, ElementForm.MONTGOMERY)) {
      HostValues.ofElements(vector).put(0, written);
      try (var channel =
          Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        vector.writeTo(channel);
      }
      try (HostVector<Fp2> read = gpu.hostVector(TestTypes.FP2, file, ElementForm.MONTGOMERY);
          DeviceVector<Fp2> device = gpu.upload(read);
          HostVector<Fp2> back = device.download();
          HostVector<Fp2> part = device.slice(16, 8).download()) {
        assertEquals(50, read.size());
        assertEquals(written, HostValues.ofElements(back).toList());
        assertEquals(written.subList(16, 24), HostValues.ofElements(part).toList());
        assertEquals("DeviceVector<fp2>[50]", device.toString());
        HostSlice<Fp2> slice = vector.slice(10, 5);
        byte[] words = new byte[5 * 96];
        slice.get(0, words, 0, words.length);
        slice.slice(1, 2).put(0, words, 3 * 96, 2 * 96);
        assertEquals(written.get(13), HostValues.ofElements(vector).get(11));
        HeapVector<Fp2> heap = HeapVector.of(TestTypes.FP2, new long[12]).copyOf(vector);
        assertEquals(600, heap.longs().length);
        assertSame(TestTypes.FP2, heap.type());
      }
    }
  }

  @Test
  void accessAfterCloseIsRefused() {
    HostVector<Fp2> vector = gpu.hostVector(TestTypes.FP2, 1);
    HostValues<FieldElement<Fp2>> values = HostValues.ofElements(vector);
    vector.close();
    assertThrows(ClosedException.class, () -> values.get(0));
    assertThrows(ClosedException.class, () -> values.set(0, TestTypes.FP2.one()));
    assertEquals("values of HostVector<fp2>[1]", values.toString());
  }

  private static void assertRefused(
      Class<? extends RuntimeException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }
}
