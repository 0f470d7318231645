// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static javax.tools.Diagnostic.Kind.ERROR;
import static javax.tools.Diagnostic.Kind.NOTE;
import static javax.tools.Diagnostic.Kind.WARNING;

import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic.Kind;

/**
 * Every diagnostic of the processor: what is declared, what was found, and the remedy. Names and
 * values are quoted.
 */
public enum Diagnostic {

  // @PrimeField

  FIELD_NOT_AN_INTERFACE(
      ERROR, "@PrimeField is on %s '%s', but a field is declared by an interface; make it one."),
  FIELD_GENERIC(ERROR, "Field '%s' has type parameters, but a field is one type; remove them."),
  FIELD_PRIVATE(
      ERROR,
      "Field '%s' is private or local, so no generated class can name it; make it at least"
          + " package-private."),
  FIELD_NAME_MALFORMED(
      ERROR,
      "Field name '%s' is not lower case letters and digits joined by underscores, such as"
          + " 'bls12_381_fp'."),
  FIELD_NAME_DUPLICATE(
      ERROR, "Field name '%s' is already taken by '%s'; give one of the two another name."),
  FIELD_NAME_TAKEN(
      ERROR,
      "Field name '%s' is already taken by '%s' of a library on the class path or module path; use that"
          + " one, or choose another name."),
  MODULUS_MALFORMED(
      ERROR,
      "Modulus '%s' is neither decimal digits nor hexadecimal digits after '0x'; write it as one of"
          + " them."),
  MODULUS_TOO_SMALL(ERROR, "Modulus %s is below 3; the smallest odd prime is 3."),
  MODULUS_TOO_LARGE(
      ERROR, "The modulus has %s bits, but the widest limb shape has %s; use a smaller prime."),
  MODULUS_EVEN(
      ERROR, "Modulus %s is even, but Montgomery arithmetic needs an odd prime; check its digits."),
  MODULUS_COMPOSITE(
      ERROR, "Modulus %s is not prime, so that its residues are no field; check its digits."),

  // the kernel interface

  KERNEL_OUTSIDE_INTERFACE(
      ERROR,
      "@GpuKernel is on a method of %s '%s', but kernels are methods of an interface; move it to"
          + " one."),
  KERNEL_NOT_ABSTRACT(
      ERROR, "Kernel method '%s' is %s, but the SPIR-V is its implementation; make it abstract."),
  INTERFACE_PRIVATE(
      ERROR,
      "Interface '%s' is private or local, so no generated class can implement it; make it at least"
          + " package-private."),
  INTERFACE_SEALED(
      ERROR, "Interface '%s' is sealed, so no generated class can implement it; remove 'sealed'."),
  INTERFACE_TYPE_PARAMETERS(
      ERROR,
      "Interface '%s' has %s type parameters, but kernels are generic in their field only; leave"
          + " one."),
  TYPE_PARAMETER_BOUNDED(
      ERROR,
      "Type parameter '%s' has a bound, but it stands for any field; write '<%s>' without one."),
  METHOD_WITHOUT_KERNEL(
      ERROR,
      "Method '%s' is abstract without @GpuKernel, so there is nothing to implement it with;"
          + " annotate it, give it a body or move it elsewhere."),
  INHERITED_ABSTRACT_METHOD(
      ERROR,
      "Interface '%s' inherits the abstract method '%s' of '%s', which the generated class cannot"
          + " implement; declare kernels in interfaces that inherit none."),
  GENERATED_METHOD_CLASHES(
      ERROR,
      "The generated method '%s' of kernel method '%s' clashes with '%s'; rename one of the two."),
  GENERATED_CLASS_EXISTS(
      ERROR, "Class '%s' is to be generated for '%s', but there is one already; rename one."),

  // the kernel method

