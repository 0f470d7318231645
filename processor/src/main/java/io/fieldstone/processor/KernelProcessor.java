// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import com.google.auto.common.MoreElements;
import com.google.auto.common.SuperficialValidation;
import com.google.auto.service.AutoService;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.InOut;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.PrimeField;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.annotations.Workgroups;
import io.fieldstone.processor.compilation.CompilerOptions;
import io.fieldstone.processor.compilation.KernelCompiler;
import io.fieldstone.processor.declaration.CurveReader;
import io.fieldstone.processor.declaration.ExtensionReader;
import io.fieldstone.processor.declaration.FieldReader;
import io.fieldstone.processor.declaration.KernelInterfaceReader;
import io.fieldstone.processor.declaration.SourceFiles;
import io.fieldstone.processor.declaration.TypeTag;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.InterfaceMessages;
import io.fieldstone.processor.diagnostic.ParameterMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.generation.CurveGenerator;
import io.fieldstone.processor.generation.DispatchGenerator;
import io.fieldstone.processor.generation.ExtensionGenerator;
import io.fieldstone.processor.generation.FieldGenerator;
import io.fieldstone.processor.generation.Placeholder;
import io.fieldstone.processor.model.GeneratedNames;
import io.fieldstone.processor.resource.ResourceFinder;
import io.fieldstone.shaders.ShaderModules;
import java.lang.annotation.Annotation;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * Checks and implements one declaration at a time: an interface with {@code @GpuKernel} methods
 * becomes a dispatch class, a {@code @PrimeField}, {@code @ExtensionField} or {@code @Curve}
 * interface the class of its descriptor.
 *
 * <p>Each generated class depends on one declaration, so build tools may run this processor on the
 * changed declarations only. One thing is left to full builds: a kernel of any field that is
 * compiled here is also compiled for the limb shapes of the fields that the same compilation
 * declares.
 */
@AutoService(Processor.class)
public final class KernelProcessor extends GuardedProcessor {

  private static final List<Class<? extends Annotation>> PARAMETER_ANNOTATIONS =
      List.of(In.class, Out.class, InOut.class, PushConstant.class, Workgroups.class);

  /** Declarations that name types which do not exist yet, by qualified name. */
  private Set<String> deferred = new TreeSet<>();

  private final BiFunction<ProcessingEnvironment, Diagnostics, KernelCompiler> compilers;

  private KernelPreparation preparation;

  /** The limb shapes that kernels of any field are compiled for; more with each declared field. */
  private final NavigableSet<LimbShape> shapes =
      new TreeSet<>(Comparator.comparingInt(LimbShape.ALL::indexOf));

  /** For the compiler. */
  public KernelProcessor() {
    this(
        (environment, diagnostics) ->
            KernelCompiler.inProcessOfItsOwn(
                environment, diagnostics, KernelProcessor.class.getClassLoader()));
  }

  /** Finds shader compilers through {@code services}, and runs them in this process. */
  KernelProcessor(ClassLoader services) {
    this(
        (environment, diagnostics) ->
            KernelCompiler.inThisProcess(environment, diagnostics, services));
  }

