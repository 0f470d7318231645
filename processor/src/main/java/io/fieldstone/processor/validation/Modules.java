// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.spirv.MalformedSpirvException;
import io.fieldstone.processor.spirv.SpirvModule;
import io.fieldstone.processor.spirv.SpirvReader;
import java.util.List;
import java.util.Optional;

/** Where the modules of a kernel are. */
public interface Modules {

  /** What became of a look-up. */
  sealed interface Lookup {}

  /** The module was read. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Found(SpirvModule module, byte[] bytes) implements Lookup {}

  /** There is no such module. */
  record Missing() implements Lookup {}

  /** There is one that the file system does not give. */
  record Unreadable(String reason) implements Lookup {}

  /** There is one that is not a SPIR-V module. */
  record Malformed(MalformedSpirvException problem) implements Lookup {}

  /** Looks for the module {@code name}. */
  Lookup find(String name);

  /** Returns the names of modules that may have been meant by {@code name}. */
  List<String> siblings(String name);

  /** Returns {@code file:line} of the block {@code name}, where the sources are known. */
  default Optional<String> placeOfBlock(String name) {
    return Optional.empty();
  }

  /** Reads a module. */
  static Lookup parse(byte[] bytes) {
    try {
      return new Found(SpirvReader.read(bytes), bytes);
    } catch (MalformedSpirvException e) {
      return new Malformed(e);
    }
  }
}