  KERNEL_NAME_MALFORMED(
      ERROR,
      "Kernel name '%s' is not lower case letters and digits joined by dashes, such as"
          + " 'vector-add'."),
  KERNEL_NAME_DUPLICATE(
      ERROR, "Kernel name '%s' is already taken by '%s'; give one of the two another name."),
  KERNEL_NAME_TAKEN(
      ERROR,
      "Kernel name '%s' is already taken by '%s' of a library on the class path or module path; choose"
          + " another name, such as one that starts with your project's."),
  KERNEL_OVERLOADED(
      ERROR,
      "Kernel method '%s' is overloaded, so that its generated forms would clash; rename it."),
  KERNEL_DIFFERS_IN_CASE(
      ERROR,
      "Kernel methods '%s' and '%s' differ in upper and lower case only, so that their modules would be"
          + " one file where file systems do not tell them apart; rename one."),
  KERNELS_MANY(
      ERROR,
      "Interface '%s' declares %s kernels, but a class holds no more than %s; declare some of them in"
          + " another interface."),
  KERNEL_RETURNS_VALUE(
      ERROR, "Kernel method '%s' returns '%s', but a kernel writes to its vectors; return void."),
  KERNEL_GENERIC(
      ERROR,
      "Kernel method '%s' has type parameters of its own; use the interface's type parameter."),
  KERNEL_WITHOUT_OUTPUT(
      ERROR, "Kernel method '%s' writes to no vector; mark one parameter @Out or @InOut."),
  KERNEL_SOURCE_ABSENT(
      ERROR,
      "Kernel method '%s' does not say what it computes; give one of 'spirv', 'glsl' and"
          + " 'expression'."),
  KERNEL_SOURCE_AMBIGUOUS(
      ERROR, "Kernel method '%s' is given as '%s' and as '%s' too; leave one of them."),
  WORKGROUP_SIZE_MALFORMED(
      ERROR,
      "Workgroup size %s is not one to three positive numbers; write {x}, {x, y} or {x, y, z}, or"
          + " leave it out."),
  COOPERATIVE_WITHOUT_ELEMENTS(
      ERROR,
      "Kernel method '%s' has no vector to share among its workgroups; leave the 'extent' of one out."),
  SPECIALIZED_ID_RESERVED(
      ERROR, "Specialization id %s is set by the runtime, as all from %s on are; use an id below."),
  SPECIALIZED_ID_NEGATIVE(ERROR, "Specialization id %s is negative; ids start at 0."),
  SPECIALIZED_ID_DUPLICATE(
      ERROR, "Specialization id %s is given twice; remove one of the two values."),

  // strategies

  STRATEGY_NAMES_ABSENT(
      ERROR, "'{strategy}' in '%s' stands for nothing; list the names in 'strategies'."),
  STRATEGY_PLACE_ABSENT(
      ERROR,
      "SPIR-V '%s' has no place for strategies; write '{strategy}' there or leave them out."),
  STRATEGY_NAME_MALFORMED(
      ERROR, "Strategy '%s' is not a lower case letter, then letters and digits, as in 'float64'."),
  STRATEGY_NAME_DUPLICATE(ERROR, "Strategy '%s' is listed twice; remove one of the two."),
  STRATEGY_OF_EXPRESSION(
      ERROR, "Kernel method '%s' is an expression, which has no strategies; leave them out."),
  STRATEGY_PROBE_ALONE(
      ERROR, "Kernel '%s' is to decide between strategies, but there are none; list or remove it."),
  STRATEGY_PROBE_MALFORMED(
      ERROR, "Strategy probe '%s' is no kernel's name; write one such as 'mul-chain'."),
  STRATEGY_PROBE_UNFIT(
      ERROR,
      "Kernel '%s' cannot decide between the strategies of '%s', since it %s; let 'strategyProbe' name"
          + " an element-wise kernel with the same strategies and without push constants."),
  STRATEGY_WITHOUT_MODULE(
      ERROR, "Strategy '%s' has no module: SPIR-V '%s' is missing; compile it or remove the name."),
  STRATEGY_DEFAULT_MISSING(
      ERROR,
      "SPIR-V '%s' was not found for the limb shapes %s, which strategy '%s' has; the first strategy is"
          + " the portable one, so compile it for these too."),

  // parameters

