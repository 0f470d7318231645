// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import static io.fieldstone.processor.spirv.MalformedSpirvException.invalid;

import io.fieldstone.processor.spirv.EntryPoint.ExecutionMode;
import io.fieldstone.processor.spirv.EntryPoint.WorkgroupSize;
import io.fieldstone.processor.spirv.ModuleBuilder.RawEntryPoint;
import io.fieldstone.processor.spirv.ModuleBuilder.RawExecutionMode;
import io.fieldstone.processor.spirv.ModuleBuilder.Variable;
import io.fieldstone.processor.spirv.ShaderResource.Usage;
import io.fieldstone.processor.spirv.SpirvType.Member;
import io.fieldstone.processor.spirv.SpirvType.Opaque;
import io.fieldstone.processor.spirv.SpirvType.Scalar;
import io.fieldstone.processor.spirv.SpirvType.ScalarKind;
import io.fieldstone.processor.spirv.SpirvType.Struct;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Turns what a {@link ModuleBuilder} collected into the module as the outside sees it. */
final class ModuleAssembler {

  private static final int MODE_LOCAL_SIZE = 17;
  private static final int MODE_LOCAL_SIZE_ID = 38;

  /** What no two entry points share. */
  private record RawName(int executionModel, String name) {}

  private final ModuleBuilder module;

  ModuleAssembler(ModuleBuilder module) {
    this.module = module;
  }

  SpirvModule assemble(SpirvVersion version) throws MalformedSpirvException {
    if (module.entryPoints.size() > SpirvReader.MAX_ENTRY_POINTS) {
      throw invalid("more than " + SpirvReader.MAX_ENTRY_POINTS + " entry points");
    }
    GridUse grid = module.grid.use();
    List<EntryPoint> entryPoints = new ArrayList<>();
    Set<RawName> names = new HashSet<>();
    for (RawEntryPoint entryPoint : module.entryPoints) {
      if (!names.add(new RawName(entryPoint.executionModel(), entryPoint.name()))) {
        throw invalid("two entry points have the name '" + entryPoint.name() + "'");
      }
      entryPoints.add(entryPoint(entryPoint, grid));
    }
    return new SpirvModule(
        version,
        Collections.unmodifiableSet(module.capabilities),
        List.copyOf(module.extensions),
        List.copyOf(entryPoints),
        module.constants.specializable());
  }

  private EntryPoint entryPoint(RawEntryPoint raw, GridUse grid) throws MalformedSpirvException {
    PointerAnalysis analysis = new PointerAnalysis(module.functions, raw.function());
    List<ShaderResource> resources = new ArrayList<>();
    List<SpirvType> shared = new ArrayList<>();
    Optional<PushConstantBlock> pushConstants = Optional.empty();
    boolean pushConstantsUsed = false;
    for (Variable variable : module.variables.values()) {
      Usage usage = analysis.usage(variable.id());
      if (StorageClass.isResource(variable.storageClass())) {
        resources.add(resource(variable, usage));
      } else if (variable.storageClass() == StorageClass.WORKGROUP) {
        if (usage.mentioned()) {
          shared.add(variable.type());
        }
      } else if (pushConstantsUsed && usage.mentioned()) {
        throw invalid("entry point '" + raw.name() + "' uses two push-constant blocks");
      } else if (pushConstants.isEmpty() || usage.mentioned()) {
        pushConstants = Optional.of(pushConstantBlock(variable, analysis));
        pushConstantsUsed = usage.mentioned();
      }
    }
    return new EntryPoint(
        raw.name(),
        raw.executionModel(),
        workgroupSize(raw.function()),
        executionModes(raw.function()),
        List.copyOf(resources),
        pushConstants,
        List.copyOf(shared),
        grid,
        analysis.influences());
  }

  private PushConstantBlock pushConstantBlock(Variable variable, PointerAnalysis analysis)
      throws MalformedSpirvException {
    if (variable.type() instanceof Struct block) {
      checkBlock(variable);
      return new PushConstantBlock(block.members(), used(variable, block, analysis));
    }
    throw invalid("the push constants are not a block");
  }

  private Set<Integer> used(Variable variable, Struct block, PointerAnalysis analysis) {
    Set<Integer> used = new TreeSet<>();
    for (int index : analysis.indices(variable.id())) {
      OptionalLong member = module.constants.value(index);
      for (int m = 0; m < block.members().size(); m++) {
        if (member.isEmpty() || member.getAsLong() == m) {
          used.add(m);
        }
      }
    }
    return Collections.unmodifiableSet(used);
  }

