// SPDX-License-Identifier: Apache-2.0
package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.runtime.PersistentBackend;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
    assertEquals("643", printed.toString(StandardCharsets.UTF_8).strip());
  }

  @Test
  void itIsRightOnOtherInput() {
    BigInteger p = Bls12381FrField.MODULUS;
    List<BigInteger> values = List.of(random(256, p));
    List<BigInteger> point = values.subList(0, 8);
    List<BigInteger> expected = values;
    for (BigInteger r : point) {
      List<BigInteger> last = expected;
      int half = last.size() / 2;
      expected =
          IntStream.range(0, half)
              .mapToObj(i -> last.get(half + i).subtract(last.get(i)).multiply(r).add(last.get(i)).mod(p))
              .toList();
    }
    try (var gpu = PersistentBackend.open()) {
      assertEquals(expected.get(0), Main.evaluate(gpu, values, point));
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
