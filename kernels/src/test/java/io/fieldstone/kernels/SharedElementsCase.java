// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.DeviceVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An operation, its vectors by their names, and which of them may share elements. */
final class SharedElementsCase {

  /** What an output may share with another vector. */
  enum Sharing {
    NOTHING,
    /** All elements, one by one. */
    SAME,
    /** Some or all. */
    ANY
  }

  /** The vectors of a call. */
  interface Named {
    DeviceVector<Bls12381Fr> get(String name);
  }

  private final String name;
  private final Map<String, Integer> sizes = new LinkedHashMap<>();
  private final List<String> outputs = new ArrayList<>();
  private final List<String> unused = new ArrayList<>();
  private final Map<String, Sharing> sharing = new HashMap<>();
  private @Nullable Consumer<Named> call;

  SharedElementsCase(String name) {
    this.name = name;
  }

  SharedElementsCase in(String vector, int size) {
    sizes.put(vector, size);
    return this;
  }

  SharedElementsCase out(String vector, int size) {
    outputs.add(vector);
    return in(vector, size);
  }

  SharedElementsCase share(String out, String other, Sharing what) {
    sharing.put(out + "/" + other, what);
    return this;
  }

  SharedElementsCase same(String out, String other) {
    return share(out, other, Sharing.SAME);
  }

  SharedElementsCase any(String out, String other) {
    return share(out, other, Sharing.ANY);
  }

  /** Says that no dispatch has a vector, so that it cannot be a program's parameter. */
  SharedElementsCase without(String vector) {
    unused.add(vector);
    return this;
  }

  SharedElementsCase call(Consumer<Named> of) {
    call = of;
    return this;
  }

  String name() {
    return name;
  }

  Map<String, Integer> sizes() {
    return sizes;
  }

  List<String> outputs() {
    return outputs;
  }

  /** All vectors that a dispatch has. */
  List<String> parameters() {
    return sizes.keySet().stream().filter(each -> !unused.contains(each)).toList();
  }

  boolean allows(String out, String other, boolean same) {
    return switch (sharing.getOrDefault(out + "/" + other, Sharing.NOTHING)) {
      case NOTHING -> false;
      case SAME -> same;
      case ANY -> true;
    };
  }

  void run(Named vectors) {
    requireNonNull(call).accept(vectors);
  }
}
