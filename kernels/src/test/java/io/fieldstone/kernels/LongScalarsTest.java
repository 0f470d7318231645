// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.annotations.Affine;
import io.fieldstone.annotations.UInt32;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.Dispatch;
import io.fieldstone.runtime.HostValues;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.IntegerType;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The longest scalars that the kernels of multiples take, all of whose bits are set: those with the
 * most turns of loops, which Mesa's CPU driver ends after 65,535. Longer ones are refused.
 */
class LongScalarsTest {

  @RegisterExtension static final OpenBackend BACKEND = new OpenBackend();

  private final PersistentBackend gpu = BACKEND.get();

  /**
   * A curve of each module: two sizes of coordinates, over prime fields and quadratic ones. Every
   * curve with every strategy, if nothing is to be left out; else the strategies are tried on one
   * of the curves over prime fields each, by turns, and what is easier than another is not.
   */
  static Stream<Arguments> modules() {
    Stream<Curve<?>> quadratic =
        Stream.of(
            Bn254G2Curve.INSTANCE,
            // whose u^2 = -5 takes the most work of all
            Bls12377G2Curve.INSTANCE,
            Bls12381G2Curve.INSTANCE);
    return Stream.concat(
        prime(),
        quadratic
            .filter(curve -> OperationsTest.FULL || curve != Bls12381G2Curve.INSTANCE)
            .map(curve -> Arguments.of(curve, PointKernelsDispatch.MULTIPLY, "portable")));
  }

  private static Stream<Arguments> prime() {
    List<Curve<?>> curves = List.of(Secp256k1Curve.INSTANCE, Bls12381G1Curve.INSTANCE);
    KernelDescriptor kernel = PrimePointKernelsDispatch.MULTIPLY;
    return IntStream.range(0, curves.size())
        .boxed()
        .flatMap(
            turn -> {
              Curve<?> curve = curves.get(turn);
              List<String> strategies = BACKEND.get().strategies(kernel, curve.field().shape());
              return IntStream.range(0, strategies.size())
                  .filter(i -> OperationsTest.FULL || i % curves.size() == turn)
                  .mapToObj(i -> Arguments.of(curve, kernel, strategies.get(i)));
            });
  }

  private DeviceVector<UInt32> scalar(int words) {
    int[] ones = new int[words];
    Arrays.fill(ones, -1);
    try (HostVector<UInt32> host = gpu.hostVector(IntegerType.UINT32, words)) {
      host.put(0, ones);
      return gpu.upload(host);
    }
  }

  @ParameterizedTest(name = "{0}, {2}")
  @MethodSource("modules")
  <C> void aScalarOfOnesHasNotTooManyTurns(
      Curve<C> curve, KernelDescriptor kernel, String strategy) {
    BigInteger k =
        BigInteger.ONE.shiftLeft(PointKernels.SCALAR_WORDS * Integer.SIZE).subtract(BigInteger.ONE);
    AffinePoint<C> g = curve.generator();
    List<AffinePoint<C>> points = List.of(g, curve.infinity(), g.twice().negate());
    try (HostVector<Affine<C>> host =
            gpu.hostVector(curve.affine(), points.size(), ElementForm.MONTGOMERY);
        DeviceVector<UInt32> scalar = scalar(PointKernels.SCALAR_WORDS)) {
      HostValues.ofPoints(host).put(0, points);
      try (DeviceVector<Affine<C>> vector = gpu.upload(host);
          Dispatch<C> dispatch =
              (kernel.strategies().isEmpty()
                      ? gpu.kernel(kernel, curve)
                      : gpu.kernel(kernel, curve, strategy))
                  .dispatch()) {
        dispatch.bind(0, vector);
        dispatch.bind(1, scalar);
        dispatch.bind(2, vector);
        dispatch.submit();
        vector.download(host);
      }
      assertEquals(
          points.stream().map(point -> point.multiply(k)).toList(),
          HostValues.ofPoints(host).toList());
    }
  }

  static Stream<KernelDescriptor> kernelsOfScalars() {
    return Stream.of(
        PointKernelsDispatch.MULTIPLY,
        PointKernelsDispatch.VANISH,
        PrimePointKernelsDispatch.MULTIPLY,
        PrimePointKernelsDispatch.VANISH);
  }

  @ParameterizedTest
  @MethodSource("kernelsOfScalars")
  void aLongerScalarIsRefused(KernelDescriptor kernel) {
    Curve<Secp256k1> curve = Secp256k1Curve.INSTANCE;
    try (DeviceVector<Affine<Secp256k1>> points = gpu.deviceVector(curve.affine(), 1);
        DeviceVector<UInt32> scalar = scalar(PointKernels.SCALAR_WORDS + 1);
        DeviceVector<UInt32> flags = scalar(1);
        Dispatch<Secp256k1> dispatch = gpu.kernel(kernel, curve).dispatch()) {
      dispatch.bind(0, points);
      dispatch.bind(2, kernel.bindings().get(2).elements().areIntegers() ? flags : points);
      var e =
          assertThrows(
              LengthMismatchException.class,
              () -> {
                dispatch.bind(1, scalar);
                dispatch.submit();
              });
      assertEquals("scalar has 9 elements, but the kernel takes 8 at most", e.getMessage());
    }
  }
}