  PARAMETER_OUTSIDE_KERNEL(
      ERROR,
      "@%s is on a parameter of '%s', which is no kernel; annotate the method with @GpuKernel or"
          + " remove it."),
  PARAMETER_UNANNOTATED(
      ERROR,
      "Parameter '%s' of kernel method '%s' reaches the shader nowhere; mark it @In, @Out, @InOut"
          + " or @PushConstant."),
  PARAMETER_ANNOTATED_TWICE(ERROR, "Parameter '%s' is both @%s and @%s; leave one of them."),
  VECTOR_TYPE(
      ERROR,
      "Parameter '%s' is bound with @%s but has type '%s'; make it a 'DeviceVector' of the"
          + " interface's field."),
  VECTOR_FIELD(
      ERROR,
      "Parameter '%s' is a vector of '%s', which is neither the interface's type parameter nor a"
          + " type annotated with @PrimeField; use one of these."),
  VECTOR_FIELDS_DIFFER(
      ERROR,
      "Parameter '%s' is a vector of '%s', but the kernels of this interface work on '%s'; use one"
          + " field in an interface."),
  FIELD_INACCESSIBLE(
      ERROR,
      "Parameter '%s' is a vector of '%s', which the generated class in package '%s' cannot name;"
          + " make that type public."),
  BINDING_NEGATIVE(ERROR, "The %s of parameter '%s' is %s; numbers start at 0."),
  BINDING_DUPLICATE(
      ERROR,
      "Parameter '%s' is bound to binding %s of set %s, as is '%s'; give each its own binding."),
  PUSH_CONSTANT_TYPE(
      ERROR,
      "Push constant '%s' has type '%s'; a push constant is int, long, float, double or"
          + " BigInteger, an element of the field."),
  PUSH_CONSTANT_OFFSET(
      ERROR,
      "Push constant '%s' is at offset %s, but offsets are multiples of 4 from 4 on, after the"
          + " element count; use the member's offset in the shader's block."),
  PUSH_CONSTANT_OVERLAP(
      ERROR,
      "Push constant '%s' at offset %s overlaps '%s' at offset %s; use the members' offsets in the"
          + " shader's block."),
  PUSH_CONSTANT_OVERLAP_FOR_SHAPE(
      ERROR,
      "Push constant '%s' at offset %s overlaps '%s', which takes the bytes from %s to %s where"
          + " elements have the limb shape %s; put it behind."),
  PUSH_CONSTANT_AT_FIRST_WORKGROUP(
      ERROR,
      "Push constant '%s' is at offset %s, that of 'uint first_workgroup'; put it at 8 or behind."),

  // kernels given as GLSL

  GLSL_NAME_MALFORMED(
      ERROR,
      "'%s' does not name a shader; write its path from the root of the source or class path, such as"
          + " 'shaders/rotate.comp', without a place for the limb shape."),
  GLSL_MISSING(
      ERROR,
      "GLSL '%s' was found neither on the source path, class path or module path nor among this"
          + " module's resources; correct the name, or name its folder with the compiler option"
          + " '-A%s=DIR'.%s"),
  GLSL_UNREADABLE(ERROR, "GLSL '%s' cannot be read: %s; check the file."),
  GLSL_ERROR(ERROR, "%s"),
  GLSL_SHAPES_LEFT_OUT(
      NOTE,
      "%s is compiled for the limb shapes %s, but not for %s, for which its GLSL has errors: %s"),
  GLSL_SHAPE_REJECTED(
      ERROR,
      "%s compiles for the limb shapes %s, but not for %s: %s; correct it, or leave that shape out by"
          + " '#error'."),
  SHADER_COMPILER_UNAVAILABLE(
      ERROR,
      "Kernel method '%s' is to be compiled, but there is no shader compiler: %s; put the whole of"
          + " fieldstone-processor with its dependencies on the processor path, or give the kernel as"
          + " 'spirv'."),
  COMPILATION_SLOW(
      ERROR,
      "Compiling '%s' for limb shape %s was stopped after %s seconds; make the shader smaller, or raise"
          + " the limit with the compiler option '-A%s=SECONDS'."),
  COMPILATION_MEMORY(
      ERROR,
      "Compiling '%s' for limb shape %s was stopped after it took %s MB of memory; make the shader"
          + " smaller, or raise the limit with the compiler option '-A%s=MEGABYTES'."),
  COMPILATION_OUTPUT(
      ERROR,
      "'%s' compiles to more than %3$s MB of SPIR-V for limb shape %2$s; make the shader smaller, or"
          + " raise the limit with the compiler option '-A%4$s=MEGABYTES'."),
  COMPILATION_INCLUDES(
      ERROR,
      "'%s' includes more than %3$s files, counted as often as each is included; guard files that are"
          + " included twice by '#ifndef', or raise the limit with the compiler option '-A%4$s=FILES'."),
  COMPILER_CRASHED(
      ERROR,
      "The shader compiler crashed on '%s' for limb shape %s (%s); nest expressions and blocks less"
          + " deeply, or leave parts of the shader out until it compiles, and report what makes it"
          + " crash."),
  LIMIT_MALFORMED(
      ERROR, "Option '%s' is '%s', but it is a number from 1 to %s; write one, or leave it out."),
  SOURCE_FOLDER_MISSING(
      WARNING, "Option '%s' names '%s', which is no folder; correct it or leave it out."),
  GENERATED_RESOURCE_EXISTS(
      ERROR, "'%s' is to be generated for kernel method '%s', but another one has it; rename one."),

