// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds products against BigInteger in fields whose moduli lie next to where something changes: a
 * bit less of room in a word, in a column or in a float, or zeros and ones in long runs.
 */
class EdgeModuliTest {

  /** The nearest primes below and above powers of two, and those of standard curves. */
  private static final List<String> MODULI =
      List.of(
          // below 2^31
          "7fffffff",
          // above 2^31
          "8000000b",
          // below 2^32
          "fffffffb",
          // above 2^32
          "10000000f",
          // below 2^64
          "ffffffffffffffc5",
          // above 2^192
          "1000000000000000000000000000000000000000000000085",
          // below 2^232
          "fffffffffffffffffffffffffffffffffffffffffffffffffffffffdc9",
          // above 2^232
          "10000000000000000000000000000000000000000000000000000000165",
          // below 2^256
          "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff43",
          // above 2^320
          "10000000000000000000000000000000000000000000000000000000000000000000000000000001b",
          // below 2^382
          "3fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff97",
          // above 2^382
          "4000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000ff",
          // below 2^384
          "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec3",
          // p224
          "ffffffffffffffffffffffffffffffff000000000000000000000001",
          // p256
          "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
          // p384
          "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
          // p25519
          "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed");

  /** Above 2^200, 2^238 and 2^364: the top limb of columns has no bits, or few. */
  private static final List<String> SHORT_TOP_LIMBS =
      List.of(
          "1000000000000000000000000000000000000000000000000eb",
          "400000000000000000000000000000000000000000000000000000000043",
          "10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000363");

  /** Where factors have the least room: their kernels are long, and a pipeline takes a second. */
  private static final Set<Integer> TIGHT_BITS = Set.of(32, 64, 233, 256, 384);

  /** By strategy: the device proves itself to each only once. */
  private static final Map<String, OpenBackend> BACKENDS = new LinkedHashMap<>();

  private static final BigInteger FIVE = BigInteger.valueOf(5);

  private static Stream<OwnField> fields() {
    return fields(MODULI);
  }

  private static Stream<OwnField> fields(List<String> moduli) {
    return moduli.stream().map(modulus -> OwnField.of(new BigInteger(modulus, 16)));
  }

  private static Stream<OwnField> linearFields(String strategy) {
    return strategy.equals("columns")
        ? Stream.concat(fields(SHORT_TOP_LIMBS), tightFields())
        : tightFieldsInTurns(strategy);
  }

  /** One field of each length that is tight. */
  private static Stream<OwnField> tightFields() {
    Set<Integer> seen = new HashSet<>();
    return fields()
        .filter(field -> TIGHT_BITS.contains(field.modulus().bitLength()))
        .filter(field -> seen.add(field.modulus().bitLength()));
  }

  /** Those that a strategy is tried on where each is tried with one of them, by turns. */
  private static Stream<OwnField> tightFieldsInTurns(String strategy) {
    List<OwnField> fields = tightFields().toList();
    List<String> strategies = List.copyOf(strategies());
    return IntStream.range(0, fields.size())
        .filter(i -> OperationsTest.FULL || strategies.get(i % strategies.size()).equals(strategy))
        .mapToObj(fields::get);
  }

  /** Sums of products below 2^31 have the least room in 64 bits. */
  private static Stream<OwnField> factorFields(String strategy) {
    return strategy.equals("wide")
        ? Stream.concat(fields(MODULI.subList(0, 1)), tightFieldsInTurns(strategy))
        : tightFieldsInTurns(strategy);
  }

  /** The strategies that the device has: Mesa's CPU driver has no float64. */
  private static Set<String> strategies() {
    OpenBackend backend = backend("portable");
    Set<String> found = new LinkedHashSet<>();
    fields()
        .map(field -> backend.get().strategies(LibraryKernelsDispatch.PRODUCTS, field.shape()))
        .forEach(found::addAll);
    return found;
  }

  private static OpenBackend backend(String strategy) {
    return BACKENDS.computeIfAbsent(
        strategy,
        name -> {
          OpenBackend backend = OpenBackend.withStrategy(name);
          backend.open();
          return backend;
        });
  }