  KernelProcessor(BiFunction<ProcessingEnvironment, Diagnostics, KernelCompiler> compilers) {
    this.compilers = compilers;
    shapes.addAll(ShaderModules.shapes());
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    preparation =
        new KernelPreparation(
            ResourceFinder.ofModules(environment),
            compilers.apply(environment, diagnostics()),
            diagnostics());
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Stream.concat(
            Stream.concat(Stream.of(GpuKernel.class), TypeTag.annotations()),
            PARAMETER_ANNOTATIONS.stream())
        .map(Class::getCanonicalName)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Set<String> getSupportedOptions() {
    return CompilerOptions.names();
  }

  /**
   * Handles the declarations of this round, and those of earlier rounds that had to wait:
   *
   * <ul>
   *   <li>one whose types are all there is read, checked and implemented;
   *   <li>one that names a type still to be generated waits for the next round;
   *   <li>one that waits in the last round is left to the compiler, which reports the missing type.
   * </ul>
   */
  @Override
  void processRound(Round round) {
    if (round.environment().processingOver()) {
      preparation.close();
      return;
    }
    for (TypeElement field : ElementFilter.typesIn(round.annotatedWith(PrimeField.class))) {
      FieldReader.shape(field).ifPresent(shapes::add);
    }
    for (Class<? extends Annotation> annotation : PARAMETER_ANNOTATIONS) {
      round.annotatedWith(annotation).forEach(p -> checkPlace(p, annotation));
    }
    Set<String> pending = round.declarations();
    pending.addAll(deferred);
    deferred = new TreeSet<>();
    for (String name : pending) {
      TypeElement type = elements().getTypeElement(name);
      if (type == null || !isReady(type)) {
        deferred.add(name);
      } else {
        guard(type, () -> implement(type));
      }
    }
  }

  /** Members that are no kernels may name any type, also the class that is to be generated. */
  private static boolean isReady(TypeElement type) {
    return TypeTag.namesAreThere(type)
        && SuperficialValidation.validateElements(kernelMethods(type))
        && type.getInterfaces().stream().allMatch(SuperficialValidation::validateType);
  }

  private static List<ExecutableElement> kernelMethods(TypeElement type) {
    return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
        .filter(method -> MoreElements.isAnnotationPresent(method, GpuKernel.class))
        .toList();
  }

  private void checkPlace(Element parameter, Class<? extends Annotation> annotation) {
    Element method = parameter.getEnclosingElement();
    if (method != null && !MoreElements.isAnnotationPresent(method, GpuKernel.class)) {
      diagnostics()
          .report(
              Site.of(parameter),
              ParameterMessages.parameterOutsideKernel(
                  annotation.getSimpleName(),
                  method.getKind() == ElementKind.CONSTRUCTOR
                      ? "a constructor"
                      : method.getSimpleName()));
    }
  }

  private void implement(TypeElement type) {
    if (SourceFiles.isAuxiliary(type, processingEnv)) {
      diagnostics().report(Site.of(type), InterfaceMessages.declarationAuxiliary(type));
    }
    TypeTag.checkOne(type, diagnostics());
    TypeTag.of(type).ifPresent(tag -> implementTag(type, tag));
    if (!kernelMethods(type).isEmpty()) {
      implementKernels(type);
    }
  }

  private void implementTag(TypeElement type, TypeTag tag) {
    String processor = KernelProcessor.class.getName();
    Optional<JavaFile> file =
        switch (tag) {
          case PRIME_FIELD ->
              new FieldReader(elements(), diagnostics())
                  .read(type)
                  .map(new FieldGenerator(elements(), processor)::generate);
          case EXTENSION_FIELD ->
              new ExtensionReader(elements(), diagnostics())
                  .read(type)
                  .map(new ExtensionGenerator(elements(), processor)::generate);
          case CURVE ->
              new CurveReader(elements(), diagnostics())
                  .read(type)
                  .map(new CurveGenerator(elements(), processor)::generate);
        };
    file.ifPresentOrElse(
        java -> write(java, type), () -> writePlaceholder(tag.generatedName(type), type));
  }

  /** What names the class of an unsound declaration is not at fault. */
  private void writePlaceholder(ClassName name, TypeElement declaration) {
    if (elements().getTypeElement(name.canonicalName()) == null) {
      String processor = KernelProcessor.class.getName();
      write(Placeholder.of(name, declaration, elements(), processor), declaration);
    }
  }

  /**
   * A sound declaration is implemented even if its SPIR-V is not: the compilation fails anyway, and
   * without complaints about a missing class on top.
   */
  private void implementKernels(TypeElement type) {
    DispatchGenerator generator =
        new DispatchGenerator(elements(), KernelProcessor.class.getName());
    new KernelInterfaceReader(elements(), processingEnv.getTypeUtils(), diagnostics())
        .read(type)
        .ifPresentOrElse(
            kernels -> write(generator.generate(kernels, preparation.check(kernels, shapes)), type),
            () -> writePlaceholder(GeneratedNames.dispatch(type), type));
  }
}
