// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.processor.diagnostic.Message;
import io.fieldstone.processor.diagnostic.StrategyMessages;
import io.fieldstone.processor.model.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * A kernel that names another one, whose time is to decide between its strategies.
 *
 * @param kernel the registered name of the kernel that asks
 * @param strategies the strategies to decide between
 * @param probe the registered name of the other one
 */
public record ProbeRequest(String kernel, List<String> strategies, Located<String> probe) {

  /** Returns the requests of the kernels that {@code type} declares. */
  public static List<ProbeRequest> of(TypeElement type) {
    List<ProbeRequest> requests = new ArrayList<>();
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      List<String> strategies = ProbeKernel.strategies(method);
      AnnotationView.find(method, GpuKernel.class)
          .filter(annotation -> !strategies.isEmpty())
          .flatMap(annotation -> annotation.writtenString("strategyProbe"))
          .filter(name -> KernelMethodReader.NAME.matcher(name.value()).matches())
          .ifPresent(probe -> requests.add(new ProbeRequest(name(method), strategies, probe)));
    }
    return requests;
  }

  private static String name(ExecutableElement method) {
    return AnnotationView.find(method, GpuKernel.class)
        .flatMap(annotation -> annotation.string("name"))
        .map(Located::value)
        .orElse("");
  }

  /** Returns why a kernel of {@code type} cannot decide, if it is the one that is named. */
  public Optional<Message> problem(TypeElement type) {
    // with one strategy there is nothing to decide
    return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
        .filter(method -> strategies.size() > 1 && name(method).equals(probe.value()))
        .findFirst()
        .flatMap(method -> ProbeKernel.of(method).whatIsWrong(strategies))
        .map(problem -> StrategyMessages.strategyProbeUnfit(probe.value(), kernel, problem));
  }
}
