// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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

/** Transforms of files, against values of the polynomial by Horner's rule. */
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
    List<BigInteger> values = new ArrayList<>();
    BigInteger point = shift;
    for (int i = 0; i < a.size(); i++) {
      BigInteger value = BigInteger.ZERO;
      for (int j = a.size() - 1; j >= 0; j--) {
        value = value.multiply(point).add(a.get(j)).mod(field.modulus());
      }
      values.add(value);
      point = point.multiply(field.rootOfUnity(LOG)).mod(field.modulus());
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
