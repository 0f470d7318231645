// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.generation;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import io.fieldstone.processor.model.Documentation;
import io.fieldstone.processor.model.HostForm;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Parameter;
import io.fieldstone.processor.model.Parameter.PushParameter;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import io.fieldstone.processor.model.RuntimeTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the methods of one kernel: resident dispatch, host-to-host calls and jobs. */
final class KernelMethods {

  /** Where the vectors of calls on host data are. */
  private record HostData(ClassName vector, String builder, String mixedBuilder, String where) {

    static final List<HostData> ALL =
        List.of(
            new HostData(RuntimeTypes.HOST_VECTOR, "job", "mixedJob", "on host vectors"),
            new HostData(RuntimeTypes.HEAP_VECTOR, "heapJob", "mixedHeapJob", "on Java arrays"));
  }

  private final KernelMethod kernel;
  private final TypeName first;
  private final DispatchNames names;

  /** Of {@code kernel}, which computes in {@code first}. */
  KernelMethods(KernelMethod kernel, TypeName first, DispatchNames names) {
    this.kernel = kernel;
    this.first = first;
    this.names = names;
  }

  List<MethodSpec> all() {
    List<MethodSpec> methods = new ArrayList<>(List.of(resident()));
    List<HostForm> forms = HostForm.of(kernel);
    for (HostData data : HostData.ALL) {
      forms.forEach(form -> methods.add(call(form, data)));
      forms.forEach(form -> methods.add(job(form, data)));
    }
    return methods;
  }

  private MethodSpec resident() {
    String dispatch = DispatchNames.local(kernel, "dispatch");
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(kernel.javaName())
            .addJavadoc(Javadoc.of(residentDocumentation()))
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .addParameters(parameters(kernel.parameters(), RuntimeTypes.DEVICE_VECTOR))
            .beginControlFlow(
                "try ($T $N = $L.pooledDispatch())",
                ParameterizedTypeName.get(RuntimeTypes.DISPATCH, first),
                dispatch,
                names.fieldExpression(kernel));
    for (CodeBlock call : bindings(kernel.parameters())) {
      method.addStatement("$N$L", dispatch, call);
    }
    kernel
        .workgroups()
        .ifPresent(p -> method.addStatement("$N.workgroups($N)", dispatch, p.name()));
    return method.addStatement("$N.submit()", dispatch).endControlFlow().build();
  }

  private Documentation residentDocumentation() {
    Documentation documentation =
        kernel
            .documentation()
            .with("Dispatches on device vectors; allocates nothing on the Java heap.");
    if (kernel.workgroups().isPresent()) {
      return documentation.with(
          "The number of workgroups is {@code " + kernel.workgroups().get().name() + "}.");
    }
    if (kernel.hasOwnGrid()) {
      return documentation.with("There is one workgroup.");
    }
    if (!kernel.isCooperative()) {
      return documentation;
    }
    return documentation.with(
        "The number of workgroups that share the work is the length of "
            + kernel.workgroupVectors().stream()
                .map(vector -> "{@code " + vector.name() + "}")
                .collect(Collectors.joining(" and of "))
            + ".");
  }

  private MethodSpec call(HostForm form, HostData data) {
    CodeBlock job =
        CodeBlock.of(
            "$NJob($L).run()",
            kernel.javaName(),
            form.parameters().stream()
                .map(p -> CodeBlock.of("$N", p.name()))
                .collect(CodeBlock.joining(", ")));
    MethodSpec.Builder method =
        host(kernel.javaName(), form, data, "Runs " + data.where + " and waits for the result.");
    if (form.allocatedOutput().isPresent()) {
      method.returns(of(data.vector, result())).addStatement("return $L", job);
    } else {
      method.addStatement(job);
    }
    return method.build();
  }

  private MethodSpec job(HostForm form, HostData data) {
    List<CodeBlock> calls = new ArrayList<>();
    calls.add(CodeBlock.of("return $L", names.fieldExpression(kernel)));
    calls.add(CodeBlock.of(".$L()", isOfFirst() ? data.builder : data.mixedBuilder));
    calls.addAll(bindings(form.parameters()));
    calls.add(CodeBlock.of(isOfFirst() ? ".build()" : ".buildTyped()"));
    return host(
            kernel.javaName() + "Job", form, data, "Makes a job " + data.where + ", for a batch.")
        .returns(ParameterizedTypeName.get(RuntimeTypes.JOB, of(data.vector, result())))
        .addStatement(calls.stream().collect(CodeBlock.joining("")))
        .build();
  }

  private MethodSpec.Builder host(String name, HostForm form, HostData data, String sentence) {
    Documentation documentation = kernel.documentation().with(sentence);
    if (form.allocatedOutput().isPresent()) {
      documentation = documentation.withoutParameters(Set.of(form.allocatedOutput().get().name()));
    }
    if (name.endsWith("Job") && !name.equals(kernel.javaName())) {
      documentation = documentation.withTag("@return the job, which runs when its batch does");
    } else if (form.allocatedOutput().isPresent()) {
      documentation =
          documentation.withTag(
              "@return {@code "
                  + form.allocatedOutput().get().name()
                  + "}, a new vector as long as the inputs, which belongs to the caller");
    }
    return MethodSpec.methodBuilder(name)
        .addJavadoc(Javadoc.of(documentation))
        .addModifiers(Modifier.PUBLIC)
        .addParameters(parameters(form.parameters(), data.vector));
  }

  private static List<ParameterSpec> parameters(List<Parameter> parameters, ClassName vector) {
    return parameters.stream()
        .map(p -> ParameterSpec.builder(type(p, vector), p.name()).build())
        .toList();
  }

  private static TypeName type(Parameter parameter, ClassName vector) {
    if (parameter instanceof VectorParameter typed) {
      return of(vector, typed.elements().type());
    }
    return parameter instanceof PushParameter push
        ? TypeName.get(push.type().javaType())
        : TypeName.INT;
  }

  /** Returns the calls that hand over {@code given}, vectors and push constants counted apart. */
  private List<CodeBlock> bindings(List<Parameter> given) {
    List<CodeBlock> calls = new ArrayList<>();
    int vectors = 0;
    int constants = 0;
    for (Parameter parameter : kernel.parameters()) {
      boolean isGiven = given.contains(parameter);
      if (parameter instanceof VectorParameter vector) {
        int index = vectors++;
        if (isGiven) {
          calls.add(CodeBlock.of(".bind($L, $N)", index, vector.name()));
        }
      } else if (parameter instanceof PushParameter push) {
        int index = constants++;
        if (isGiven) {
          calls.add(CodeBlock.of(".push($L, $N)", index, push.name()));
        }
      }
    }
    return calls;
  }

  /** Returns whether all vectors are of what the kernel computes in. */
  private boolean isOfFirst() {
    return kernel.vectors().stream().allMatch(v -> v.elements().type().equals(first));
  }

  /** Returns what the vector is of that a job returns: the first one that it writes. */
  private TypeName result() {
    return kernel.vectors().stream()
        .filter(vector -> vector.access().writes())
        .findFirst()
        .orElseThrow()
        .elements()
        .type();
  }

  private static TypeName of(ClassName generic, TypeName argument) {
    return ParameterizedTypeName.get(generic, argument);
  }
}
