// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a compute kernel: the annotated interface method is its typed signature. What it
 * computes is given in one of three ways, all of which end as SPIR-V that the declaration is
 * checked against.
 *
 * <pre>{@code
 * public interface VectorKernels<F> {
 *   // out[i] = a[i] + b[i], precompiled
 *   @GpuKernel(name = "vector-add", spirv = "fieldstone/vector/add_{shape}.spv")
 *   void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
 *
 *   // compiled while javac runs
 *   @GpuKernel(name = "my-rotate", glsl = "my/rotate.comp")
 *   void rotate(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out, @PushConstant(4) int by);
 *
 *   // out[i] = s * a[i] + b[i], one fused kernel
 *   @GpuKernel(name = "my-axpy", expression = "s * a + b")
 *   void axpy(
 *       @PushConstant(4) BigInteger s,
 *       @In(0) DeviceVector<F> a,
 *       @In(1) DeviceVector<F> b,
 *       @Out(2) DeviceVector<F> out);
 * }
 * }</pre>
 *
 * generates {@code VectorKernelsDispatch<F>}, which implements the interface (device-resident
 * dispatch) and adds, for each kernel, a host-to-host call and a job for batches.
 *
 * <p><b>Element-wise contract.</b> Element {@code i} of every output depends on element {@code i}
 * of the inputs only. The runtime may therefore run any sub-range of the vectors as one dispatch,
 * and several jobs merged into one. An output may be the same vector as an input.
 *
 * <p><b>Element count.</b> The shader's push-constant block starts with {@code uint count}, the
 * number of elements of the dispatch; the runtime sets it. Parameters marked {@link PushConstant}
 * follow it. The grid is one-dimensional and may be smaller than {@code count}: the shader strides
 * by {@code gl_NumWorkGroups.x * gl_WorkGroupSize.x}.
 *
 * <p><b>Field constants</b> reach the shader as specialization constants under the ids of {@link
 * SpecializationIds}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface GpuKernel {

  /** The name in registries and on the command line: lower case, digits, dashes. */
  String name();

  /**
   * The resource that holds the SPIR-V module, from the root of the class path. {@code {shape}}
   * stands for the field's limb shape, such as {@code 6x64}; every shape with a module is checked.
   */
  String spirv() default "";

  /**
   * The resource that holds GLSL, from the root of the source or class path. It is compiled while
   * {@code javac} runs, once per limb shape, by the shader compiler on the processor path; {@code
   * #include "fieldstone/glsl/..."} finds the field library.
   */
  String glsl() default "";

  /**
   * What the one output is, element by element: the names of the other parameters, integer
   * constants, {@code + - *}, unary {@code -}, parentheses, and {@code ^} with a small constant
   * exponent.
   */
  String expression() default "";

  /** The compute entry point. */
  String entryPoint() default "main";

  /**
   * The workgroup size {@code {x}}, {@code {x, y}} or {@code {x, y, z}}; empty takes what the
   * SPIR-V says.
   */
  int[] workgroupSize() default {};

  /** Device features that the module needs; checked before a pipeline is made. */
  DeviceFeature[] requires() default {};

  /** Specialization constants of the module that this declaration fixes. */
  Specialized[] specialize() default {};
}
