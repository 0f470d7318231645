// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.field.Field;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Transforms of files, against values of the polynomial by Horner's rule, and products. */
@ExtendWith(NoWarnings.class)
class RunTransformsTest {

  private static final int LOG = 4;

  @TempDir Path folder;

  private Path file(String name) {
    return folder.resolve(name);
  }

  private Outcome run(String operation, String in, String out, String... more) {
    List<String> args = new ArrayList<>(List.of("run", operation, "--field=baby_bear"));
    args.addAll(List.of("--in=" + file(in), "--out=" + file(out)));
    args.addAll(List.of(more));
    return Outcome.with("GPU_STRATEGY", "portable", args.toArray(String[]::new));
  }

  private static List<BigInteger> values(Field<?> field, List<BigInteger> a, BigInteger shift) {
    return values(field, a, shift, LOG);
  }

  /** The values at 2^log points. */
  private static List<BigInteger> values(
      Field<?> field, List<BigInteger> a, BigInteger shift, int log) {
    List<BigInteger> values = new ArrayList<>();
    BigInteger point = shift;
    for (int i = 0; i < 1 << log; i++) {
      BigInteger value = BigInteger.ZERO;
      for (int j = a.size() - 1; j >= 0; j--) {
        value = value.multiply(point).add(a.get(j)).mod(field.modulus());
      }
      values.add(value);
      point = point.multiply(field.rootOfUnity(log)).mod(field.modulus());
    }
    return values;
  }

  @Test
  void filesAreTransformedAndBack() throws IOException {
    Field<?> field = ElementFiles.field("baby_bear");
    List<BigInteger> a = ElementFiles.operand(field, 1 << LOG, 0);
    ElementFiles.write(file("a.bin"), field, a);
    run("ntt", "a.bin", "values.bin").assertOk();
    assertEquals(values(field, a, BigInteger.ONE), ElementFiles.read(file("values.bin"), field));
    run("intt", "values.bin", "back.bin").assertOk();
    assertEquals(a, ElementFiles.read(file("back.bin"), field));
    run("coset-ntt", "a.bin", "coset.bin", "--scalar=31").assertOk();
    assertEquals(
        values(field, a, BigInteger.valueOf(31)), ElementFiles.read(file("coset.bin"), field));
  }

  @Test
  void filesAreExtended() throws IOException {
    Field<?> field = ElementFiles.field("baby_bear");
    List<BigInteger> a = ElementFiles.operand(field, 1 << LOG, 0);
    ElementFiles.write(file("a.bin"), field, a);
    for (int more = 1; more <= 3; more++) {
      String out = "out" + more;
      String[] args =
          more == 1
              ? new String[] {"--scalar=31"}
              : new String[] {"--scalar=31", "--blowup=" + (1 << more)};
      run("lde", "a.bin", out, args).assertOk();
      List<BigInteger> expected = values(field, a, BigInteger.valueOf(31), LOG + more);
      List<BigInteger> found = ElementFiles.read(file(out), field);
      assertEquals(expected.size(), found.size());
      for (int i = 0; i < expected.size(); i++) {
        int at = Integer.reverse(i) >>> (Integer.SIZE - LOG - more);
        assertEquals(expected.get(i), found.get(at), "value " + i);
      }
    }
    run("lde", "a.bin", "out", "--scalar=31", "--blowup=3")
        .assertBadInput("8 ... times as many points, a power of two, and not 3");
    run("lde", "a.bin", "out", "--scalar=0").assertBadInput("is not from 1 to p - 1 of baby_bear");
    run("lde", "a.bin", "out").assertBadInput("lde takes a scalar; give --scalar VALUE");
    run("ntt", "a.bin", "out", "--blowup=4")
        .assertBadInput("ntt gives no more elements than it reads; leave --blowup out");
    assertFalse(Files.exists(file("out")));
  }

  @Test
  void polynomialsOfAnyLengthsAreMultiplied() throws IOException {
    Field<?> field = ElementFiles.field("baby_bear");
    List<BigInteger> a = ElementFiles.operand(field, 21, 0);
    List<BigInteger> b = ElementFiles.operand(field, 34, 1);
    ElementFiles.write(file("a.bin"), field, a);
    ElementFiles.write(file("b.bin"), field, b);
    Outcome multiplied = run("poly-mul", "a.bin", "out.bin", "--in=" + file("b.bin")).assertOk();
    assertTrue(multiplied.out().contains(": 54 elements to "), multiplied.out());
    List<BigInteger> product = ElementFiles.read(file("out.bin"), field);
    assertEquals(54, product.size());
    for (int k = 0; k < product.size(); k++) {
      BigInteger sum = BigInteger.ZERO;
      for (int i = Math.max(0, k - 33); i <= Math.min(k, 20); i++) {
        sum = sum.add(a.get(i).multiply(b.get(k - i)));
      }
      assertEquals(sum.mod(field.modulus()), product.get(k), "coefficient " + k);
    }
    run("poly-mul", "a.bin", "none.bin").assertBadInput("poly-mul reads 2 vectors (a, b)");
    ElementFiles.write(file("b.bin"), field, List.of());
    run("poly-mul", "a.bin", "none.bin", "--in=" + file("b.bin"))
        .assertBadInput(file("b.bin") + " has no elements, but poly-mul takes one at least");
    assertFalse(Files.exists(file("none.bin")));
  }

  @Test
  void whatHasNoTransformIsRefused() throws IOException {
    Field<?> field = ElementFiles.field("baby_bear");
    ElementFiles.write(file("a.bin"), field, ElementFiles.operand(field, 12, 0));
    run("ntt", "a.bin", "out.bin")
        .assertBadInput("a domain has 1, 2, 4, 8 ... points, a power of two, and not 12");
    ElementFiles.write(file("a.bin"), field, ElementFiles.operand(field, 8, 0));
    run("coset-ntt", "a.bin", "out.bin", "--scalar=1").assertBadInput("is a point of");
    assertFalse(Files.exists(file("out.bin")));
  }
}
