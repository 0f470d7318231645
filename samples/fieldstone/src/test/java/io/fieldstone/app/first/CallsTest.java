// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.first;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.kernels.Bls12381Fr;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.ProductKernelsDispatch;
import io.fieldstone.kernels.VectorKernelsDispatch;
import io.fieldstone.runtime.Batch;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Program;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guide's calls from Java. */
class CallsTest {

  /** Lines of the guide that print, with what they print. */
  private static final List<String> PRINTED = List.of("9", "9, 14", "20");

  @Test
  void theCallsOfTheGuidePrintWhatItSays() {
    List<String> printed = new ArrayList<>();
    try (PersistentBackend gpu = PersistentBackend.open();
        HostVector<Bls12381Fr> a = gpu.hostVector(Bls12381FrField.INSTANCE, 1000);
        HostVector<Bls12381Fr> b = gpu.hostVector(Bls12381FrField.INSTANCE, 1000)) {
      for (int i = 0; i < 1000; i++) {
        a.set(i, BigInteger.valueOf(i));
        b.set(i, BigInteger.TWO);
      }
      var sums = VectorKernelsDispatch.of(gpu, Bls12381FrField.INSTANCE);
      var products = ProductKernelsDispatch.of(gpu, Bls12381FrField.INSTANCE);

      try (HostVector<Bls12381Fr> sum = sums.add(a, b)) {
        printed.add("" + sum.get(7));
      }

      try (Batch batch = gpu.batch()) {
        var sum = batch.add(sums.addJob(a, b));
        var product = batch.add(products.mulJob(a, b));
        batch.runPipelined();
        printed.add(sum.join().get(7) + ", " + product.join().get(7));
        sum.join().close();
        product.join().close();
      }

      try (DeviceVector<Bls12381Fr> x = gpu.deviceVector(Bls12381FrField.INSTANCE, 1000);
          DeviceVector<Bls12381Fr> y = gpu.deviceVector(Bls12381FrField.INSTANCE, 1000)) {
        x.upload(a);
        y.upload(b);
        products.mul(x, y, x);
        sums.add(x, y, x);
        try (Program step = gpu.record(() -> sums.add(x, y, x))) {
          step.submit();
          step.submit();
        }
        x.download(a);
        printed.add("" + a.get(7));
      }
    }
    assertEquals(PRINTED, printed);
  }

  @Test
  void theGuideHasTheseCalls() throws IOException {
    List<String> guide = lines(Path.of("..", "..", "docs", "guide.md"));
    Path source = Path.of("src/test/java", CallsTest.class.getName().replace('.', '/') + ".java");
    for (String line : lines(source).stream().filter(CallsTest::isCall).toList()) {
      assertEquals(1, guide.stream().filter(line::equals).limit(1).count(), line);
    }
  }

  private static boolean isCall(String line) {
    return line.matches("(x|y|products|sums|step|batch|var (sum|product|sums|products))\\b.*[;{]");
  }

  /** Returns the lines without indentation and comments. */
  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.replaceFirst("\\s+//.*", "").strip())
        .toList();
  }
}
