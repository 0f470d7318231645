// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.Dispatch;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.ShortBuffers;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Prefix products and sums against BigInteger: every field, strategy and form, lengths around
 * chunks, tiles of chunks and long vectors, with shaders as CPUs and as GPUs run them.
 */
class ScansTest {

  /** Around the chunk of 64, its multiples, the first long vector, and whole tiles of chunks. */
  private static final int[] LENGTHS = {
    0, 1, 2, 31, 33, 65, 257, 1025, 4095, 4096, 4097, 4128, 4159, 6144, 6145
  };

  private static final int MOST = 6145;

  private static final String CHOSEN = "as chosen";

  private static final Map<String, OpenBackend> BACKENDS = new TreeMap<>();

  @BeforeAll
  static void open() {
    // measured strategies take pipelines of all of them
    BACKENDS.put(
        CHOSEN, OperationsTest.FULL ? new OpenBackend() : OpenBackend.withStrategy("columns"));
    BACKENDS.values().forEach(OpenBackend::open);
    for (String strategy :
        backend(CHOSEN)
            .strategies(ThroughputKernelsDispatch.MUL_CHAIN, Bls12381FrField.INSTANCE.shape())) {
      OpenBackend each = OpenBackend.withGpuShaders(strategy);
      each.open();
      BACKENDS.put(strategy + " as on a GPU", each);
    }
  }

  @AfterAll
  static void close() {
    BACKENDS.values().forEach(OpenBackend::close);
    BACKENDS.clear();
  }

  private static PersistentBackend backend(String name) {
    return requireNonNull(BACKENDS.get(name)).get();
  }

  private record Case(Field<?> field, ElementForm form, String backend) {}

