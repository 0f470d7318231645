// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.Affine;
import io.fieldstone.annotations.UInt32;
import io.fieldstone.kernels.polynomial.LowDegreeExtension;
import io.fieldstone.kernels.polynomial.PointOrder;
import io.fieldstone.kernels.polynomial.VanishingPolynomial;
import io.fieldstone.kernels.transform.Domain;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Program;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.field.IntegerType;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** All operations are closed alike, and say so when they were. */
class ClosedOperationsTest {

  @RegisterExtension static final OpenBackend BACKEND = OpenBackend.withStrategy("portable");

  private final PersistentBackend gpu = BACKEND.get();

  @Test
  void whateverHasOperationsIsClosed() throws IOException, URISyntaxException {
    Path classes =
        Path.of(FieldOperations.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      List<Class<?>> operations =
          files
              .map(file -> classes.relativize(file).toString())
              .filter(name -> name.endsWith("Operations.class"))
              .<Class<?>>map(ClosedOperationsTest::named)
              .filter(each -> Modifier.isPublic(each.getModifiers()))
              .toList();
      assertTrue(operations.size() >= 4, operations::toString);
      assertEquals(
          List.of(),
          operations.stream().filter(each -> !AutoCloseable.class.isAssignableFrom(each)).toList());
    }
  }

  private static Class<?> named(String file) {
    String name = file.substring(0, file.length() - ".class".length());
    try {
      return Class.forName(name.replace(File.separatorChar, '.'));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void closedOperationsOnAnExtensionThrow() {
    var ops = FieldExtensionOperations.of(gpu, BabyBear4Field.INSTANCE);
    ops.close();
    ops.close();
    try (DeviceVector<BabyBear4> a = gpu.deviceVector(BabyBear4Field.INSTANCE, 1);
        DeviceVector<BabyBear> b = gpu.deviceVector(BabyBearField.INSTANCE, 1);
        HostVector<BabyBear4> host = gpu.hostVector(BabyBear4Field.INSTANCE, 1)) {
      assertClosed(
          "the extension operations on baby_bear4 were closed",
          () -> ops.add(a, a, a),
          () -> ops.sub(a, a, a),
          () -> ops.neg(a, a),
          () -> ops.dbl(a, a),
          () -> ops.mul(a, a, a),
          () -> ops.sqr(a, a),
          () -> ops.inv(a, a),
          () -> ops.mulBase(a, b, a),
          () -> ops.add(host, host),
          () -> ops.inv(host));
    }
  }

  @Test
  void closedOperationsOnPointsThrow() {
    var ops = PointOperations.of(gpu, Secp256k1Curve.INSTANCE);
    ops.close();
    ops.close();
    try (DeviceVector<Affine<Secp256k1>> p = gpu.deviceVector(ops.curve().affine(), 1);
        DeviceVector<UInt32> flags = gpu.deviceVector(IntegerType.UINT32, 1);
        HostVector<Affine<Secp256k1>> host = gpu.hostVector(ops.curve().affine(), 1)) {
      assertClosed(
          "the point operations on secp256k1 were closed",
          () -> ops.add(p, p, p),
          () -> ops.neg(p, p),
          () -> ops.dbl(p, p),
          () -> ops.equal(p, p, flags),
          () -> ops.gather(p, flags, p),
          () -> ops.onCurve(p, flags),
          () -> ops.inSubgroup(p, flags),
          () -> ops.requireOnCurve(p),
          () -> ops.requireInSubgroup(p),
          () -> ops.multiply(BigInteger.TWO, p, p),
          () -> ops.multiply(BigInteger.ONE.shiftLeft(300), p, p),
          () -> ops.add(host, host));
    }
  }

  /** Vectors that operations have of their own are none that their user knows. */
  @Test
  @SuppressWarnings("try") // closed early
  void aProgramSaysWhichOperationsWereClosed() {
    BabyBearField field = BabyBearField.INSTANCE;
    try (var points = PointOperations.of(gpu, Secp256k1Curve.INSTANCE);
        var vanishing = VanishingPolynomial.of(gpu, field, 8, BigInteger.ONE);
        var inverses =
            vanishing.inversesOn(32, field.generator(), field.rootOfUnity(5), PointOrder.NATURAL);
        var domain = Domain.of(gpu, field, 16);
        var extension = LowDegreeExtension.of(domain, 2, field.generator());
        DeviceVector<Affine<Secp256k1>> p = gpu.deviceVector(points.curve().affine(), 1);
        DeviceVector<UInt32> flags = gpu.deviceVector(IntegerType.UINT32, 1);
        DeviceVector<BabyBear> a = gpu.deviceVector(field, 32);
        DeviceVector<BabyBear> b = gpu.deviceVector(field, 32);
        Program onCurve = gpu.record(() -> points.onCurve(p, flags));
        Program inSubgroup = gpu.record(() -> points.inSubgroup(p, flags));
        Program divide = gpu.record(() -> vanishing.divide(a, b, null));
        Program inverse = gpu.record(() -> inverses.apply(a, b));
        Program extend = gpu.record(() -> extension.ofCoefficients(a.slice(0, 16), b))) {
      for (AutoCloseable each : List.of(points, vanishing, inverses, extension)) {
        assertDoesNotThrow(each::close);
      }
      String constant =
          "the program uses a constant of the point operations on secp256k1, which was closed";
      assertClosed(constant, onCurve::run, inSubgroup::run);
      assertClosed(
          "the program uses the vanishing polynomial of 8 points over baby_bear, which was closed",
          divide::run);
      assertClosed(
          "the program uses the table of the inverses of x^8 - 0x1 over baby_bear, which was closed",
          inverse::run);
      assertClosed(
          "the program uses the low-degree extension of the domain of 2^4 points over baby_bear,"
              + " which was closed",
          extend::run);
    }
  }

  private static void assertClosed(String message, Executable... calls) {
    for (Executable call : calls) {
      assertEquals(message, assertThrows(ClosedException.class, call).getMessage());
    }
  }
}
