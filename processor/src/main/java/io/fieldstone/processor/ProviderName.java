// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.PROVIDER_CANNOT_REACH;
import static io.fieldstone.processor.diagnostic.Diagnostic.PROVIDER_NAME_MALFORMED;

import com.google.auto.common.MoreElements;
import com.palantir.javapoet.ClassName;
import io.fieldstone.processor.declaration.ElementText;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.SourceVersion;
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
      return Optional.of(ClassName.get(commonPackage(declarations), SIMPLE_NAME));
    }
    int dot = option.lastIndexOf('.');
    if (dot < 1 || !SourceVersion.isName(option)) {
      diagnostics.report(PROVIDER_NAME_MALFORMED, OPTION, option);
      return Optional.empty();
    }
    return Optional.of(ClassName.get(option.substring(0, dot), option.substring(dot + 1)));
  }

  /** Returns those of {@code declarations} whose generated classes {@code provider} can name. */
  List<TypeElement> reachable(List<TypeElement> declarations, ClassName provider) {
    List<TypeElement> reachable = new ArrayList<>();
    for (TypeElement declaration : declarations) {
      if (ElementText.isPublic(declaration)
          ? !packageOf(declaration).isEmpty() || provider.packageName().isEmpty()
          : packageOf(declaration).equals(provider.packageName())) {
        reachable.add(declaration);
      } else {
        diagnostics.report(
            PROVIDER_CANNOT_REACH,
            Site.of(declaration),
            ElementText.name(declaration),
            provider.canonicalName());
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