  /** What each kind of field can run; all of it with {@link OperationsTest#FULL}. */
  static Stream<Arguments> fieldsFormsAndBackends() {
    ElementForm canonical = ElementForm.CANONICAL;
    ElementForm montgomery = ElementForm.MONTGOMERY;
    List<Case> daily =
        List.of(
            new Case(Bls12381FrField.INSTANCE, montgomery, CHOSEN),
            new Case(Bls12381FrField.INSTANCE, montgomery, "columns as on a GPU"),
            new Case(GoldilocksField.INSTANCE, canonical, "portable as on a GPU"),
            new Case(Mersenne31Field.INSTANCE, montgomery, CHOSEN),
            new Case(KoalaBearField.INSTANCE, canonical, "portable as on a GPU"));
    return KernelRegistry.load().fields().stream()
        .flatMap(
            field ->
                Stream.of(canonical, montgomery)
                    .flatMap(form -> BACKENDS.keySet().stream().map(n -> new Case(field, form, n))))
        .filter(each -> OperationsTest.FULL || daily.contains(each))
        .filter(
            each ->
                each.field().shape().limbs() > 1
                    || !each.backend().matches("(wide|columns|float64).*"))
        .map(each -> Arguments.of(each.field(), each.form(), each.backend()));
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("fieldsFormsAndBackends")
  <F> void prefixesAreThoseOfBigIntegerAtEveryLength(
      Field<F> field, ElementForm form, String backend) {
    BigInteger p = field.modulus();
    Random source = new Random(11);
    List<BigInteger> values = new ArrayList<>();
    Operands edges = Operands.pairsOfEdges(field).withoutZeros();
    for (int i = 0; i < MOST; i++) {
      values.add(
          i % 3 == 0 && i / 3 < edges.size()
              ? edges.a().get(i / 3)
              : Operands.element(field, source).max(BigInteger.ONE));
    }
    BigInteger start = p.subtract(BigInteger.TWO);
    List<BigInteger> products = prefixes(values, start, (x, y) -> x.multiply(y).mod(p));
    List<BigInteger> sums = prefixes(values, start, (x, y) -> x.add(y).mod(p));
    try (OperationCheck<F> check = new OperationCheck<>(backend(backend), field);
        DeviceVector<F> all = check.upload(values, form);
        DeviceVector<F> carry = check.upload(List.of(start), form);
        DeviceVector<F> total = check.poisoned(1, form)) {
      Scans<F> scans = check.vectors().scans();
      for (int length : LENGTHS) {
        DeviceVector<F> a = all.slice(0, length);
        for (Scan scan :
            length == 1 || length > 4096 ? Scan.values() : new Scan[] {Scan.INCLUSIVE}) {
          int from = scan == Scan.INCLUSIVE ? 1 : 0;
          try (DeviceVector<F> out = check.poisoned(length, form)) {
            scans.product(a, scan, carry, out, total);
            assertEquals(products.subList(from, from + length), elements(out), scan + " " + length);
            assertEquals(List.of(products.get(length)), elements(total), "of " + length);
            scans.sum(a, scan, carry, out, total);
            assertEquals(sums.subList(from, from + length), elements(out), scan + " " + length);
            assertEquals(List.of(sums.get(length)), elements(total), "of " + length);
          }
        }
      }
    }
  }

  @Test
  void theBuffersOfAVectorAreScannedOneAfterTheOther() {
    BabyBearField field = BabyBearField.INSTANCE;
    BigInteger p = field.modulus();
    int size = 40_000;
    List<BigInteger> values = Operands.of(field, size, 5).withoutZeros().last(size).a();
    try (var gpu = ShortBuffers.open(OpenBackend.VALIDATION, 1 << 16);
        var check = new OperationCheck<>(gpu, field);
        var a = check.upload(values, ElementForm.MONTGOMERY);
        var out = check.poisoned(size, ElementForm.MONTGOMERY)) {
      assertEquals(3, a.buffers());
      Scans<BabyBear> scans = check.vectors().scans();
      for (int first : new int[] {0, 64, 5824}) {
        // whose buffers end with those of the operand, or elsewhere
        for (int firstOut : new int[] {0, first}) {
          int count = size - first;
          var of = values.subList(first, size);
          var part = a.slice(first, count);
          var partOut = out.slice(firstOut, count);
          scans.sum(part, Scan.INCLUSIVE, partOut);
          assertEquals(
              prefixes(of, BigInteger.ZERO, (x, y) -> x.add(y).mod(p)).subList(1, count + 1),
              elements(partOut),
              first + " to " + firstOut);
          scans.product(part, Scan.EXCLUSIVE, partOut);
          assertEquals(
              prefixes(of, BigInteger.ONE, (x, y) -> x.multiply(y).mod(p)).subList(0, count),
              elements(partOut),
              first + " to " + firstOut);
        }
      }
      BigInteger sum = check.vectors().prefixSum(a, BigInteger.TEN, a);
      assertEquals(
          prefixes(values, BigInteger.TEN, (x, y) -> x.add(y).mod(p)).subList(1, size + 1),
          elements(a));
      assertEquals(elements(a).get(size - 1), sum);
      assertEquals(List.of(), gpu.validationMessages());
    }
  }

  private static List<BigInteger> prefixes(
      List<BigInteger> values, BigInteger start, BinaryOperator<BigInteger> operator) {
    List<BigInteger> prefixes = new ArrayList<>(List.of(start));
    for (BigInteger value : values) {
      prefixes.add(operator.apply(prefixes.get(prefixes.size() - 1), value));
    }
    return prefixes;
  }

  private static List<BigInteger> elements(DeviceVector<?> vector) {
    try (HostVector<?> host = vector.download()) {
      return host.toList();
    }
  }

  @Test
  void aVectorThatIsLongOnAGpuTooHasATotal() {
    Mersenne31Field field = Mersenne31Field.INSTANCE;
    int size = (1 << 18) + 3 * 2048 + 65;
    BigInteger p = field.modulus();
    BigInteger last = p.subtract(BigInteger.ONE);
    List<BigInteger> values = new ArrayList<>(Collections.nCopies(size, last));
    values.set(size / 2, BigInteger.ZERO);
    List<BigInteger> sums = prefixes(values, BigInteger.TWO, (x, y) -> x.add(y).mod(p));
    try (var check = new OperationCheck<>(backend("portable as on a GPU"), field);
        var a = check.upload(values, ElementForm.CANONICAL);
        var carry = check.upload(List.of(BigInteger.TWO), ElementForm.CANONICAL);
        var total = check.poisoned(1, ElementForm.CANONICAL)) {
      check.vectors().scans().sum(a, Scan.EXCLUSIVE, carry, a, total);
      assertEquals(sums.subList(0, size), elements(a));
      assertEquals(List.of(sums.get(size)), elements(total));
    }
  }

  /** Recorded within a buffer, run across its end, with a carry that lies alike. */
  @Test
  void aProgramScansASliceOfTwoBuffersToo() {
    Bls12381FrField field = Bls12381FrField.INSTANCE;
    BigInteger p = field.modulus();
    int size = 1500;
    int first = 2048 - 700;
    List<BigInteger> values = Operands.of(field, 6000, 4).last(6000).a();
    BackendOptions options =
        BackendOptions.fromEnvironment()
            .withValidation(OpenBackend.VALIDATION)
            .withStrategy("columns")
            .withShadersFor(DeviceType.DISCRETE_GPU);
    try (var gpu = ShortBuffers.open(options, 1 << 16);
        var check = new OperationCheck<>(gpu, field);
        var a = check.upload(values, ElementForm.MONTGOMERY);
        var carries = check.upload(values, ElementForm.MONTGOMERY);
        var out = check.poisoned(6000, ElementForm.MONTGOMERY)) {
      Scans<Bls12381Fr> scans = check.vectors().scans();
      var recorded = a.slice(0, size);
      var recordedCarry = carries.slice(0, 1);
      var recordedOut = out.slice(0, size);
      try (var program =
          gpu.record(
              () -> scans.sum(recorded, Scan.INCLUSIVE, recordedCarry, recordedOut, null),
              recorded,
              recordedCarry,
              recordedOut)) {
        program.run(a.slice(first, size), carries.slice(first, 1), out.slice(first, size));
      }
      assertEquals(
          prefixes(
                  values.subList(first, first + size), values.get(first), (x, y) -> x.add(y).mod(p))
              .subList(1, size + 1),
          elements(out.slice(first, size)));
      assertEquals(List.of(), gpu.validationMessages());
    }
  }

  /** Blocks are cut where buffers end, in all vectors alike. */
  @Test
  void theSliceIsNamedInWhichABufferEnds() {
    Bls12381FrField field = Bls12381FrField.INSTANCE;
    BackendOptions options =
        BackendOptions.fromEnvironment().withValidation(OpenBackend.VALIDATION);
    try (var gpu = ShortBuffers.open(options, 1 << 16);
        var check = new OperationCheck<>(gpu, field);
        var a = check.poisoned(4096, ElementForm.MONTGOMERY);
        var carries = check.poisoned(2, ElementForm.MONTGOMERY);
        var out = check.poisoned(100, ElementForm.MONTGOMERY)) {
      var two = a.slice(2048 - 64, 100);
      var kernels = ScanKernelsDispatch.of(gpu, field);
      BindingException e =
          assertThrows(BindingException.class, () -> kernels.blockPrefixSums(two, carries, 0, out));
      assertTrue(requireNonNull(e.getMessage()).startsWith("a is " + two + ","), e.getMessage());
      e = assertThrows(BindingException.class, () -> kernels.blockPrefixSums(out, carries, 0, two));
      assertTrue(requireNonNull(e.getMessage()).startsWith("out is " + two + ","), e.getMessage());
      var one = carries.slice(0, 1);
      assertEquals(
          "block-sums<bls12_381_fr> has 1 workgroups, but its elements take 2 dispatches with at"
              + " least one each, since a is "
              + two
              + ", in which one buffer of the device's ends; take longer vectors of one element per"
              + " workgroup",
          assertThrows(LengthMismatchException.class, () -> kernels.blockSums(two, one))
              .getMessage());
    }
  }

  /** Longer than what is scanned in one pass, and by totals that are. */
  @Test
  void theTotalsOfALongVectorAreScannedInOnePass() {
    Bls12381FpField field = Bls12381FpField.INSTANCE;
    int size = 700_000 + 65;
    BigInteger p = field.modulus();
    List<BigInteger> values =
        new ArrayList<>(Collections.nCopies(size, p.subtract(BigInteger.ONE)));
    values.set(size / 2, BigInteger.TEN);
    List<BigInteger> sums = prefixes(values, BigInteger.TWO, (x, y) -> x.add(y).mod(p));
    List<BigInteger> products = prefixes(values, BigInteger.TWO, (x, y) -> x.multiply(y).mod(p));
    try (var check = new OperationCheck<>(backend("columns as on a GPU"), field);
        var a = check.upload(values, ElementForm.MONTGOMERY);
        var out = check.poisoned(size, ElementForm.MONTGOMERY);
        var first = check.upload(List.of(BigInteger.TWO), ElementForm.MONTGOMERY);
        var carry = check.upload(List.of(BigInteger.TWO), ElementForm.MONTGOMERY)) {
      Scans<Bls12381Fp> scans = check.vectors().scans();
      scans.product(a, Scan.INCLUSIVE, first, out, first);
      assertEquals(products.subList(1, size + 1), elements(out));
      assertEquals(List.of(products.get(size)), elements(first));
      scans.sum(a, Scan.INCLUSIVE, carry, a, carry);
      assertEquals(sums.subList(1, size + 1), elements(a));
      assertEquals(List.of(sums.get(size)), elements(carry));
    }
  }

  /**
   * A workgroup that has looked in vain adds up the other one's tile, or multiplies it, which may
   * be the output already.
   */
  @ParameterizedTest
  @CsvSource({"prefix-sums, portable", "prefix-sums, wide", "prefix-products, portable"})
  void whoHasNoPatienceDoesTheOtherTiles(String scan, String strategy) {
    if (scan.equals("prefix-sums")) {
      impatientScans(
          Bls12381FrField.INSTANCE,
          TileKernelsDispatch.PREFIX_SUMS,
          strategy,
          1024,
          (x, y) -> x.add(y));
    } else {
      impatientScans(
          GoldilocksField.INSTANCE,
          TileProductKernelsDispatch.PREFIX_PRODUCTS,
          strategy,
          2048,
          (x, y) -> x.multiply(y));
    }
  }

  private <F> void impatientScans(
      Field<F> field,
      KernelDescriptor patient,
      String strategy,
      int tile,
      BinaryOperator<BigInteger> operation) {
    BigInteger p = field.modulus();
    int size = 40 * tile + 5;
    ElementForm form = ElementForm.MONTGOMERY;
    PersistentBackend gpu = backend("portable as on a GPU");
    Kernel<F> kernel = gpu.kernel(patient.specialized(0, 0), field, strategy);
    List<BigInteger> values = Operands.of(field, size, 9).last(size).withoutZeros().a();
    BigInteger start = p.subtract(BigInteger.ONE);
    List<BigInteger> zeros = Collections.nCopies(64, BigInteger.ZERO);
    List<BigInteger> zerosAndOnes = new ArrayList<>(zeros);
    zerosAndOnes.addAll(Collections.nCopies(64, BigInteger.ONE));
    try (var check = new OperationCheck<>(gpu, field);
        var a = check.upload(values, form);
        var carry = check.upload(List.of(start), form);
        var states = check.upload(zerosAndOnes, form);
        var moreStates = check.upload(zerosAndOnes, form);
        var totals = check.poisoned(64, form)) {
      List<BigInteger> expected = values;
      for (int round = 0; round < 20; round++) {
        int told = round % 2 * 64;
        int cleared = 64 - told;
        try (Dispatch<F> dispatch = kernel.dispatch()) {
          dispatch.bind(0, a);
          dispatch.bind(1, carry);
          dispatch.bind(2, states.slice(told, 64));
          dispatch.bind(3, moreStates.slice(told, 64));
          dispatch.bind(4, states.slice(cleared, 64));
          dispatch.bind(5, moreStates.slice(cleared, 64));
          dispatch.push(0, round % 2);
          dispatch.bind(6, a);
          dispatch.bind(7, totals);
          dispatch.submit();
        }
        List<BigInteger> prefixes =
            prefixes(expected, start, (x, y) -> operation.apply(x, y).mod(p));
        expected = prefixes.subList(1 - round % 2, 1 - round % 2 + size);
        assertEquals(prefixes.get(size), elements(totals.slice(0, 1)).get(0), "round " + round);
        assertEquals(zeros, elements(states.slice(cleared, 64)), "round " + round);
        // of the other ones a word for each workgroup
        int more = 64 / field.shape().words();
        assertEquals(zeros.subList(0, more), elements(moreStates.slice(cleared, more)));
      }
      assertEquals(expected, elements(a));
    }
  }

  @Test
  void anOperandThatIsNotReducedIsNamed() {
    Bls12381FrField field = Bls12381FrField.INSTANCE;
    ElementForm form = ElementForm.UNREDUCED;
    try (var check = new OperationCheck<>(backend("portable as on a GPU"), field);
        var a = check.upload(Collections.nCopies(2000, BigInteger.ONE), form);
        var out = check.poisoned(2000, form)) {
      Scans<Bls12381Fr> scans = check.vectors().scans();
      var e = assertThrows(FormMismatchException.class, () -> scans.sum(a, Scan.INCLUSIVE, out));
      assertEquals(
          "a is UNREDUCED, but CANONICAL or MONTGOMERY is expected; reduce it first",
          e.getMessage());
    }
  }

  /**
   * Those of one number of tiles tell each other by turns what the last one has cleared, by
   * whichever operation.
   */
  @ParameterizedTest
  @CsvSource({
    "bls12_381_fr, portable as on a GPU",
    "bls12_381_fr, columns as on a GPU",
    "goldilocks, portable as on a GPU"
  })
  void scansOfManyLengthsClearForEachOther(String name, String backend) {
    scansOfManyLengths(KernelRegistry.load().field(name), backend);
  }

  private <F> void scansOfManyLengths(Field<F> field, String backend) {
    BigInteger p = field.modulus();
    int longest = 64 * 1024;
    for (ElementForm form : List.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY)) {
      List<BigInteger> values = Operands.of(field, longest, 12).last(longest).withoutZeros().a();
      try (var check = new OperationCheck<>(backend(backend), field);
          var a = check.upload(values, form);
          var out = check.poisoned(longest, form)) {
        Scans<F> scans = check.vectors().scans();
        for (int size :
            new int[] {longest, 33 * 1024 + 1, longest - 1, 17 * 1024, 40 * 1024, longest}) {
          BigInteger start = BigInteger.valueOf(size); // so that what is left over is wrong
          List<BigInteger> sums =
              prefixes(values.subList(0, size), start, (x, y) -> x.add(y).mod(p));
          List<BigInteger> products =
              prefixes(values.subList(0, size), start, (x, y) -> x.multiply(y).mod(p));
          var part = out.slice(0, size);
          try (var carry = check.upload(List.of(start), form)) {
            scans.sum(a.slice(0, size), Scan.INCLUSIVE, carry, part, null);
            assertEquals(sums.subList(1, size + 1), elements(part), size + ", " + form);
            scans.product(a.slice(0, size), Scan.INCLUSIVE, carry, part, null);
            assertEquals(products.subList(1, size + 1), elements(part), size + ", " + form);
            scans.product(a.slice(0, size), Scan.INCLUSIVE, carry, part, null);
            assertEquals(products.subList(1, size + 1), elements(part), size + ", " + form);
          }
        }
      }
    }
  }

