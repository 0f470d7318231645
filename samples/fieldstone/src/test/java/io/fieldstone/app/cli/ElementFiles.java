// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.smoke.Elements;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes and reads files of elements without anything of what is tested. */
final class ElementFiles {

  private ElementFiles() {}

  static Field<?> field(String name) {
    return KernelRegistry.load().field(name);
  }

  /** Operand 0 or 1: every pair of edge values, then random ones. */
  static List<BigInteger> operand(Field<?> field, int count, int operand) {
    List<BigInteger> edges = Elements.edges(field);
    Random random = new Random(operand);
    List<BigInteger> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i < edges.size() * edges.size()) {
        values.add(edges.get(operand == 0 ? i % edges.size() : i / edges.size()));
      } else {
        values.add(new BigInteger(field.modulus().bitLength() - 1, random));
      }
    }
    return values;
  }

  static Path write(Path file, Field<?> field, List<BigInteger> values) throws IOException {
    byte[] bytes = new byte[values.size() * field.elementBytes()];
    for (int i = 0; i < values.size(); i++) {
      for (int b = 0; b < field.elementBytes(); b++) {
        bytes[i * field.elementBytes() + b] = values.get(i).shiftRight(8 * b).byteValue();
      }
    }
    return Files.write(file, bytes);
  }

  static List<BigInteger> read(Path file, Field<?> field) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<BigInteger> values = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += field.elementBytes()) {
      byte[] bigEndian = new byte[field.elementBytes()];
      for (int b = 0; b < bigEndian.length; b++) {
        bigEndian[bigEndian.length - 1 - b] = bytes[at + b];
      }
      values.add(new BigInteger(1, bigEndian));
    }
    return values;
  }
}
