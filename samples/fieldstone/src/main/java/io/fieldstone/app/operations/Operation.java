// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.operations;

import io.fieldstone.runtime.ExecutionMode;
import java.util.List;

/**
 * Something that runs over files of elements, by name: a standard operation, or any kernel that
 * takes no more than files can give. Immutable.
 *
 * <pre>{@code
 * Operation operation = Operations.named(registry, "inner-product");
 * operation.run(run);
 * }</pre>
 */
public sealed interface Operation
    permits ExtensionOperation,
        KernelOperation,
        ProductOperation,
        ResidentOperation,
        TransformOperation {

  /** Returns the name on the command line. */
  String name();

  /** Returns what it computes, empty if nobody says. */
  String formula();

  /** Returns the names of the vectors that it reads. */
  List<String> inputs();

  /** Returns what scalar it takes. */
  Scalar scalar();

  /** Returns whether its inputs may differ in length. */
  default boolean takesAnyLengths() {
    return false;
  }

  /** Returns whether it has a result for vectors of no elements, which empty files are. */
  default boolean takesNoElements() {
    return true;
  }

  /** Returns whether it is over extension fields too, if there are kernels for them. */
  default boolean takesExtensions() {
    return false;
  }

  /** Returns whether it gives several times as many elements as it reads: how many is asked. */
  default boolean extendsInput() {
    return false;
  }

  /**
   * Reads the inputs, computes, and writes the output, which is left to be published.
   *
   * @return how it ran, for the reader of a report
   * @throws io.fieldstone.app.files.BadInputException if an input holds what is no element, or a
   *     file cannot be read or written
   */
  <F> String run(OperationRun<F> run);

  /** Returns how often a run tells of progress: once for each piece that it works on. */
  long pieces(long elements, ExecutionMode mode, long chunkElements);

  /** Returns how many pieces {@code elements} make. */
  static long pieces(long elements, long pieceElements) {
    return elements / pieceElements + (elements % pieceElements == 0 ? 0 : 1);
  }
}