  @Test
  void theOutputMayBeTheOperandAndTheTotalTheCarry() {
    BabyBearField field = BabyBearField.INSTANCE;
    List<BigInteger> ones = Collections.nCopies(5000, BigInteger.ONE);
    try (var check = new OperationCheck<>(backend(CHOSEN), field);
        var a = check.upload(ones, ElementForm.CANONICAL);
        var carry = check.upload(List.of(BigInteger.ZERO), ElementForm.CANONICAL)) {
      Scans<BabyBear> scans = check.vectors().scans();
      for (int first : new int[] {0, 64, 4992}) {
        var piece = a.slice(first, Math.min(5000, first + 4928) - first);
        scans.sum(piece, Scan.EXCLUSIVE, carry, piece, carry);
        if (first == 0) {
          assertEquals(List.of(BigInteger.valueOf(4928)), elements(carry));
          assertEquals(BigInteger.valueOf(4927), elements(piece).get(4927));
        }
      }
    }
  }

  @Test
  void theShortFormsStartFromTheNeutralElement() {
    GoldilocksField field = GoldilocksField.INSTANCE;
    List<BigInteger> values = Operands.of(field, 5000, 3).withoutZeros().last(5000).a();
    BigInteger p = field.modulus();
    List<BigInteger> products = prefixes(values, BigInteger.ONE, (x, y) -> x.multiply(y).mod(p));
    List<BigInteger> sums = prefixes(values, BigInteger.ZERO, (x, y) -> x.add(y).mod(p));
    PersistentBackend gpu = backend(CHOSEN);
    try (var check = new OperationCheck<>(gpu, field);
        var a = check.upload(values, ElementForm.MONTGOMERY);
        var out = check.poisoned(5000, ElementForm.MONTGOMERY);
        HostVector<Goldilocks> host = gpu.hostVector(field, values)) {
      FieldOperations<Goldilocks> all = check.vectors();
      all.scans().product(a, Scan.EXCLUSIVE, out);
      assertEquals(products.subList(0, 5000), elements(out));
      all.scans().sum(a, Scan.EXCLUSIVE, out);
      assertEquals(sums.subList(0, 5000), elements(out));
      all.prefixSum(a, out);
      assertEquals(sums.subList(1, 5001), elements(out));
      BigInteger ten = all.prefixSum(a, BigInteger.TEN, a);
      assertEquals(sums.get(5000).add(BigInteger.TEN).mod(p), ten);
      assertEquals(sums.get(5000).add(BigInteger.TEN).mod(p), elements(a).get(4999));
      try (HostVector<Goldilocks> scanned = all.prefixSum(host)) {
        assertEquals(sums.subList(1, 5001), scanned.toList());
      }
      HeapVector<Goldilocks> heap =
          all.prefixSum(HeapVector.of(field, values.toArray(BigInteger[]::new)));
      assertEquals(sums.get(5000), heap.get(4999));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CHOSEN, "columns as on a GPU"})
  void aProgramScansWhateverItsVectorsHoldByThen(String backend) {
    Bls12381FrField field = Bls12381FrField.INSTANCE;
    BigInteger p = field.modulus();
    Operands operands = Operands.of(field, 4100, 4).withoutZeros().last(4100);
    PersistentBackend gpu = backend(backend);
    try (var check = new OperationCheck<>(gpu, field);
        var a = check.upload(operands.a(), ElementForm.MONTGOMERY);
        var b = check.upload(operands.b(), ElementForm.MONTGOMERY);
        var out = check.poisoned(4100, ElementForm.MONTGOMERY);
        var carry = check.upload(List.of(BigInteger.ONE), ElementForm.MONTGOMERY)) {
      FieldOperations<Bls12381Fr> fr = check.vectors();
      try (var step =
          gpu.record(
              () -> {
                fr.scans().product(a, Scan.INCLUSIVE, carry, out, carry);
                fr.scans().sum(a, Scan.INCLUSIVE, a);
              },
              a)) {
        step.run(a);
        List<BigInteger> of =
            prefixes(operands.a(), BigInteger.ONE, (x, y) -> x.multiply(y).mod(p));
        assertEquals(of.subList(1, 4101), elements(out));
        step.run(b);
        BigInteger last = of.get(4100);
        of = prefixes(operands.b(), last, (x, y) -> x.multiply(y).mod(p));
        assertEquals(of.subList(1, 4101), elements(out));
        assertEquals(List.of(of.get(4100)), elements(carry));
        assertEquals(
            prefixes(operands.b(), BigInteger.ZERO, (x, y) -> x.add(y).mod(p)).subList(1, 4101),
            elements(b));
      }
    }
  }

