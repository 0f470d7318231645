// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import com.palantir.javapoet.ClassName;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.InterfaceMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.HostForm;
import io.fieldstone.processor.model.KernelInterface;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Parameter;
import io.fieldstone.processor.model.Parameter.PushParameter;
import io.fieldstone.processor.model.RuntimeTypes;
import io.fieldstone.processor.model.TypeArgument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Checks that the methods of a dispatch class clash neither with each other nor with inherited. */
final class GeneratedMethods {

  private final Elements elements;
  private final Types types;
  private final Diagnostics diagnostics;

  GeneratedMethods(Elements elements, Types types, Diagnostics diagnostics) {
    this.elements = elements;
    this.types = types;
    this.diagnostics = diagnostics;
  }

  void check(KernelInterface declaration) {
    Map<Signature, String> taken = new HashMap<>();
    for (ExecutableElement method :
        ElementFilter.methodsIn(elements.getAllMembers(declaration.element()))) {
      if (!method.getModifiers().contains(Modifier.STATIC)) {
        taken.put(
            Signature.of(method, types),
            method.getSimpleName() + " of " + method.getEnclosingElement());
      }
    }
    for (KernelMethod kernel : declaration.kernels()) {
      for (HostForm form : HostForm.of(kernel)) {
        for (String name : List.of(kernel.javaName(), kernel.javaName() + "Job")) {
          if (claim(signature(name, form, RuntimeTypes.HOST_VECTOR), kernel, taken)) {
            claim(signature(name, form, RuntimeTypes.HEAP_VECTOR), kernel, taken);
          }
        }
      }
    }
    for (Signature factory : factories(declaration)) {
      claim(factory, declaration.kernels().get(0), taken);
    }
  }

  /** Returns whether nobody had the signature before, and says so if somebody had. */
  private boolean claim(Signature signature, KernelMethod kernel, Map<Signature, String> taken) {
    String owner =
        taken.putIfAbsent(
            signature, kernel.javaName() + " of " + kernel.element().getEnclosingElement());
    if (owner != null) {
      diagnostics.report(
          Site.of(kernel.element()),
          InterfaceMessages.generatedMethodClashes(signature.describe(), kernel.javaName(), owner));
    }
    return owner == null;
  }

  /** A variable that stands for a field may turn out to take extension fields too. */
  private static List<Signature> factories(KernelInterface declaration) {
    List<String> of = new ArrayList<>(List.of(RuntimeTypes.PERSISTENT_BACKEND.canonicalName()));
    List<String> ofAny = new ArrayList<>(of);
    for (TypeArgument argument : declaration.arguments().list()) {
      if (argument.isVariable()) {
        of.add(argument.descriptor().canonicalName());
        ofAny.add(argument.descriptor(true).canonicalName());
      }
    }
    return Stream.of(of, ofAny, List.<String>of())
        .distinct()
        .map(types -> new Signature(types.isEmpty() ? "descriptors" : "of", List.copyOf(types)))
        .toList();
  }

  private static Signature signature(String name, HostForm form, ClassName vector) {
    return new Signature(
        name, form.parameters().stream().map(parameter -> type(parameter, vector)).toList());
  }

  private static String type(Parameter parameter, ClassName vector) {
    return parameter instanceof PushParameter push
        ? push.type().javaType().getName()
        : vector.canonicalName(); // a kernel with a number of workgroups has no jobs
  }
}