  // kernels given as an expression: kernel, place, excerpt, details

  EXPRESSION_EMPTY(
      ERROR,
      "The expression of kernel method '%s' is empty; write what an element of the output is, such as"
          + " 'a * b + c'."),
  EXPRESSION_TOO_LARGE(
      ERROR, "The expression of kernel method '%1$s' %4$s; make several kernels of it.%3$s"),
  EXPRESSION_SYNTAX(ERROR, "The expression of kernel method '%1$s' is wrong at %2$s: %4$s.%3$s"),
  EXPRESSION_CONSTANT_TOO_LARGE(
      ERROR,
      "The constant at %2$s is %4$s, but constants are below 2^32; pass it as a '@PushConstant"
          + " BigInteger'.%3$s"),
  EXPRESSION_EXPONENT(
      ERROR, "The exponent at %2$s is %4$s, but exponents are constants from 0 to 64.%3$s"),
  EXPRESSION_NAME_UNKNOWN(
      ERROR,
      "'%4$s' at %2$s is none of the inputs of kernel method '%1$s': %5$s; correct the name or add a"
          + " parameter.%6$s%3$s"),
  EXPRESSION_READS_OUTPUT(
      ERROR,
      "'%4$s' at %2$s is the output of kernel method '%1$s'; an expression reads inputs only.%3$s"),
  EXPRESSION_PARAMETER_UNUSED(
      ERROR,
      "Parameter '%s' of kernel method '%s' has no part in '%s'; use it in the expression or remove"
          + " it."),
  EXPRESSION_IN_OUT(
      ERROR,
      "Parameter '%s' of kernel method '%s' is @InOut, but an expression has inputs and one output;"
          + " declare an @In and an @Out parameter and pass one vector for both."),
  EXPRESSION_VECTOR(
      ERROR,
      "Parameter '%s' of kernel method '%s' has '%s', but an expression is element by element, in the"
          + " form of the call; leave it out."),
  EXPRESSION_OUTPUTS(
      ERROR,
      "Kernel method '%s' has %s outputs, but an expression has one value; leave one @Out parameter."),
  EXPRESSION_SCALAR_TYPE(
      ERROR,
      "Push constant '%s' of kernel method '%s' is '%s', but an expression is over elements of the"
          + " field; make it a BigInteger."),

  // the SPIR-V resource