  @Test
  void badArgumentsAreNamed() {
    Bls12381FrField field = Bls12381FrField.INSTANCE;
    PersistentBackend gpu = backend(CHOSEN);
    List<BigInteger> values = Operands.of(field, 100, 4).last(100).a();
    try (var check = new OperationCheck<>(gpu, field);
        var a = check.upload(values, ElementForm.CANONICAL);
        var montgomery = check.poisoned(100, ElementForm.MONTGOMERY);
        var one = check.upload(List.of(BigInteger.ONE), ElementForm.CANONICAL)) {
      FieldOperations<Bls12381Fr> fr = check.vectors();
      Scans<Bls12381Fr> scans = fr.scans();
      assertEquals(
          "carry has 100 elements, but 1 are expected",
          assertThrows(
                  LengthMismatchException.class, () -> scans.sum(a, Scan.INCLUSIVE, a, a, null))
              .getMessage());
      assertEquals(
          "total has 100 elements, but 1 are expected",
          assertThrows(
                  LengthMismatchException.class, () -> scans.product(a, Scan.INCLUSIVE, one, a, a))
              .getMessage());
      assertEquals(
          "out is MONTGOMERY, but CANONICAL is expected",
          assertThrows(FormMismatchException.class, () -> scans.sum(a, Scan.INCLUSIVE, montgomery))
              .getMessage());
      assertEquals(
          "out has 1 elements, but 100 are expected",
          assertThrows(LengthMismatchException.class, () -> scans.sum(a, Scan.INCLUSIVE, one))
              .getMessage());
      assertThrows(
          BindingException.class, () -> scans.sum(a.slice(0, 90), Scan.INCLUSIVE, a.slice(10, 90)));
      assertThrows(ElementRangeException.class, () -> fr.prefixSum(a, field.modulus(), a));
      assertThrows(
          RecordingException.class, () -> gpu.record(() -> fr.prefixSum(a, BigInteger.ONE, a)));
      fr.close();
      assertThrows(ClosedException.class, fr::scans);
      assertThrows(ClosedException.class, () -> scans.sum(a, Scan.INCLUSIVE, a));
      assertEquals(values, elements(a));
    }
  }
}
