// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.programs;

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
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs print what their comments say, and are right on other input. */
class ProgramsTest {

  private static final BigInteger P = Bls12381FrField.MODULUS;

  static Stream<Arguments> programs() {
    return Stream.of(
        program(ArraysAndFutures.class, ArraysAndFutures::main),
        program(Folding.class, Folding::main),
        program(Replay.class, Replay::main));
  }

  private static Arguments program(Class<?> program, Consumer<String[]> main) {
    return Arguments.of(program, main);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void aProgramPrintsWhatItSays(Class<?> program, Consumer<String[]> main) throws IOException {
    String source =
        Files.readString(Path.of("src/main/java", program.getName().replace('.', '/') + ".java"));
    Matcher says = Pattern.compile("System\\.out\\.println\\(.*\\); // (.*)").matcher(source);
    assertEquals(true, says.find());
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      main.accept(new String[0]);
    } finally {
      System.setOut(before);
    }
    assertEquals(says.group(1), printed.toString(StandardCharsets.UTF_8).strip());
  }

  @Test
  void arraysAndFolds() {
    Random random = new Random(1);
    List<BigInteger> values =
        IntStream.range(0, 256).mapToObj(i -> new BigInteger(300, random).mod(P)).toList();
    List<BigInteger> point = values.subList(0, 8);
    List<BigInteger> expected = values;
    for (BigInteger r : point) {
      List<BigInteger> last = expected;
      int half = last.size() / 2;
      expected =
          IntStream.range(0, half)
              .mapToObj(
                  i -> last.get(half + i).subtract(last.get(i)).multiply(r).add(last.get(i)).mod(P))
              .toList();
    }
    BigInteger sum =
        values.stream()
            .map(x -> x.pow(2).add(x.pow(3)))
            .reduce(BigInteger.ZERO, BigInteger::add)
            .mod(P);
    BigInteger[] array = values.toArray(BigInteger[]::new);
    try (PersistentBackend gpu = PersistentBackend.open()) {
      assertEquals(expected.get(0), Folding.evaluate(gpu, values, point));
      assertEquals(sum, ArraysAndFutures.sum(gpu, array, array));
    }
  }
}
