// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.diagnostic.PushConstantMessages;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Parameter.PushParameter;
import io.fieldstone.processor.model.Parameter.PushType;
import io.fieldstone.processor.spirv.PushConstantBlock;
import io.fieldstone.processor.spirv.SpirvType;
import io.fieldstone.processor.spirv.SpirvType.Member;
import io.fieldstone.processor.spirv.SpirvType.Scalar;
import io.fieldstone.processor.spirv.SpirvType.ScalarKind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds push-constant parameters against the module's block. */
final class PushConstantChecks {

  /** What every Vulkan device offers. */
  private static final int PORTABLE_BYTES = 128;

  private static final int COUNT_OFFSET = 0;
  private static final int FIRST_WORKGROUP_OFFSET = 4;

  private final Inspection inspection;
  private final PushConstantBlock block;

  private PushConstantChecks(Inspection inspection, PushConstantBlock block) {
    this.inspection = inspection;
    this.block = block;
  }

  static void check(Inspection inspection) {
    Optional<PushConstantBlock> block = inspection.entryPoint().pushConstants();
    if (block.isEmpty()) {
      if (!asksForBlock(inspection.kernel())) {
        return;
      }
      inspection.report(PushConstantMessages.pushBlockAbsent(members(inspection)));
      return;
    }
    PushConstantChecks checks = new PushConstantChecks(inspection, block.get());
    checks.checkCount();
    if (inspection.kernel().isCooperative()) {
      checks.checkFirstWorkgroup();
    }
    inspection.kernel().pushConstants().forEach(checks::checkParameter);
    if (checks.hasAllParameters()) {
      checks.checkUndeclared(); // else a member that nothing sets is what has the wrong offset
    }
    checks.checkOverlap();
    checks.checkSize();
  }

  /** What has a grid of its own may know without a count what it works on. */
  private static boolean asksForBlock(KernelMethod kernel) {
    return !kernel.hasOwnGrid() || !kernel.pushConstants().isEmpty();
  }

  /** The members that the declaration asks for, as GLSL. */
  private static String members(Inspection inspection) {
    return Stream.concat(
            Stream.of("uint count;"),
            Stream.concat(
                inspection.kernel().isCooperative()
                    ? Stream.of("uint first_workgroup;")
                    : Stream.empty(),
                inspection.kernel().pushConstants().stream()
                    .sorted(Comparator.comparingInt(PushParameter::offset))
                    .map(PushConstantChecks::member)))
        .collect(Collectors.joining(" "));
  }

  private static String member(PushParameter parameter) {
    return "layout(offset = "
        + parameter.offset()
        + ") "
        + switch (parameter.type()) {
          case INT -> "uint ";
          case LONG -> "uint64_t ";
          case FLOAT -> "float ";
          case DOUBLE -> "double ";
          case ELEMENT -> "uint ";
        }
        + parameter.name()
        + (parameter.type() == PushType.ELEMENT ? "[FIELDSTONE_WORDS];" : ";");
  }

  private boolean hasAllParameters() {
    return inspection.kernel().pushConstants().stream()
        .allMatch(parameter -> block.memberAt(parameter.offset()).isPresent());
  }

  private void checkCount() {
    if (!hasUint(COUNT_OFFSET)) {
      inspection.report(
          PushConstantMessages.pushCountAbsent(
              block.members().isEmpty() ? "nothing" : describe(block.members().get(0))));
    } else if (!block.uses(COUNT_OFFSET) && !inspection.kernel().hasOwnGrid()) {
      inspection.report(PushConstantMessages.pushCountUnused());
    }
  }

  private void checkFirstWorkgroup() {
    if (!hasUint(FIRST_WORKGROUP_OFFSET)) {
      inspection.report(
          PushConstantMessages.pushFirstWorkgroupAbsent(
              block
                  .memberAt(FIRST_WORKGROUP_OFFSET)
                  .map(PushConstantChecks::describe)
                  .orElse("nothing")));
    } else if (!block.uses(FIRST_WORKGROUP_OFFSET)) {
      inspection.report(PushConstantMessages.pushFirstWorkgroupUnused());
    }
  }

  private boolean hasUint(int offset) {
    Optional<Member> member = block.memberAt(offset);
    return member.isPresent()
        && member.get().type() instanceof Scalar scalar
        && scalar.isInteger(Integer.SIZE)
        && scalar.kind() == ScalarKind.UINT;
  }

  private boolean isSetByRuntime(int offset) {
    return offset == COUNT_OFFSET
        || (offset == FIRST_WORKGROUP_OFFSET && inspection.kernel().isCooperative());
  }

