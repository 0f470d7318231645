// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import com.google.auto.common.MoreElements;
import com.google.auto.service.AutoService;
import com.palantir.javapoet.ClassName;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.processor.declaration.TypeTag;
import io.fieldstone.processor.diagnostic.ProviderMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.generation.ProviderGenerator;
import io.fieldstone.processor.model.GeneratedNames;
import io.fieldstone.processor.model.RuntimeTypes;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.StandardLocation;

/**
 * Lists all that a module declares in one {@code KernelProvider}, and registers that for {@link
 * java.util.ServiceLoader}. It sees every declaration of the module, so it also finds names that
 * are given twice.
 */
@AutoService(Processor.class)
public final class ProviderProcessor extends GuardedProcessor {

  private final Set<String> declared = new TreeSet<>();
  private boolean generated;
  private Optional<ClassName> provider = Optional.empty();
  private NameIndex names;

  /** For the compiler. */
  public ProviderProcessor() {}

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    names = new NameIndex(environment, diagnostics());
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Stream.concat(Stream.of(GpuKernel.class), TypeTag.annotations())
        .map(Class::getCanonicalName)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Set.of(ProviderName.OPTION);
  }

  /**
   * Collects declarations while rounds bring new ones. The first round that brings none, by which
   * time {@link KernelProcessor} has implemented them all, is the one to generate in: a class that
   * is generated in the very last round draws a warning.
   */
  @Override
  void processRound(Round round) {
    if (round.environment().processingOver()) {
      provider.ifPresent(this::checkProvided);
      return;
    }
    if (round.environment().errorRaised()) {
      return; // what there is to list may be incomplete
    }
    Set<String> added = round.declarations();
    added.removeAll(declared);
    if (generated) {
      added.forEach(this::reportLate);
    } else if (!added.isEmpty()) {
      declared.addAll(added);
      UniqueNames.check(types(), diagnostics());
      UniqueNames.checkLibraries(typesOf(added), names, diagnostics());
      new ProbeChecks(types(), names, elements(), diagnostics()).check(typesOf(added));
    } else if (!declared.isEmpty() && isImplemented()) {
      generated = true;
      generate();
    }
  }

  private void reportLate(String name) {
    TypeElement type = elements().getTypeElement(name);
    if (type != null) {
      diagnostics().report(Site.of(type), ProviderMessages.providerTooLate(name));
    }
  }

  private List<TypeElement> types() {
    return typesOf(declared);
  }

  private List<TypeElement> typesOf(Set<String> qualifiedNames) {
    return qualifiedNames.stream()
        .map(name -> elements().getTypeElement(name))
        .filter(Objects::nonNull)
        .toList();
  }

  private boolean isImplemented() {
    return Stream.concat(
            Stream.of(TypeTag.values()).flatMap(tag -> generatedClasses(types(), tag)),
            generatedClasses(types(), ProviderProcessor::hasKernels, GeneratedNames::dispatch))
        .allMatch(c -> elements().getTypeElement(c.canonicalName()) != null);
  }

  private static Stream<ClassName> generatedClasses(
      List<TypeElement> types,
      java.util.function.Predicate<TypeElement> kind,
      Function<TypeElement, ClassName> name) {
    return types.stream().filter(kind).map(name);
  }

  private static Stream<ClassName> generatedClasses(List<TypeElement> types, TypeTag tag) {
    return generatedClasses(
        types, type -> TypeTag.of(type).equals(Optional.of(tag)), tag::generatedName);
  }

  private static boolean hasKernels(TypeElement type) {
    return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
        .anyMatch(method -> MoreElements.isAnnotationPresent(method, GpuKernel.class));
  }

  private void generate() {
    ProviderName naming = new ProviderName(processingEnv, diagnostics());
    naming
        .choose(types())
        .ifPresent(
            name -> {
              List<TypeElement> listed = naming.reachable(types(), name);
              if (existsElsewhere(name)) {
                diagnostics()
                    .report(
                        ProviderMessages.providerExistsElsewhere(
                            name.canonicalName(), ProviderName.OPTION));
              } else if (!listed.isEmpty()) {
                generate(name, listed);
              }
            });
  }

  private void generate(ClassName name, List<TypeElement> listed) {
    ProviderGenerator generator =
        new ProviderGenerator(elements(), ProviderProcessor.class.getName());
    write(
        generator.generate(
            name,
            generatedClasses(listed, ProviderProcessor::hasKernels, GeneratedNames::dispatch)
                .toList(),
            tag -> generatedClasses(listed, tag).toList(),
            listed),
        listed.get(0));
    new ServiceFile(processingEnv, diagnostics()).register(name, listed);
    names.write(listed);
    provider = Optional.of(name);
  }

  /** Of a module's own file ServiceLoader believes the module-info only. */
  private void checkProvided(ClassName name) {
    ModuleElement module = types().isEmpty() ? null : elements().getModuleOf(types().get(0));
    if (module == null || module.isUnnamed()) {
      return;
    }
    boolean provides =
        ElementFilter.providesIn(module.getDirectives()).stream()
            .filter(p -> isNamed(p.getService(), RuntimeTypes.KERNEL_PROVIDER))
            .flatMap(p -> p.getImplementations().stream())
            .anyMatch(implementation -> isNamed(implementation, name));
    if (!provides) {
      diagnostics()
          .report(
              ProviderMessages.providerNotProvided(
                  module.getQualifiedName(),
                  RuntimeTypes.KERNEL_PROVIDER.canonicalName(),
                  name.canonicalName()));
    }
  }

  private static boolean isNamed(TypeElement type, ClassName name) {
    return type.getQualifiedName().contentEquals(name.canonicalName());
  }

  /** A class of an earlier build of this module is in the output folder, and not elsewhere. */
  private boolean existsElsewhere(ClassName name) {
    if (elements().getTypeElement(name.canonicalName()) == null) {
      return false;
    }
    String file = name.canonicalName().replace('.', '/') + ".class";
    try {
      processingEnv
          .getFiler()
          .getResource(StandardLocation.CLASS_OUTPUT, "", file)
          .openInputStream()
          .close();
      return false;
    } catch (IOException | RuntimeException e) {
      return true;
    }
  }
}
