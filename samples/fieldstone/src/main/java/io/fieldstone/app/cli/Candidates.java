// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.operations.Operations;
import io.fieldstone.runtime.field.TypeArgument;
import io.fieldstone.runtime.kernel.KernelRegistry;
import io.fieldstone.runtime.kernel.StrategyDescriptor;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What options and parameters take that take names, for shells to complete. Picocli makes one of
 * each with every command line: kernels are looked for when a script is written.
 */
abstract class Candidates implements Iterable<String> {

  private final Function<KernelRegistry, Stream<String>> names;

  private Candidates(Function<KernelRegistry, Stream<String>> names) {
    this.names = names;
  }

  @Override
  public Iterator<String> iterator() {
    return names.apply(InstalledKernels.load()).iterator();
  }

  private static Stream<String> names(Collection<? extends TypeArgument<?>> types) {
    return types.stream().map(TypeArgument::name);
  }

  /** Prime fields. */
  static final class PrimeFields extends Candidates {
    PrimeFields() {
      super(registry -> names(registry.fields()));
    }
  }

  /** Prime fields, and a word for all of them. */
  static final class PrimeFieldsOrAll extends Candidates {
    PrimeFieldsOrAll() {
      super(
          registry -> Stream.concat(names(registry.fields()), Stream.of(BenchKernelsCommand.ALL)));
    }
  }

  /** Prime fields and extensions. */
  static final class FiniteFields extends Candidates {
    FiniteFields() {
      super(registry -> names(Types.finiteFields(registry)));
    }
  }

  /** Extension fields and curves. */
  static final class ComposedTypes extends Candidates {
    ComposedTypes() {
      super(registry -> names(Types.composed(registry)));
    }
  }

  /** Extension fields, curves and prime fields. */
  static final class AllTypes extends Candidates {
    AllTypes() {
      super(registry -> names(Types.all(registry)));
    }
  }

  /** Strategies of multiplication. */
  static final class Strategies extends Candidates {
    Strategies() {
      super(registry -> registry.strategies().stream().map(StrategyDescriptor::name).distinct());
    }
  }

  /** What runs over files. */
  static final class FileOperations extends Candidates {
    FileOperations() {
      super(registry -> Operations.all(registry).keySet().stream());
    }
  }

  /** What is planned. */
  static final class Plans extends Candidates {
    Plans() {
      super(registry -> List.of(PlanCommand.NTT).stream());
    }
  }
}
