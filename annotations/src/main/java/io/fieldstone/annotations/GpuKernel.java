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
 * <p><b>Cooperative kernels.</b> A kernel with a vector of {@link Extent#WORKGROUPS} is not
 * element-wise: it runs on device vectors only, in one call over whole vectors. That vector's
 * length is the number of workgroups. The push-constant block then starts with {@code uint count;
 * uint first_workgroup;}: workgroup {@code gl_WorkGroupID.x} owns element {@code first_workgroup +
 * gl_WorkGroupID.x} of it. (Vectors above a device's buffer limit take several dispatches, over
 * consecutive elements and workgroups.)
 *
 * <pre>{@code
 * @GpuKernel(name = "sum", spirv = "fieldstone/vector/sum_{shape}.spv")
 * void sum(
 *     @In(0) DeviceVector<F> a,
 *     @Out(value = 1, extent = Extent.WORKGROUPS) DeviceVector<F> partials);
 * }</pre>
 *
 * <p><b>Types of elements.</b> A vector holds elements of a prime field or an extension field,
 * points of a curve in affine coordinates, {@link Affine}, or integers, {@link UInt32} and {@link
 * UInt64}. The interface's type variables stand for fields and curves; an interface without any
 * names {@link PrimeField}, {@link ExtensionField} and {@link Curve} tags themselves. The first of
 * them, by order of the variables or of first use, is the one that the kernel computes in: its
 * prime field is that of the limb shape, of constants and of pushed elements. {@link #glsl} and
 * {@link #expression} compute in no other: vectors over further fields are words to a shader, whose
 * functions of the field library know the first one's modulus, and an expression has none.
 *
 * <pre>{@code
 * public interface PointKernels<C> {
 *   @GpuKernel(name = "gather", glsl = "my/gather.comp")
 *   void gather(
 *       @In(value = 0, extent = Extent.WHOLE) DeviceVector<Affine<C>> points,
 *       @In(1) DeviceVector<UInt32> index,
 *       @Out(2) DeviceVector<Affine<C>> out);
 * }
 * }</pre>
 *
 * <p><b>Lengths and grids.</b> See {@link Extent}, {@link In#times} and {@link Grid}. A kernel of
 * which every vector is {@link Extent#ELEMENTS}, once per element, and whose grid is {@link
 * Grid#ELEMENTS} has host-to-host calls and jobs; others run on device vectors.
 *
 * <p><b>Strategies.</b> A kernel may have several modules that compute the same in different ways,
 * each the fastest somewhere: {@link #strategies}. The backend uses only those whose needs the
 * device meets, measures them once per device and field, and keeps the choice.
 *
 * <p><b>Where to declare.</b> In an interface that classes of its package can name: not a private
 * one, and none within a method, which annotation processors are not shown: there the annotation
 * has no effect.
 *
 * <p><b>Field constants</b> reach the shader as specialization constants under the ids of {@link
 * SpecializationIds}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface GpuKernel {

  /** {@return the name in registries and on the command line: lower case, digits, dashes} */
  String name();

  /**
   * {@return the resource that holds the SPIR-V module, from the root of the class path} {@code
   * {shape}} stands for the field's limb shape, such as {@code 6x64}; every shape with a module is
   * checked. {@code {degree}} stands for the degree of the field of coordinates over its prime
   * field: that of an extension field, or of the field of a curve's coordinates. With it, a type
   * variable of fields may be an extension.
   */
  String spirv() default "";

  /**
   * {@return the resource that holds GLSL, from the root of the source or class path} It is
   * compiled while {@code javac} runs, once per limb shape, by the shader compiler on the processor
   * path; {@code #include "fieldstone/glsl/..."} finds the field library. Kernels over a curve that
   * is a type variable are compiled for coordinates of a prime field and of a quadratic extension,
   * by the macro {@code FIELD_COORDINATE_DEGREE} that the library's points ask for; kernels over a
   * field that is one are compiled for extensions too if their own file asks for it. It is compiled
   * as it is written, functions stay functions, and the driver optimizes it; what takes the
   * compiler too much time or memory is an error.
   *
   * <p>What a {@code main} of one's own has to do: its push-constant block begins with {@code uint
   * count}, it visits every element below that whatever the number of workgroups, element i of its
   * outputs depends on element i of its inputs only, and each vector is a block of one unsized
   * array of {@code uint} or {@code FieldVector} in {@code std430}. The page of the GLSL library
   * says all of it.
   */
  String glsl() default "";

  /**
   * {@return what the one output is, element by element: the names of the other parameters, integer
   * constants, {@code + - *}, unary {@code -}, parentheses, and {@code ^} with a small constant
   * exponent} All vectors are over the first field of the interface.
   */
  String expression() default "";

  /**
   * {@return names for {@code {strategy}} in {@link #spirv}: modules that compute the same in
   * different ways} The first is the portable default, which must exist for every limb shape of the
   * kernel, and without which a device does not run the kernel at all: {@code javac} warns if it
   * needs features that {@link #requires} does not list. The others may exist for some shapes. The
   * device features that a module needs are its strategy's own. {@link #glsl} is compiled once for
   * each of them, with the macro {@code FIELDSTONE_STRATEGY_<NAME>}, in upper case, defined; with
   * those of the field library, {@code portable}, {@code wide}, {@code columns} and {@code
   * float64}, its products follow. A name that is none of these, and whose macro the shader never
   * asks for, is an error.
   */
  String[] strategies() default {};

  /**
   * {@return the registered name of the kernel whose time decides between the {@link #strategies},
   * for all kernels that name it; empty stands for this kernel} It must have all of them, be
   * element-wise and have no push constants: a kernel that is cooperative or has push constants has
   * to name another one, such as {@code mul-chain} of {@code fieldstone-kernels}, which has {@code
   * portable}, {@code wide}, {@code columns} and {@code float64}. The backend measures it the first
   * time that it is used on a device with a field, and keeps the choice.
   */
  String strategyProbe() default "";

  /** {@return the compute entry point} */
  String entryPoint() default "main";

  /**
   * {@return the workgroup size {@code {x}}, {@code {x, y}} or {@code {x, y, z}}; empty takes what
   * the SPIR-V says}
   */
  int[] workgroupSize() default {};

  /**
   * {@return whether the kernel itself looks after the forms of its vectors, since it has several
   * on purpose: it converts from one to the other, reads the bits of canonical elements as
   * integers, or multiplies elements of any form by a table in Montgomery form} See {@link Form}
   * for what is an error or a warning of {@code javac} without it.
   *
   * <pre>{@code
   * @GpuKernel(name = "my-twist", glsl = "my/twist.comp", mixesForms = true)
   * void twist(
   *     @In(0) DeviceVector<F> a,
   *     @In(value = 1, form = Form.MONTGOMERY) DeviceVector<F> twiddles,
   *     @Out(2) DeviceVector<F> out);
   * }</pre>
   */
  boolean mixesForms() default false;

  /**
   * {@return whether its workgroups may share more than the 16384 bytes that every device has:
   * whoever calls the kernel looks first at what the device has} Without it, {@code javac} warns of
   * such a module.
   */
  boolean largeSharedMemory() default false;

  /**
   * {@return whether the module reads and writes its vectors nowhere beyond their ends, whatever
   * their elements are} Some drivers guard every access by the length of the buffer, which takes up
   * to a third of a kernel's instructions; pipelines of such a module are made without that where
   * the device can ({@code VK_EXT_pipeline_robustness}). One that leaves its vectors nonetheless
   * overwrites other memory, or loses the device: leave this out while a kernel is being written,
   * and where indices are elements. {@link #expression} stays in bounds by itself.
   */
  boolean staysInBounds() default false;

  /** {@return how many workgroups a dispatch has} */
  Grid grid() default Grid.ELEMENTS;

  /** {@return tables of field elements that the module reads} */
  Constants[] constants() default {};

  /** {@return device features that the module needs; checked before a pipeline is made} */
  DeviceFeature[] requires() default {};

  /** {@return specialization constants of the module that this declaration fixes} */
  Specialized[] specialize() default {};
}