  private void checkBlock(Variable variable) throws MalformedSpirvException {
    if (variable.type() instanceof Struct
        && !module.decorations.has(variable.typeId(), Decoration.BLOCK)
        && !module.decorations.has(variable.typeId(), Decoration.BUFFER_BLOCK)) {
      throw invalid("the structure of " + describe(variable) + " is not decorated as a Block");
    }
  }

  private String describe(Variable variable) {
    String name = resourceName(variable);
    return "variable " + variable.id() + (name.isEmpty() ? "" : " '" + name + "'");
  }

  private ShaderResource resource(Variable variable, Usage usage) throws MalformedSpirvException {
    Decorations decorations = module.decorations;
    int id = variable.id();
    OptionalInt binding = decorations.literal(id, Decoration.BINDING);
    if (binding.isEmpty()) {
      throw invalid(describe(variable) + " has no binding");
    }
    OptionalInt set = decorations.literal(id, Decoration.DESCRIPTOR_SET);
    if (set.isEmpty()) {
      throw invalid(describe(variable) + " has no descriptor set");
    }
    if (variable.storageClass() != StorageClass.UNIFORM_CONSTANT) {
      checkBlock(variable);
    }
    return new ShaderResource(
        resourceName(variable),
        set.getAsInt(),
        binding.getAsInt(),
        kind(variable),
        variable.type(),
        isDecorated(variable, Decoration.NON_WRITABLE, Member::nonWritable),
        isDecorated(variable, Decoration.NON_READABLE, Member::nonReadable),
        usage);
  }

  /** GLSL blocks without an instance name leave the variable unnamed; the block then names it. */
  private String resourceName(Variable variable) {
    String name = module.decorations.name(variable.id());
    return name.isEmpty() && variable.type() instanceof Struct block ? block.name() : name;
  }

  private boolean isDecorated(
      Variable variable, int decoration, java.util.function.Predicate<Member> member) {
    if (module.decorations.has(variable.id(), decoration)) {
      return true;
    }
    return variable.type() instanceof Struct block
        && !block.members().isEmpty()
        && block.members().stream().allMatch(member);
  }

  private ResourceKind kind(Variable variable) {
    SpirvType type = variable.type();
    if (type instanceof Opaque opaque) {
      return opaque.kind();
    }
    if (type instanceof SpirvType.Array || type instanceof SpirvType.RuntimeArray) {
      return ResourceKind.DESCRIPTOR_ARRAY;
    }
    if (!(type instanceof Struct) || variable.storageClass() == StorageClass.UNIFORM_CONSTANT) {
      return ResourceKind.OTHER;
    }
    // before SPIR-V 1.3 storage buffers were uniforms decorated BufferBlock
    return variable.storageClass() == StorageClass.STORAGE_BUFFER
            || module.decorations.has(variable.typeId(), Decoration.BUFFER_BLOCK)
        ? ResourceKind.STORAGE_BUFFER
        : ResourceKind.UNIFORM_BUFFER;
  }

  private List<ExecutionMode> executionModes(int function) {
    return module.executionModes.stream()
        .filter(m -> m.function() == function)
        .map(RawExecutionMode::mode)
        .toList();
  }

  private Optional<WorkgroupSize> workgroupSize(int function) throws MalformedSpirvException {
    if (module.constants.workgroupSize().isPresent()) {
      return module.constants.workgroupSize();
    }
    for (RawExecutionMode raw : module.executionModes) {
      int mode = raw.mode().mode();
      if (raw.function() == function && (mode == MODE_LOCAL_SIZE || mode == MODE_LOCAL_SIZE_ID)) {
        return Optional.of(workgroupSize(raw));
      }
    }
    return Optional.empty();
  }

  private WorkgroupSize workgroupSize(RawExecutionMode raw) throws MalformedSpirvException {
    List<Integer> sizes = raw.mode().operands();
    if (sizes.size() < 3) {
      throw invalid("the workgroup size has " + sizes.size() + " dimensions instead of 3");
    }
    return new WorkgroupSize(
        dimension(raw, sizes.get(0)), dimension(raw, sizes.get(1)), dimension(raw, sizes.get(2)));
  }

  private SpirvConstant dimension(RawExecutionMode raw, int operand)
      throws MalformedSpirvException {
    if (raw.mode().mode() == MODE_LOCAL_SIZE_ID) {
      return module.constants.require(operand);
    }
    return new SpirvConstant(
        new Scalar(ScalarKind.UINT, Integer.SIZE),
        OptionalLong.of(Integer.toUnsignedLong(operand)),
        OptionalInt.empty(),
        "");
  }
}
