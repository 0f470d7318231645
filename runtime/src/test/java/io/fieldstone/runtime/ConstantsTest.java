// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static io.fieldstone.runtime.TypedKernels.FIELD;
import static io.fieldstone.runtime.TypedKernels.in;
import static io.fieldstone.runtime.TypedKernels.out;
import static io.fieldstone.runtime.TypedKernels.own;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.Form;
import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.TestFields.TestField;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.KernelResourceException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of constants of kernels' declarations. */
class ConstantsTest {

  private static final TestField FR = TestFields.FR;
  private static final String FOLDER = "io/fieldstone/runtime/kernels/";

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  private final PersistentBackend gpu = DEVICE.backend();

  private static KernelDescriptor.Builder kernel(int words) {
    return own("constants", "constants.spv")
        .specialize(0, words)
        .vector(in("a", 0, FIELD))
        .vector(out("out", 1, FIELD));
  }

  private static List<BigInteger> run(
      PersistentBackend gpu, KernelDescriptor descriptor, ElementForm form) {
    Kernel<Tag> kernel = gpu.kernel(descriptor, FR);
    try (HostVector<Tag> zeros = gpu.hostVector(FR, Collections.nCopies(5, BigInteger.ZERO), form);
        HostVector<Tag> ofJob = kernel.job().bind(0, zeros).build().run();
        DeviceVector<Tag> device = gpu.upload(zeros);
        DeviceVector<Tag> out = gpu.deviceVector(FR, 5, form)) {
      TypedKernels.dispatch(kernel, device, out);
      try (HostVector<Tag> back = out.download()) {
        assertEquals(ofJob.toList(), back.toList());
        return back.toList();
      }
    }
  }

  private static List<BigInteger> repeated(BigInteger... three) {
    return Stream.of(0, 1, 2, 0, 1).map(i -> three[i]).toList();
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  @ParameterizedTest
  @CsvSource({"CANONICAL", "MONTGOMERY"})
  void valuesAreInTheFormOfTheCall(ElementForm form) {
    BigInteger last = FR.modulus().subtract(BigInteger.ONE);
    KernelDescriptor descriptor =
        kernel(8)
            .constants(1, 3, Form.OF_CALL, "7", "0x" + last.toString(16), last.toString())
            .build();
    assertEquals(repeated(big(7), last, last), run(gpu, descriptor, form));
  }

  @Test
  void valuesAreInAFormOfTheirOwn() {
    KernelDescriptor montgomery = kernel(8).constants(1, 3, Form.MONTGOMERY, "1", " 2  3 ").build();
    BigInteger r = FR.r();
    assertEquals(
        repeated(r, r.shiftLeft(1).mod(FR.modulus()), r.multiply(big(3)).mod(FR.modulus())),
        run(gpu, montgomery, ElementForm.CANONICAL));
    KernelDescriptor canonical = kernel(8).constants(1, 3, Form.CANONICAL, "1", "2", "3").build();
    BigInteger inverse = r.modInverse(FR.modulus());
    assertEquals(
        repeated(
            inverse,
            inverse.shiftLeft(1).mod(FR.modulus()),
            inverse.multiply(big(3)).mod(FR.modulus())),
        run(gpu, canonical, ElementForm.MONTGOMERY));
  }

  @Test
  void aResourceHasThemWithCommentsAndWhiteSpace() {
    KernelDescriptor descriptor =
        kernel(8).constantsOf(1, 3, Form.OF_CALL, FOLDER + "constants.txt").build();
    assertEquals(repeated(big(7), big(11), big(31)), run(gpu, descriptor, ElementForm.MONTGOMERY));
  }

  @Test
  void theyAreOfThePrimeFieldOfAnExtension() {
    KernelDescriptor descriptor =
        kernel(1).constants(1, 3, Form.OF_CALL, "5", "6", "0x77ffffff").build();
    try (HostVector<TestTypes.Bear4> a = gpu.hostVector(TestTypes.BEAR4, 1)) {
      a.put(0, new int[4]);
      Kernel<TestTypes.Bear4> kernel = gpu.kernel(descriptor, TestTypes.BEAR4);
      try (var out = kernel.job().bind(0, a).build().run()) {
        int[] words = new int[4];
        out.get(0, words);
        assertEquals(5, words[0]);
      }
    }
    assertRefused(
        ElementRangeException.class,
        "constant 1 of set 1, binding 3 of constants is not in [0, p) of baby_bear: 0x78000001",
        () ->
            gpu.kernel(
                kernel(1).constants(1, 3, Form.OF_CALL, "5", "0x78000001").build(),
                TestTypes.BEAR4));
  }

  @Test
  void aPreparedPipelineHasItsTable() {
    KernelDescriptor descriptor = kernel(8).constants(1, 3, Form.OF_CALL, "1", "2", "3").build();
    gpu.prepare(List.of(gpu.kernel(descriptor, FR))).requireComplete();
    assertEquals(repeated(big(1), big(2), big(3)), run(gpu, descriptor, ElementForm.MONTGOMERY));
  }

  @Test
  void whatIsNoConstantIsRefusedBeforeAnyCall() {
    assertRefused(
        ElementRangeException.class,
        "constant 0 of set 1, binding 3 of constants is not in [0, p) of bls12_381_fr: -0x1",
        () -> gpu.kernel(kernel(8).constants(1, 3, Form.OF_CALL, "-1").build(), FR));
    assertRefused(
        KernelResourceException.class,
        "constant 1 of set 1, binding 3 of constants is no number: \"0xfg\"",
        () -> gpu.kernel(kernel(8).constants(1, 3, Form.OF_CALL, "1", "0xfg").build(), FR));
    assertRefused(
        KernelResourceException.class,
        "resource nowhere.txt of kernel constants is not on the class path",
        () -> gpu.kernel(kernel(8).constantsOf(1, 3, Form.OF_CALL, "nowhere.txt").build(), FR));
    assertRefused(
        KernelResourceException.class,
        "resource " + FOLDER + "empty.txt of kernel constants has no constants",
        () ->
            gpu.kernel(
                kernel(8).constantsOf(1, 3, Form.OF_CALL, FOLDER + "empty.txt").build(), FR));
  }

  @Test
  void theMemoryGoesBackWithTheBackend() {
    List<String> messages;
    try (PersistentBackend own = PersistentBackend.open(gpu.options())) {
      KernelDescriptor descriptor = kernel(8).constants(1, 3, Form.OF_CALL, "1", "2", "3").build();
      assertEquals(repeated(big(1), big(2), big(3)), run(own, descriptor, ElementForm.CANONICAL));
      messages = own.validationMessages();
    }
    assertTrue(messages.isEmpty(), messages::toString);
  }

  private static void assertRefused(
      Class<? extends RuntimeException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }
}