  RESOURCE_NAME_MALFORMED(
      ERROR,
      "'%s' does not name a resource; write its path from the root of the class path, such as"
          + " 'shaders/add_{shape}.spv'."),
  RESOURCE_MISSING(
      ERROR,
      "SPIR-V '%s' was found neither on the class path or module path nor among this module's"
          + " resources; compile the shader before Java, or correct the name.%s"),
  RESOURCE_MISSING_FOR_SHAPES(
      ERROR,
      "SPIR-V '%s' was found for no limb shape (1x32, 1x64 to 16x64), neither on the class path or"
          + " module path nor among this module's resources; compile the shader before Java, or"
          + " correct the name.%s"),
  RESOURCE_MISSING_FOR_FIELD(
      ERROR,
      "SPIR-V '%s' exists for the limb shapes %s, but field '%s' has %s; compile the shader for that"
          + " shape too."),
  RESOURCE_UNREADABLE(ERROR, "SPIR-V '%s' cannot be read: %s; check the file."),
  SPIRV_NOT_SPIRV(ERROR, "'%s' is not SPIR-V: %s; name the compiled shader, not its source."),
  SPIRV_BYTE_ORDER(
      ERROR, "SPIR-V '%s' has the wrong byte order: %s; compile it for a little-endian target."),
  SPIRV_TRUNCATED(ERROR, "SPIR-V '%s' is truncated: %s; compile or copy it again."),
  SPIRV_INVALID(ERROR, "SPIR-V '%s' is invalid: %s; compile it again and run spirv-val on it."),
  SPIRV_RULE_BROKEN(
      ERROR,
      "%s breaks a rule of SPIR-V or Vulkan 1.2: %s; correct it, and compile it with a compiler that is"
          + " up to date."),
  VALIDATOR_STOPPED(
      ERROR,
      "SPIRV-Tools' validator came to no end with %s (%s), nor will drivers; compile it again, or make"
          + " it smaller."),
  SPIRV_VERSION(
      ERROR, "%s has version %s, but Vulkan 1.2 takes at most %s; compile it for vulkan1.2."),
  ENTRY_POINT_MISSING(ERROR, "%s has no entry point '%s' but %s; correct 'entryPoint'.%s"),
  ENTRY_POINT_NOT_COMPUTE(
      ERROR,
      "Entry point '%2$s' of %1$s is a %3$s shader; a kernel is a compute shader"
          + " (GLCompute)."),
  WORKGROUP_SIZE_DIFFERS(
      ERROR,
      "The workgroup size is declared as %2$s, but %1$s has %3$s; correct either, or leave"
          + " 'workgroupSize' out."),
  WORKGROUP_SIZE_ABSENT(
      ERROR, "%s gives no workgroup size; add 'layout(local_size_x = N) in' to the shader."),
  WORKGROUP_SIZE_COMPUTED(
      ERROR,
      "%s computes its workgroup size from specialization constants; make each dimension a"
          + " constant of its own."),
  WORKGROUP_SIZE_IMPOSSIBLE(
      ERROR,
      "%s has workgroup size %s, but each dimension is at least 1 and their product below"
          + " 2^31; correct the shader or the specialization constant."),
  WORKGROUP_SIZE_VARIES(
      ERROR, "%s has workgroup size %s, but %s has %s; a kernel has one for all its modules."),
  CAPABILITY_UNSUPPORTED(
      ERROR,
      "%s needs capability %s, which Fieldstone does not enable; compile the shader without"
          + " it."),
  EXTENSION_UNSUPPORTED(
      ERROR,
      "%s uses extension '%s', which Vulkan 1.2 does not include; compile the shader without"
          + " it."),
  FEATURE_DERIVED(
      NOTE,
      "%s needs %s beside the declared features, so the generated requirements include it;"
          + " add it to 'requires'."),
  SHARED_MEMORY_LARGE(
      WARNING,
      "%s uses %s bytes of shared memory, but devices need to offer 16384 only; use less to"
          + " run everywhere."),

  WORKGROUP_LARGE(
      WARNING,
      "%s has %s invocations in a workgroup, but devices need to offer 128 only, and those of the"
          + " Roadmap 2022 profile 256; use fewer to run everywhere."),
  WORKGROUP_NOT_IN_LINE(
      WARNING,
      "%s has workgroup size %s, but the grid is one-dimensional, so that elements that share an x are"
          + " worked on more than once; use 'local_size_x' alone."),
  GRID_STRIDE_ABSENT(
      WARNING,
      "%s never reads gl_NumWorkGroups, but the grid may be smaller than the vectors are long; let each"
          + " invocation go on by gl_NumWorkGroups.x * gl_WorkGroupSize.x until 'count'."),
  SETS_MANY(
      WARNING,
      "Parameter '%2$s' is in descriptor set %3$s of %1$s, but devices need to offer the sets 0 to 3"
          + " only; use one of these to run everywhere."),

  // bindings against the SPIR-V