  private void checkParameter(PushParameter parameter) {
    Optional<Member> member = block.memberAt(parameter.offset());
    if (member.isEmpty()) {
      String found =
          block.members().stream()
              .map(PushConstantChecks::describe)
              .collect(Collectors.joining(", "));
      inspection.report(
          parameter.site(),
          PushConstantMessages.pushMemberAbsent(
              parameter.name(), parameter.offset(), found, remedy(parameter)));
    } else if (parameter.type() == PushType.ELEMENT) {
      checkElement(parameter, member.get());
    } else if (!matches(parameter, member.get())) {
      inspection.report(
          parameter.site(),
          PushConstantMessages.pushMemberType(
              parameter.name(),
              parameter.type().javaType(),
              parameter.offset(),
              member.get().type().describe()));
    }
  }

  /** What lacks a parameter has another offset; if nothing does, the shader lacks a member. */
  private String remedy(PushParameter parameter) {
    Optional<Member> named =
        block.members().stream()
            .filter(m -> m.name().equalsIgnoreCase(parameter.name()))
            .filter(m -> !isDeclared(offset(m)))
            .findFirst();
    if (named.isPresent()) {
      return "write @PushConstant(" + Integer.toUnsignedString(offset(named.get())) + ")";
    }
    return block.members().stream()
            .allMatch(m -> isSetByRuntime(offset(m)) || isDeclared(offset(m)))
        ? "add '" + member(parameter) + "' to the block, or remove the parameter"
        : "correct the offset";
  }

  private void checkElement(PushParameter parameter, Member member) {
    Optional<LimbShape> shape = inspection.shape();
    if (!isElement(member.type(), shape)) {
      inspection.report(
          parameter.site(),
          PushConstantMessages.pushMemberElement(
              parameter.name(),
              shape.map(s -> "uint[" + s.words() + "]").orElse("array of uint"),
              parameter.offset(),
              describe(member.type())));
    }
  }

  private boolean isElement(SpirvType type, Optional<LimbShape> shape) {
    return type instanceof SpirvType.Array array
        && array.element() instanceof Scalar scalar
        && scalar.isInteger(Integer.SIZE)
        && array.stride().orElse(Integer.BYTES) == Integer.BYTES
        && (shape.isEmpty()
            || array.length().value(inspection.fixed()).orElse(0) == shape.get().words());
  }

  private static String describe(SpirvType type) {
    int stride = type instanceof SpirvType.Array array ? array.stride().orElse(Integer.BYTES) : 4;
    return "'"
        + type.describe()
        + (stride == Integer.BYTES
            ? "'"
            : "' with " + Integer.toUnsignedString(stride) + " bytes from one to the next");
  }

  private boolean matches(PushParameter parameter, Member member) {
    int bits = parameter.type().bytes(LimbShape.ALL.get(0)) * Byte.SIZE;
    return member.type() instanceof Scalar scalar
        && (parameter.type().isFloat() ? scalar.isFloat(bits) : scalar.isInteger(bits));
  }

  private boolean isDeclared(int offset) {
    return inspection.kernel().pushConstants().stream().anyMatch(p -> p.offset() == offset);
  }

  private void checkUndeclared() {
    for (Member member : block.members()) {
      int offset = offset(member);
      if (!isSetByRuntime(offset) && !isDeclared(offset)) {
        inspection.report(
            PushConstantMessages.pushMemberUndeclared(
                member.name(), member.type().describe(), Integer.toUnsignedString(offset)));
      }
    }
  }

  private void checkOverlap() {
    TypeSizes sizes = new TypeSizes(inspection.fixed());
    List<Member> members =
        block.members().stream()
            .sorted(Comparator.comparingLong(m -> Integer.toUnsignedLong(offset(m))))
            .toList();
    for (int m = 1; m < members.size(); m++) {
      Member earlier = members.get(m - 1);
      long end =
          Integer.toUnsignedLong(offset(earlier))
              + Math.min(sizes.bytes(earlier.type()), Integer.MAX_VALUE);
      boolean declared = isDeclared(offset(earlier)) && isDeclared(offset(members.get(m)));
      // of two that are declared, the parameters are told
      if (!declared && Integer.toUnsignedLong(offset(members.get(m))) < end) {
        inspection.report(
            PushConstantMessages.pushMembersOverlap(describe(members.get(m)), describe(earlier)));
        return;
      }
    }
  }

  private void checkSize() {
    TypeSizes sizes = new TypeSizes(inspection.fixed());
    long end = 0;
    for (Member member : block.members()) {
      long bytes = Math.min(sizes.bytes(member.type()), Integer.MAX_VALUE);
      end = Math.max(end, Integer.toUnsignedLong(offset(member)) + bytes);
    }
    if (end > PORTABLE_BYTES) {
      inspection.report(PushConstantMessages.pushBlockLarge(end));
    }
  }

  private static int offset(Member member) {
    return member.offset().orElse(0);
  }

  private static String describe(Member member) {
    return "'"
        + member.type().describe()
        + (member.name().isEmpty() ? "" : " " + member.name())
        + "' at offset "
        + Integer.toUnsignedString(offset(member));
  }
}
