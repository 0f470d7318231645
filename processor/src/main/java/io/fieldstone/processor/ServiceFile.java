// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import com.palantir.javapoet.ClassName;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.ProcessorMessages;
import io.fieldstone.processor.diagnostic.ProviderMessages;
import io.fieldstone.processor.model.RuntimeTypes;
import io.fieldstone.processor.resource.RegularFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** The file that registers a provider for {@link java.util.ServiceLoader}. */
final class ServiceFile {

  private static final String NAME =
      "META-INF/services/" + RuntimeTypes.KERNEL_PROVIDER.canonicalName();

  private final ProcessingEnvironment environment;
  private final Diagnostics diagnostics;

  ServiceFile(ProcessingEnvironment environment, Diagnostics diagnostics) {
    this.environment = environment;
    this.diagnostics = diagnostics;
  }

  /** Adds {@code provider} to what the module registers by hand. */
  void register(ClassName provider, List<TypeElement> declarations) {
    Set<String> providers = new TreeSet<>(existing());
    providers.add(provider.reflectionName());
    try (Writer writer =
        environment
            .getFiler()
            .createResource(
                StandardLocation.CLASS_OUTPUT, "", NAME, declarations.toArray(TypeElement[]::new))
            .openWriter()) {
      for (String name : providers) {
        writer.write(name + "\n");
      }
    } catch (FilerException e) {
      diagnostics.report(ProviderMessages.serviceFileTaken(NAME));
    } catch (IOException e) {
      diagnostics.report(ProcessorMessages.writeFailed(NAME, String.valueOf(e.getMessage())));
    }
  }

  /**
   * Names without a class are left from builds before the provider was renamed; so is any other of
   * the names that are given here.
   */
  private List<String> existing() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(name -> !name.isEmpty())
          .filter(name -> environment.getElementUtils().getTypeElement(name) != null)
          .filter(name -> !ProviderName.isOurs(name.substring(name.lastIndexOf('.') + 1)))
          .toList();
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }

  private InputStream open() throws IOException {
    FileObject file = environment.getFiler().getResource(StandardLocation.CLASS_OUTPUT, "", NAME);
    RegularFile.require(file.toUri());
    return file.openInputStream();
  }
}
