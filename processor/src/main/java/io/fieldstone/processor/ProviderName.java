// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import com.google.auto.common.MoreElements;
import com.palantir.javapoet.ClassName;
import io.fieldstone.processor.declaration.ElementText;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.ProviderMessages;
import io.fieldstone.processor.diagnostic.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;

/** Chooses where a module's provider lives: in the lowest package that all declarations share. */
final class ProviderName {

  /** The compiler option that names the provider. */
  static final String OPTION = "fieldstone.provider";

  private static final String SIMPLE_NAME = "FieldstoneKernelProvider";

  private final ProcessingEnvironment environment;
  private final Diagnostics diagnostics;

  ProviderName(ProcessingEnvironment environment, Diagnostics diagnostics) {
    this.environment = environment;
    this.diagnostics = diagnostics;
  }

  Optional<ClassName> choose(List<TypeElement> declarations) {
    String option = environment.getOptions().get(OPTION);
    if (option == null) {
      String folder = commonPackage(declarations);
      return Optional.of(ClassName.get(folder, SIMPLE_NAME + suffix(folder, declarations)));
    }
    int dot = option.lastIndexOf('.');
    if (dot < 1 || !SourceVersion.isName(option)) {
      diagnostics.report(ProviderMessages.providerNameMalformed(OPTION, option));
      return Optional.empty();
    }
    return Optional.of(ClassName.get(option.substring(0, dot), option.substring(dot + 1)));
  }

  /**
   * Modules that know nothing of each other may have their kernels in the same packages, but not
   * the same types: the first one tells their providers apart. Of named modules only one has a
   * package, and their module-info says the provider's name.
   */
  private String suffix(String folder, List<TypeElement> declarations) {
    ModuleElement module = environment.getElementUtils().getModuleOf(declarations.get(0));
    if (module != null && !module.isUnnamed()) {
      return "";
    }
    String first = ElementText.name(declarations.get(0));
    return "_" + first.substring(folder.isEmpty() ? 0 : folder.length() + 1).replace('.', '_');
  }

  /** Returns whether {@code simpleName} is one that this class gives. */
  static boolean isOurs(String simpleName) {
    return simpleName.equals(SIMPLE_NAME) || simpleName.startsWith(SIMPLE_NAME + "_");
  }

  /** Returns those of {@code declarations} whose generated classes {@code provider} can name. */
  List<TypeElement> reachable(List<TypeElement> declarations, ClassName provider) {
    List<TypeElement> reachable = new ArrayList<>();
    for (TypeElement declaration : declarations) {
      if (ElementText.isPublic(declaration)
          ? !packageOf(declaration).isEmpty() || provider.packageName().isEmpty()
          : packageOf(declaration).equals(provider.packageName())) {
        reachable.add(declaration);
      } else if (ElementText.isPublic(declaration)) {
        diagnostics.report(
            Site.of(declaration),
            ProviderMessages.providerCannotImport(
                ElementText.name(declaration), provider.canonicalName(), OPTION));
      } else {
        diagnostics.report(
            Site.of(declaration),
            ProviderMessages.providerCannotReach(
                ElementText.name(declaration), provider.canonicalName()));
      }
    }
    return reachable;
  }

  private static String packageOf(TypeElement type) {
    return MoreElements.getPackage(type).getQualifiedName().toString();
  }

  /** Packages without a common root have the unnamed one in common, which modules cannot have. */
  private static String commonPackage(List<TypeElement> declarations) {
    List<String> packages =
        declarations.stream().map(ProviderName::packageOf).distinct().sorted().toList();
    String common = packages.get(0);
    for (String other : packages) {
      while (!common.isEmpty() && !(other + ".").startsWith(common + ".")) {
        common = common.substring(0, Math.max(0, common.lastIndexOf('.')));
      }
    }
    return common.isEmpty() ? packages.get(0) : common;
  }
}
