// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.shown;

import io.fieldstone.processor.model.Target;

/**
 * What is said of kernels that are given as GLSL; the method that makes a message has the name of
 * its {@link Diagnostic}.
 */
public final class GlslMessages {

  private GlslMessages() {}

  public static Message glslNameMalformed(CharSequence name) {
    return GLSL_NAME_MALFORMED.says(
        "'"
            + shown(name)
            + "' does not name a shader; write its path from the root of the source or class path, such as 'shaders/rotate.comp', without a place for the limb shape.");
  }

  public static Message glslMissing(String resource, String option, String suggestion) {
    return GLSL_MISSING.says(
        "GLSL '"
            + shown(resource)
            + "' was found neither on the source path, class path or module path nor among this module's resources; correct the name, or name its folder with the compiler option '-A"
            + shown(option)
            + "=DIR'."
            + shown(suggestion));
  }

  public static Message glslUnreadable(String resource, String reason) {
    return GLSL_UNREADABLE.says(
        "GLSL '" + shown(resource) + "' cannot be read: " + shown(reason) + "; check the file.");
  }

  public static Message glslError(String error) {
    return GLSL_ERROR.says(shown(error));
  }

  public static Message glslShapesLeftOut(
      String kernel, String shapes, Target other, String error) {
    return GLSL_SHAPES_LEFT_OUT.says(
        shown(kernel)
            + " is compiled for the limb shapes "
            + shown(shapes)
            + ", but not for "
            + shown(other)
            + ", for which its GLSL has errors: "
            + shown(error));
  }

  public static Message glslShapeRejected(
      String kernel, String shapes, Target other, String error) {
    return GLSL_SHAPE_REJECTED.says(
        shown(kernel)
            + " compiles for the limb shapes "
            + shown(shapes)
            + ", but not for "
            + shown(other)
            + ": "
            + shown(error)
            + "; correct it, or leave that shape out by '#error'.");
  }

  public static Message shaderCompilerUnavailable(CharSequence method, String reason) {
    return SHADER_COMPILER_UNAVAILABLE.says(
        "Kernel method '"
            + shown(method)
            + "' is to be compiled, but there is no shader compiler: "
            + shown(reason)
            + "; put the whole of fieldstone-processor with its dependencies on the processor path, or give the kernel as 'spirv'.");
  }

  public static Message compilationSlow(String source, Target shape, int seconds, String option) {
    return COMPILATION_SLOW.says(
        "Compiling '"
            + shown(source)
            + "' for limb shape "
            + shown(shape)
            + " was stopped after "
            + shown(seconds)
            + " seconds; make the shader smaller, or raise the limit with the compiler option '-A"
            + shown(option)
            + "=SECONDS'.");
  }

  public static Message compilationSlowInAll(
      String source, int compiled, int seconds, String option) {
    return COMPILATION_SLOW_IN_ALL.says(
        "Compiling '"
            + shown(source)
            + "' took more than "
            + shown(seconds)
            + " seconds for "
            + shown(compiled)
            + " strategies and limb shapes together, and there are more; make the shader smaller, leave strategies out, or raise the limit with the compiler option '-A"
            + shown(option)
            + "=SECONDS'.");
  }

  public static Message compilationsSlow(String source, int seconds, String option) {
    return COMPILATIONS_SLOW.says(
        "The shaders of this compilation took more than "
            + shown(seconds)
            + " seconds before '"
            + shown(source)
            + "' was compiled; make them smaller, divide the module, or raise the limit with the compiler option '-A"
            + shown(option)
            + "=SECONDS'.");
  }

  public static Message compilationMemory(
      String source, Target shape, int megabytes, String option) {
    return COMPILATION_MEMORY.says(
        "Compiling '"
            + shown(source)
            + "' for limb shape "
            + shown(shape)
            + " was stopped after it took "
            + shown(megabytes)
            + " MB of memory; make the shader smaller, or raise the limit with the compiler option '-A"
            + shown(option)
            + "=MEGABYTES'.");
  }

  public static Message compilationOutput(
      String source, Target shape, int megabytes, String option) {
    return COMPILATION_OUTPUT.says(
        "'"
            + shown(source)
            + "' compiles to more than "
            + shown(megabytes)
            + " MB of SPIR-V for limb shape "
            + shown(shape)
            + "; make the shader smaller, or raise the limit with the compiler option '-A"
            + shown(option)
            + "=MEGABYTES'.");
  }

  public static Message compilationIncludes(String source, int includes, String option) {
    return COMPILATION_INCLUDES.says(
        "'"
            + shown(source)
            + "' includes more than "
            + shown(includes)
            + " files, counted as often as each is included; guard files that are included twice by '#ifndef', or raise the limit with the compiler option '-A"
            + shown(option)
            + "=FILES'.");
  }

  public static Message compilerCrashed(String source, Target shape, String reason) {
    return COMPILER_CRASHED.says(
        "The shader compiler crashed on '"
            + shown(source)
            + "' for limb shape "
            + shown(shape)
            + " ("
            + shown(reason)
            + "); nest expressions and blocks less deeply, or leave parts of the shader out until it compiles, and report what makes it crash.");
  }

  public static Message limitMalformed(String option, String value, int most) {
    return LIMIT_MALFORMED.says(
        "Option '"
            + shown(option)
            + "' is '"
            + shown(value)
            + "', but it is a number from 1 to "
            + shown(most)
            + "; write one, or leave it out.");
  }

  public static Message sourceFolderMissing(String option, String folder) {
    return SOURCE_FOLDER_MISSING.says(
        "Option '"
            + shown(option)
            + "' names '"
            + shown(folder)
            + "', which is no folder; correct it or leave it out.");
  }

  public static Message generatedResourceExists(String resource, CharSequence method) {
    return GENERATED_RESOURCE_EXISTS.says(
        "'"
            + shown(resource)
            + "' is to be generated for kernel method '"
            + shown(method)
            + "', but another one has it; rename one.");
  }
}
