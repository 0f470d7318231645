// SPDX-License-Identifier: Apache-2.0
package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.runtime.PersistentBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  @Test
  void itPrintsWhatItSays() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Main.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    assertEquals("333283335000", printed.toString(StandardCharsets.UTF_8).strip());
  }

  @Test
  void itIsRightOnOtherInput(@TempDir Path folder) throws IOException {
    BigInteger[] values = random(1000, Bls12381FrField.MODULUS);
    Path file = folder.resolve("elements");
    byte[] bytes = new byte[32 * values.length];
    BigInteger expected = BigInteger.ZERO;
    for (int i = 0; i < values.length; i++) {
      expected = expected.add(values[i].pow(2));
      for (int b = 0; b < 32; b++) {
        bytes[32 * i + b] = values[i].shiftRight(8 * b).byteValue();
      }
    }
    Files.write(file, bytes);
    try (var gpu = PersistentBackend.open()) {
      for (long chunk : new long[] {1, 7, 1000, 5000}) {
        assertEquals(expected.mod(Bls12381FrField.MODULUS), Main.sumOfSquares(gpu, file, chunk));
      }
    }
  }

  private static BigInteger[] random(int count, BigInteger p) {
    Random random = new Random(1);
    BigInteger[] values = new BigInteger[count];
    for (int i = 0; i < count; i++) {
      values[i] = new BigInteger(300, random).mod(p);
    }
    return values;
  }
}
