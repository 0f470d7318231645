// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An entry point and what it uses, through all functions that it calls.
 *
 * @param name its name
 * @param executionModel its execution model's number (section 3.3)
 * @param workgroupSize its workgroup size, if the module gives one
 * @param executionModes its execution modes
 * @param resources the module's descriptors with this entry point's use of each
 * @param pushConstants its push-constant block
 * @param sharedVariables the types of the workgroup variables that it uses
 * @param grid how the module goes over a grid of workgroups
 * @param influences what it computes by of that which the runtime sets
 */
public record EntryPoint(
    String name,
    int executionModel,
    Optional<WorkgroupSize> workgroupSize,
    List<ExecutionMode> executionModes,
    List<ShaderResource> resources,
    Optional<PushConstantBlock> pushConstants,
    List<SpirvType> sharedVariables,
    GridUse grid,
    Set<Influence> influences) {

  private static final int GL_COMPUTE = 5;

  private static final List<String> MODELS =
      List.of(
          "Vertex",
          "TessellationControl",
          "TessellationEvaluation",
          "Geometry",
          "Fragment",
          "GLCompute",
          "Kernel");

  /** Returns whether this is a compute shader. */
  public boolean isCompute() {
    return executionModel == GL_COMPUTE;
  }

  /** Returns the execution model's name. */
  public String modelName() {
    return executionModel >= 0 && executionModel < MODELS.size()
        ? MODELS.get(executionModel)
        : "execution model " + Integer.toUnsignedString(executionModel);
  }

  /** The three dimensions of a workgroup, each possibly a specialization constant. */
  public record WorkgroupSize(SpirvConstant x, SpirvConstant y, SpirvConstant z) {

    /** Returns the dimensions in order. */
    public List<SpirvConstant> dimensions() {
      return List.of(x, y, z);
    }
  }

  /** An execution mode with its literals (section 3.6). */
  public record ExecutionMode(int mode, List<Integer> operands) {}
}
