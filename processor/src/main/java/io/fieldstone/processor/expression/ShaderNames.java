// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Parameter;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What parameters are called in a shader. Every name ends in what it is, so that it is neither a
 * keyword of GLSL nor one of the field library's names, whatever the parameter is called.
 */
final class ShaderNames {

  /** GLSL keeps names with two underscores in a row, and those that start like this, for itself. */
  private static final Pattern PLAIN =
      Pattern.compile("(?!gl_)[a-zA-Z][a-zA-Z0-9]*(_[a-zA-Z0-9]+)*");

  /** Longer names would make lines that nobody reads, and GLSL has a limit as well. */
  private static final int MAX_LENGTH = 100;

  private final Map<String, String> stems = new HashMap<>();

  ShaderNames(KernelMethod kernel) {
    for (Parameter parameter : kernel.parameters()) {
      String name = parameter.name();
      boolean plain = PLAIN.matcher(name).matches() && name.length() <= MAX_LENGTH;
      stems.put(name, plain ? name : free(kernel));
    }
  }

  private String free(KernelMethod kernel) {
    String stem = "parameter" + stems.size();
    while (isTaken(stem, kernel)) {
      stem += "x";
    }
    return stem;
  }

  private static boolean isTaken(String stem, KernelMethod kernel) {
    return kernel.parameters().stream().anyMatch(p -> p.name().equals(stem));
  }

  /** The storage block of a vector. */
  String block(Parameter vector) {
    return stem(vector.name()) + "_buffer";
  }

  /** The contents of a vector. */
  String vectors(Parameter vector) {
    return stem(vector.name()) + "_vectors";
  }

  /** This thread's run of a vector. */
  String run(Parameter vector) {
    return stem(vector.name()) + "_run";
  }

  /** This thread's runs of a vector in a group of tiles. */
  String runs(Parameter vector) {
    return stem(vector.name()) + "_runs";
  }

  /** The member of the push-constant block that is a scalar. */
  String words(Parameter scalar) {
    return stem(scalar.name()) + "_words";
  }

  /** The element of a vector that this thread has, or the scalar. */
  String element(String parameter) {
    return stem(parameter) + "_i";
  }

  private String stem(String parameter) {
    return stems.getOrDefault(parameter, parameter);
  }
}
