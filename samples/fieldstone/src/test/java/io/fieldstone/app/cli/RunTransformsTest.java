// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.kernels.Mersenne31Complex;
import io.fieldstone.kernels.Mersenne31ComplexField;
import io.fieldstone.kernels.Mersenne31Field;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FieldElement;
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
  private static final Mersenne31ComplexField COMPLEX = Mersenne31ComplexField.INSTANCE;

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
    run("coset-intt", "coset.bin", "back.bin", "--scalar=31").assertOk();
    assertEquals(a, ElementFiles.read(file("back.bin"), field));
    run("coset-intt", "coset.bin", "back.bin").assertBadInput("coset-intt takes a scalar");
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

  @Test
  void oneElementIsCopied() throws IOException {
    Field<?> field = ElementFiles.field("baby_bear");
    ElementFiles.write(file("a.bin"), field, List.of(BigInteger.TEN));
    String out = run("ntt", "a.bin", "out.bin").assertOk().out();
    assertTrue(out.contains(", one pass, a copy)"), out);
    assertEquals(List.of(BigInteger.TEN), ElementFiles.read(file("out.bin"), field));
    String extended = run("lde", "a.bin", "out.bin", "--scalar=31").assertOk().out();
    assertTrue(extended.contains(", 2 transforms, one pass, a copy)"), extended);
    assertEquals(
        List.of(BigInteger.TEN, BigInteger.TEN), ElementFiles.read(file("out.bin"), field));
  }

  private Outcome complex(String operation, String in, String out, String... more) {
    List<String> args = new ArrayList<>(List.of("run", operation));
    args.addAll(List.of("--field=mersenne31_complex", "--in=" + file(in), "--out=" + file(out)));
    args.addAll(List.of(more));
    return Outcome.of(args.toArray(String[]::new));
  }

  private static List<FieldElement<Mersenne31Complex>> elements(Path file) throws IOException {
    List<BigInteger> words = ElementFiles.read(file, Mersenne31Field.INSTANCE);
    List<FieldElement<Mersenne31Complex>> elements = new ArrayList<>();
    for (int i = 0; i < words.size(); i += 2) {
      elements.add(COMPLEX.element(words.get(i), words.get(i + 1)));
    }
    return elements;
  }

  @Test
  void filesOfExtensionElementsAreTransformedAndBack() throws IOException {
    List<BigInteger> words = ElementFiles.operand(Mersenne31Field.INSTANCE, 2 << LOG, 0);
    ElementFiles.write(file("a.bin"), Mersenne31Field.INSTANCE, words);
    List<FieldElement<Mersenne31Complex>> a = elements(file("a.bin"));
    for (String shift : List.of("1,0", "12,0x1")) {
      boolean plain = shift.equals("1,0");
      if (plain) {
        complex("ntt", "a.bin", "values.bin").assertOk();
      } else {
        complex("coset-ntt", "a.bin", "values.bin", "--scalar=" + shift).assertOk();
      }
      FieldElement<Mersenne31Complex> point = plain ? COMPLEX.one() : COMPLEX.element(12, 1);
      for (FieldElement<Mersenne31Complex> found : elements(file("values.bin"))) {
        FieldElement<Mersenne31Complex> expected = COMPLEX.zero();
        for (int j = a.size() - 1; j >= 0; j--) {
          expected = expected.multiply(point).add(a.get(j));
        }
        assertEquals(expected, found);
        point = point.multiply(COMPLEX.rootOfUnity(LOG));
      }
    }
    complex("ntt", "a.bin", "values.bin", "--form=montgomery").assertOk();
    complex("intt", "values.bin", "back.bin", "--form=montgomery").assertOk();
    assertEquals(a, elements(file("back.bin")));
  }

  @Test
  void whatIsNoElementOfAnExtensionIsRefused() throws IOException {
    Path in = file("a.bin");
    BigInteger p = Mersenne31Field.MODULUS;
    ElementFiles.write(in, Mersenne31Field.INSTANCE, List.of(p, BigInteger.ONE));
    complex("ntt", "a.bin", "out.bin")
        .assertBadInput(
            in
                + ": coefficient 0 of element 0 is not below the modulus of mersenne31_complex: 0x7f");
    ElementFiles.write(
        in, Mersenne31Field.INSTANCE, List.of(BigInteger.ONE, BigInteger.ONE, BigInteger.ONE, p));
    complex("ntt", "a.bin", "out.bin")
        .assertBadInput(in + ": coefficient 1 of element 1 is not below the modulus of");
    complex("coset-ntt", "a.bin", "out.bin", "--scalar=12")
        .assertBadInput(
            "--scalar 12 is no element of mersenne31_complex, which has 2 coefficients; give all of"
                + " them with commas between");
    complex("coset-ntt", "a.bin", "out.bin", "--scalar=1,2147483647")
        .assertBadInput("--scalar 1,2147483647 is not in [0, p) of mersenne31_complex");
    complex("coset-ntt", "a.bin", "out.bin", "--scalar=1,")
        .assertBadInput("--scalar '' is neither a decimal number");
    complex("vector-add", "a.bin", "out.bin", "--in=" + in)
        .assertBadInput(
            "vector-add is over prime fields, and mersenne31_complex is an extension field, which"
                + " ntt to coset-intt take");
    Files.write(in, new byte[12]);
    complex("ntt", "a.bin", "out.bin")
        .assertBadInput("mersenne31_complex has 8 bytes per element, so 4 are left over");
    assertFalse(Files.exists(file("out.bin")));
  }
}