  @AfterAll
  static void close() {
    BACKENDS.values().forEach(OpenBackend::close);
    BACKENDS.clear();
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void productsAreExactAtTheEdges(String strategy) {
    check(
        strategy,
        LibraryKernelsDispatch.PRODUCTS,
        fields(),
        List.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY),
        LibraryKernelsDispatch::products,
        (p, factor, a, b) -> {
          BigInteger inverse = factor.modInverse(p);
          BigInteger x = a.multiply(inverse);
          BigInteger y = b.multiply(inverse);
          return x.multiply(y).add(x.multiply(x)).add(y.modPow(FIVE, p)).multiply(factor);
        });
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void factorsAreExactAtTheEdges(String strategy) {
    check(
        strategy,
        LibraryKernelsDispatch.FACTORS,
        factorFields(strategy),
        List.of(ElementForm.MONTGOMERY),
        LibraryKernelsDispatch::factors,
        EdgeModuliTest::factors);
    check(
        strategy,
        LibraryKernelsDispatch.FACTOR_CHOICES,
        factorFields(strategy),
        List.of(ElementForm.MONTGOMERY),
        LibraryKernelsDispatch::factorChoices,
        EdgeModuliTest::factorChoices);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void linearMapsAreExactAtTheEdges(String strategy) {
    check(
        strategy,
        LibraryKernelsDispatch.LINEAR,
        linearFields(strategy),
        List.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY),
        LibraryKernelsDispatch::linear,
        (p, factor, a, b) ->
            a.equals(b)
                ? a.shiftLeft(5).negate()
                : b.subtract(a).shiftLeft(7).subtract(a.multiply(BigInteger.valueOf(28))));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void multipliersAreExactAtTheEdges(String strategy) {
    check(
        strategy,
        LibraryKernelsDispatch.MULTIPLIER,
        linearFields(strategy),
        List.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY),
        LibraryKernelsDispatch::multiplier,
        (p, factor, a, b) -> a.multiply(b).multiply(factor.modInverse(p)).subtract(a),
        EdgeModuliTest::constantsOfFullDigits);
  }

  /**
   * Returns elements whose multipliers in columns are next to where the signed digits of a part are
   * full, as they are stored: a part is the element times a power of two.
   */
  private static List<BigInteger> constantsOfFullDigits(OwnField field, BigInteger factor) {
    int words = field.shape().words();
    if (words <= 2) {
      return List.of();
    }
    BigInteger p = field.modulus();
    int limbs = words == 8 ? 9 : 14;
    int bits = words == 8 ? 29 : 28;
    BigInteger greatest = BigInteger.ZERO;
    for (int i = 0; i < limbs; i++) {
      int digitBits = i < limbs - 1 ? bits : 32 * words - i * bits;
      greatest = greatest.add(Operands.ones(digitBits - 1).shiftLeft(i * bits));
    }
    List<BigInteger> constants = new ArrayList<>();
    for (BigInteger digits : List.of(greatest, greatest.add(BigInteger.ONE), p.shiftRight(1))) {
      for (int limbsOfPower : List.of(limbs, (limbs + 1) / 2)) {
        BigInteger power = BigInteger.ONE.shiftLeft(limbsOfPower * bits);
        constants.add(digits.multiply(factor).multiply(power.modInverse(p)).mod(p));
      }
    }
    return constants;
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void factorsAndElementsFollowTheFormOfTheDispatch(String strategy) {
    Reference reference =
        (p, factor, a, b) -> {
          BigInteger inverse = factor.modInverse(p);
          BigInteger x = a.multiply(inverse);
          return x.multiply(x).multiply(b).add(factor);
        };
    check(
        strategy,
        LibraryKernelsDispatch.FORMS,
        tightFields(),
        List.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY),
        LibraryKernelsDispatch::forms,
        reference);
    check(
        strategy,
        LibraryKernelsDispatch.FORMS_OF_MONTGOMERY,
        tightFields(),
        List.of(ElementForm.MONTGOMERY),
        LibraryKernelsDispatch::formsOfMontgomery,
        reference);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void longPowersAreExactAtTheEdges(String strategy) {
    check(
        strategy,
        LibraryKernelsDispatch.POW_LONG,
        tightFields(),
        List.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY),
        LibraryKernelsDispatch::powLong,
        (p, factor, a, b) -> a.multiply(factor.modInverse(p)).modPow(b, p).multiply(factor));
  }

  /** What library/factors.comp computes. */
  private static BigInteger factors(BigInteger p, BigInteger r, BigInteger x, BigInteger y) {
    BigInteger inverse = r.modInverse(p);
    BigInteger a = x.multiply(inverse).mod(p);
    BigInteger b = y.multiply(inverse).mod(p);
    BigInteger ab = a.multiply(b);
    BigInteger s = a.multiply(a).subtract(b.multiply(b)).add(ab.shiftLeft(1)).mod(p);
    BigInteger t = ab.shiftLeft(3).add(s.multiply(s).multiply(BigInteger.valueOf(3)));
    BigInteger u = t.multiply(s).add(s.multiply(b)).add(a.multiply(t)).subtract(ab.shiftLeft(5));
    return u.multiply(r);
  }

  /** What library/factor_choices.comp computes. */
  private static BigInteger factorChoices(BigInteger p, BigInteger r, BigInteger x, BigInteger y) {
    BigInteger inverse = r.modInverse(p);
    BigInteger a = x.multiply(inverse).mod(p);
    BigInteger b = y.multiply(inverse).mod(p);
    BigInteger s = a.multiply(a).subtract(b.multiply(b)).add(a.multiply(b).shiftLeft(1)).mod(p);
    BigInteger chosen = a.equals(b) ? BigInteger.ONE : b;
    chosen = (s.signum() == 0 ? a : chosen).multiply(FIVE);
    return chosen.multiply(chosen).multiply(r);
  }

  /** A kernel of two vectors, host to host. */
  private interface Binary {
    HostVector<OwnField> run(
        LibraryKernelsDispatch<OwnField> kernels, HostVector<OwnField> a, HostVector<OwnField> b);
  }

  /** What it computes of two elements as they are stored, in a form with the factor 1 or R. */
  private interface Reference {
    BigInteger of(BigInteger p, BigInteger factor, BigInteger a, BigInteger b);
  }

  private static void check(
      String strategy,
      KernelDescriptor kernel,
      Stream<OwnField> fields,
      List<ElementForm> forms,
      Binary binary,
      Reference reference) {
    check(strategy, kernel, fields, forms, binary, reference, (field, factor) -> List.of());
  }

  /** The same with more second operands, for a field and the factor of its form. */
  private static void check(
      String strategy,
      KernelDescriptor kernel,
      Stream<OwnField> fields,
      List<ElementForm> forms,
      Binary binary,
      Reference reference,
      BiFunction<OwnField, BigInteger, List<BigInteger>> more) {
    PersistentBackend gpu = backend(strategy).get();
    List<OwnField> usable =
        fields.filter(field -> gpu.strategies(kernel, field.shape()).contains(strategy)).toList();
    assertFalse(usable.isEmpty());
    int shift = List.copyOf(strategies()).indexOf(strategy);
    // Making pipelines is what takes the time, each on one core.
    usable.parallelStream()
        .forEach(
            field ->
                forms.stream()
                    .filter(form -> isDue(field, form, forms, shift))
                    .forEach(form -> check(gpu, field, form, binary, reference, more)));
  }

  /** Each strategy tries a long field in one form, by turns that the next one begins one later. */
  private static boolean isDue(
      OwnField field, ElementForm form, List<ElementForm> forms, int shift) {
    int turn = MODULI.indexOf(field.modulus().toString(16)) + 1 + shift;
    boolean isOneWord = field.shape().words() == 1;
    return OperationsTest.FULL || isOneWord || form == forms.get(turn % forms.size());
  }

  private static void check(
      PersistentBackend gpu,
      OwnField field,
      ElementForm form,
      Binary binary,
      Reference reference,
      BiFunction<OwnField, BigInteger, List<BigInteger>> more) {
    BigInteger p = field.modulus();
    BigInteger factor = form == ElementForm.MONTGOMERY ? field.r() : BigInteger.ONE;
    Operands operands = Operands.of(field, 200, 9);
    List<BigInteger> as = new ArrayList<>(operands.a());
    List<BigInteger> bs = new ArrayList<>(operands.b());
    for (BigInteger b : more.apply(field, factor)) {
      as.add(p.subtract(BigInteger.ONE));
      bs.add(b);
      as.add(Operands.ones(p.bitLength() - 1));
      bs.add(b);
    }
    try (HostVector<OwnField> a = gpu.hostVector(field, as.size(), form);
        HostVector<OwnField> b = gpu.hostVector(field, bs.size(), form)) {
      for (int i = 0; i < as.size(); i++) {
        a.setRaw(i, as.get(i));
        b.setRaw(i, bs.get(i));
      }
      try (HostVector<OwnField> out = binary.run(LibraryKernelsDispatch.of(gpu, field), a, b)) {
        for (int i = 0; i < as.size(); i++) {
          assertEquals(
              reference.of(p, factor, as.get(i), bs.get(i)).mod(p),
              out.getRaw(i),
              field.name() + ", " + form + ": " + as.get(i) + " and " + bs.get(i));
        }
      }
    }
  }
}
