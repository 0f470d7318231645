// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import io.fieldstone.processor.declaration.DeclaredName;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.ProcessorMessages;
import io.fieldstone.processor.resource.Content;
import io.fieldstone.processor.resource.ResourceFinder;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/**
 * Which names a library has registered: a resource for each, which holds who has it. A compiler can
 * look for a resource on a class path, but not for all resources of a kind.
 *
 * <pre>
 *   fieldstone/package/kernel/vector-add     io.fieldstone.kernels.VectorKernels.add
 *   fieldstone/package/field/goldilocks      io.fieldstone.kernels.Goldilocks
 *   fieldstone/package/curve/pallas          io.fieldstone.kernels.Pallas
 * </pre>
 *
 * <p>Of a jar javac sees folders whose names are identifiers, so that it sees no META-INF; and a
 * folder that could be a package belongs to one named module only. A keyword is the one and not the
 * other.
 */
final class NameIndex {

  /** What has a name. */
  enum Kind {
    KERNEL("kernel"),
    FIELD("field"),
    CURVE("curve");

    private final String folder;

    Kind(String folder) {
      this.folder = "fieldstone/package/" + folder + "/";
    }
  }

  private static final int MAX_OWNER_BYTES = 1000;

  /** The standard kernels that do nothing but multiply; a list of all names cannot be had. */
  private static final List<String> PROBES = List.of("mul-chain", "sqr-chain");

  private final ProcessingEnvironment environment;
  private final Diagnostics diagnostics;
  private final ResourceFinder libraries;
  private final ResourceFinder modules;

  NameIndex(ProcessingEnvironment environment, Diagnostics diagnostics) {
    this.environment = environment;
    this.diagnostics = diagnostics;
    this.libraries = ResourceFinder.ofLibraries(environment);
    this.modules = ResourceFinder.ofModules(environment);
  }

  /** Returns who has {@code name} in a library, unless it is the same declaration. */
  Optional<String> owner(Kind kind, DeclaredName name) {
    String resource = kind.folder + name.name().value();
    if (!ResourceFinder.isName(resource)
        || !(libraries.find(resource, MAX_OWNER_BYTES) instanceof Content.Found found)) {
      return Optional.empty();
    }
    String owner = new String(found.bytes(), StandardCharsets.UTF_8).strip();
    return owner.equals(name.owner()) ? Optional.empty() : Optional.of(owner);
  }

  /**
   * Returns the interface, of a library or of an earlier build of this module, that declares the
   * kernel {@code name}.
   */
  Optional<String> kernelType(String name) {
    String resource = Kind.KERNEL.folder + name;
    if (!ResourceFinder.isName(resource)
        || !(modules.find(resource, MAX_OWNER_BYTES) instanceof Content.Found found)) {
      return Optional.empty();
    }
    String owner = new String(found.bytes(), StandardCharsets.UTF_8).strip();
    return Optional.of(owner.substring(0, Math.max(0, owner.lastIndexOf('.'))));
  }

  /** Returns the shipped kernels that are made to be probes, as far as they are there. */
  List<String> probes() {
    return PROBES.stream().filter(name -> kernelType(name).isPresent()).toList();
  }

  /** Registers the names that {@code types} declare. */
  void write(List<TypeElement> types) {
    for (TypeElement type : types) {
      DeclaredName.ofField(type).ifPresent(name -> write(Kind.FIELD, name, type));
      DeclaredName.ofCurve(type).ifPresent(name -> write(Kind.CURVE, name, type));
      DeclaredName.ofKernels(type).forEach(name -> write(Kind.KERNEL, name, type));
    }
  }

  private void write(Kind kind, DeclaredName name, TypeElement type) {
    String resource = kind.folder + name.name().value();
    if (!ResourceFinder.isName(resource)) {
      return; // a malformed name is an error already
    }
    try (Writer writer =
        environment
            .getFiler()
            .createResource(StandardLocation.CLASS_OUTPUT, "", resource, type)
            .openWriter()) {
      writer.write(name.owner() + "\n");
    } catch (FilerException e) {
      // two of this module have the name, which is an error already
    } catch (IOException e) {
      diagnostics.report(ProcessorMessages.writeFailed(resource, String.valueOf(e.getMessage())));
    }
  }
}