  BINDING_ABSENT(
      ERROR,
      "Parameter '%2$s' is bound to binding %4$s of set %3$s, but %1$s has %5$s; correct the"
          + " number.%6$s"),
  BINDING_UNDECLARED(
      ERROR,
      "%s uses binding %4$s of set %3$s ('%2$s'), which no parameter is bound to; add a"
          + " parameter for it."),
  BINDING_KIND(
      ERROR,
      "Parameter '%2$s' is bound to a storage buffer, but binding %4$s of set %3$s in %1$s is"
          + " a %5$s; make it a buffer block."),
  BINDING_UNUSED(
      WARNING,
      "Parameter '%2$s' is bound to a buffer that entry point '%3$s' of %1$s never uses;"
          + " remove it from both."),
  BUFFER_LAYOUT(
      ERROR,
      "Parameter '%2$s' is a vector, but its buffer in %1$s is %3$s; make the block one"
          + " unsized array at offset 0."),
  ELEMENT_STRIDE(
      ERROR,
      "Elements of parameter '%2$s' have %3$s bytes (%4$s), but its buffer in %1$s is a '%5$s'"
          + " of %6$s bytes each, which does not divide that; change the array's type."),
  INPUT_WRITE_ONLY(
      ERROR,
      "Parameter '%2$s' is declared @In, but its buffer is writeonly (NonReadable) in %1$s;"
          + " declare it @Out or make the buffer readonly."),
  INPUT_WRITTEN(
      ERROR,
      "Parameter '%2$s' is declared @In, but %1$s writes to its buffer; declare it @InOut, or"
          + " make the buffer readonly (NonWritable)."),
  INPUT_NOT_READONLY(
      WARNING,
      "Parameter '%2$s' is declared @In, but its buffer is not readonly (NonWritable) in %1$s"
          + "; make it readonly, so that drivers may cache it."),
  OUTPUT_READ_ONLY(
      ERROR,
      "Parameter '%2$s' is declared @Out, but its buffer is readonly (NonWritable) in %1$s;"
          + " declare it @In or make the buffer writeonly."),
  OUTPUT_READ(
      ERROR,
      "Parameter '%2$s' is declared @Out, but %1$s reads from its buffer; declare it @InOut,"
          + " or make the buffer writeonly (NonReadable)."),
  IN_OUT_READ_ONLY(
      ERROR,
      "Parameter '%2$s' is declared @InOut, but its buffer is only read in %1$s; declare it"
          + " @In."),
  IN_OUT_WRITE_ONLY(
      ERROR,
      "Parameter '%2$s' is declared @InOut, but its buffer is only written in %1$s; declare it"
          + " @Out."),

  ELEMENT_STRIDE_ABSENT(
      ERROR,
      "The buffer of parameter '%2$s' in %1$s is a '%3$s' without a stride (ArrayStride); compile the"
          + " shader with a block that is layout(std430)."),
  ELEMENT_PADDED(
      ERROR,
      "The words of parameter '%2$s' follow one another without gaps, but its buffer in %1$s is a"
          + " '%3$s' with a stride of %4$s bytes, in which %5$s; use scalars, or vectors of two or four,"
          + " in a block that is layout(std430)."),

  // push constants against the SPIR-V

  PUSH_COUNT_UNUSED(
      ERROR,
      "%s never reads 'count', the first push constant, so that it cannot know where the vectors end;"
          + " compare the element's index with it."),
  PUSH_MEMBERS_OVERLAP(
      ERROR,
      "The push-constant block of %s has %s, which overlaps %s; give each member bytes of its own."),

  PUSH_BLOCK_ABSENT(
      ERROR,
      "%s has no push-constant block; add 'layout(push_constant) uniform Push { uint count;"
          + " };' to the shader."),
  PUSH_COUNT_ABSENT(
      ERROR,
      "The push-constant block of %s starts with %s instead of 'uint count' at offset 0; put"
          + " the element count first."),
  PUSH_FIRST_WORKGROUP_ABSENT(
      ERROR,
      "The push-constant block of %s has %s instead of 'uint first_workgroup' at offset 4,"
          + " which a cooperative kernel needs; put it after the element count."),
  PUSH_MEMBER_ABSENT(
      ERROR,
      "Push constant '%2$s' is declared at offset %3$s, but the block in %1$s has %4$s;"
          + " correct the offset."),
  PUSH_MEMBER_TYPE(
      ERROR,
      "Push constant '%2$s' is declared as %3$s, but offset %4$s of the block in %1$s is a"
          + " '%5$s'; use the type that matches."),
  PUSH_MEMBER_ELEMENT(
      ERROR,
      "Push constant '%2$s' is an element of the field, '%3$s', but offset %4$s of the block in %1$s"
          + " is a %5$s; make it 'uint %2$s[FIELDSTONE_WORDS]'."),
  PUSH_MEMBER_UNDECLARED(
      ERROR,
      "The push-constant block of %s has member '%s' ('%s') at offset %s, which no parameter"
          + " sets; add a @PushConstant parameter for it."),
  PUSH_BLOCK_LARGE(
      WARNING,
      "The push-constant block of %s has %s bytes, but devices need to offer 128 only; use"
          + " fewer to run everywhere."),

