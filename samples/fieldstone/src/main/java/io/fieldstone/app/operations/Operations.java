// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.operations;

import static java.util.stream.Collectors.joining;

import io.fieldstone.app.files.BadInputException;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds operations: the standard ones, then all other kernels that files can drive. */
public final class Operations {

  /** Of kernels that come with Fieldstone and are no standard operations: benches run them. */
  private static final Map<String, String> FORMULAS =
      Map.of("mul-chain", "a * b^100", "sqr-chain", "a^(2^100)");

  private Operations() {}

  /** Returns all operations by name, the standard ones first. */
  public static Map<String, Operation> all(KernelRegistry registry) {
    Map<String, Operation> operations = new LinkedHashMap<>();
    for (StandardOperation standard : StandardOperation.values()) {
      String name = standard.operationName();
      operations.put(
          name,
          standard.isKernel()
              ? new KernelOperation(registry.kernel(name), standard.formula())
              : new ResidentOperation(standard));
    }
    TransformOperation.all().forEach(each -> operations.put(each.name(), each));
    for (Operation each : List.of(new ExtensionOperation(), new ProductOperation())) {
      operations.put(each.name(), each);
    }
    for (KernelDescriptor kernel : registry.kernels()) {
      if (KernelOperation.fits(kernel)) {
        operations.putIfAbsent(
            kernel.name(), new KernelOperation(kernel, FORMULAS.getOrDefault(kernel.name(), "")));
      }
    }
    return operations;
  }

  /**
   * Returns an operation.
   *
   * @throws BadInputException if there is none of that name; the message lists those there are
   */
  public static Operation named(KernelRegistry registry, String name) {
    Map<String, Operation> operations = all(registry);
    Operation operation = operations.get(name);
    if (operation != null) {
      return operation;
    }
    if (registry.kernels().stream().anyMatch(kernel -> kernel.name().equals(name))) {
      throw new BadInputException(
          name + " takes more than files can give; call its generated class from Java");
    }
    throw new BadInputException(
        "unknown operation \""
            + name
            + "\"; there are: "
            + operations.keySet().stream().collect(joining(", ")));
  }
}