  // specialization constants against the SPIR-V

  SPECIALIZED_ID_UNKNOWN(
      ERROR, "%1$s has no specialization constant with id %2$s but %3$s; correct the id."),
  SPECIALIZED_VALUE(
      ERROR,
      "'%2$s' is no value of specialization constant %3$s, which is a '%4$s' in %1$s; write"
          + " one of that type."),
  SPECIALIZED_TYPE(
      ERROR,
      "Specialization constant %2$s is a '%3$s' in %1$s; only bool and 32-bit or 64-bit"
          + " numbers can be set."),
  SPECIALIZED_TYPE_VARIES(
      ERROR,
      "Specialization constant %2$s is a '%3$s' in %1$s but a '%4$s' in another of the kernel's"
          + " modules; declare it alike in all."),
  FIELD_CONSTANT_UNKNOWN(
      ERROR,
      "%s declares specialization constant %s, which is reserved but set by nothing; use the"
          + " ids of SpecializationIds, or one below %s."),
  FIELD_CONSTANT_TYPE(
      ERROR,
      "Specialization constant %2$s is a '%3$s' in %1$s, but the runtime sets a '%4$s' there;"
          + " declare it as such."),
  FIELD_CONSTANT_BEYOND_SHAPE(
      ERROR,
      "%s declares specialization constant %s, word %s of %s, but a field of shape %s has %s"
          + " words; declare fewer."),
  FIELD_CONSTANT_MISSING(
      WARNING,
      "%s declares words of %s but not specialization constant %s, word %s, which a field of"
          + " shape %s sets; declare all %s words."),

  // the provider

  PROVIDER_NAME_MALFORMED(
      ERROR,
      "Option '%s' is '%s', which is no qualified class name; write one such as"
          + " 'com.example.MyKernelProvider'."),
  PROVIDER_EXISTS_ELSEWHERE(
      ERROR,
      "Provider '%s' exists on the class path already, so that one of the two would hide the other;"
          + " name this one with the compiler option '-A%s=com.example.MyKernelProvider'."),
  PROVIDER_CANNOT_REACH(
      WARNING,
      "'%s' is not public, so provider '%s' in another package cannot register it; make it public."),
  PROVIDER_CANNOT_IMPORT(
      WARNING,
      "'%s' is in the unnamed package, which provider '%s' in a named one cannot import from; move it"
          + " to a named package, or leave the compiler option '-A%s' out."),
  PROVIDER_NOT_PROVIDED(
      WARNING,
      "Module '%s' does not provide its kernels, so that nobody finds them; add 'provides %s with %s;'"
          + " to its module-info."),
  PROVIDER_TOO_LATE(
      ERROR,
      "'%s' was generated too late to be registered with its module; let its generator run in an"
          + " earlier round."),
  SERVICE_FILE_TAKEN(
      ERROR,
      "'%s' is written by another processor too; leave the registration of kernels to Fieldstone."),

  // the processor itself

  WRITE_FAILED(ERROR, "'%s' cannot be written: %s; check the output folder."),
  INTERNAL_ERROR(
      ERROR, "The Fieldstone processor failed on '%s': %s. This is a bug; please report it.");

  private final Kind kind;
  private final String text;

  Diagnostic(Kind kind, String text) {
    this.kind = kind;
    this.text = text;
  }

  /** Returns how grave it is. */
  public Kind kind() {
    return kind;
  }

  /** Returns the text, filled with {@code arguments}, which may be anything. */
  public String text(Object... arguments) {
    return String.format(Locale.ROOT, text, Stream.of(arguments).map(Shown::of).toArray());
  }
}
