// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.diagnostic.ModuleMessages;
import io.fieldstone.processor.model.Located;
import io.fieldstone.processor.spirv.EntryPoint.WorkgroupSize;
import io.fieldstone.processor.spirv.GridUse;
import io.fieldstone.processor.spirv.SpirvConstant;
import io.fieldstone.processor.spirv.SpirvType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Checks the size of workgroups and of their shared memory. */
final class WorkgroupChecks {

  /** What every Vulkan device offers. */
  private static final int PORTABLE_SHARED_BYTES = 16_384;

  /** The largest that there are have a quarter of this. */
  private static final int MOST_SHARED_BYTES = 1 << 20;

  /** Vulkan asks for 128, its Roadmap 2022 profile for 256, which all but the smallest offer. */
  private static final long PORTABLE_INVOCATIONS = 256;

  /** Of which no step is a multiple: what fits it is no constant. */
  private static final long OTHER_SIZE = Integer.MAX_VALUE;

  private WorkgroupChecks() {}

  static void check(Inspection inspection, KernelFacts.Builder facts) {
    checkSharedMemory(inspection);
    if (inspection.entryPoint().workgroupSize().isEmpty()) {
      inspection.report(ModuleMessages.workgroupSizeAbsent());
      return;
    }
    List<Long> size = new ArrayList<>();
    WorkgroupSize found = inspection.entryPoint().workgroupSize().get();
    for (SpirvConstant dimension : found.dimensions()) {
      OptionalLong value = dimension.value(inspection.fixed());
      if (value.isEmpty()) {
        inspection.report(ModuleMessages.workgroupSizeComputed());
        return;
      }
      size.add(value.getAsLong());
      checkFixed(dimension, "xyz".substring(size.size() - 1, size.size()), inspection);
    }
    if (isPossible(size)) {
      checkPortable(size, found.x().specId(), inspection);
      compare(
          size.stream().map(Long::intValue).toList(),
          found.dimensions().stream().map(SpirvConstant::specId).toList(),
          inspection,
          facts);
    } else {
      inspection.report(ModuleMessages.workgroupSizeImpossible(describe(size)));
    }
  }

  private static void checkFixed(SpirvConstant dimension, String name, Inspection inspection) {
    OptionalInt id = dimension.specId();
    if (id.isPresent() && inspection.fixed().integer(id.getAsInt()).isEmpty()) {
      inspection.report(
          ModuleMessages.workgroupSizeUnfixed(
              name, id.getAsInt(), dimension.value(inspection.fixed()).orElse(0)));
    }
  }

  private static void compare(
      List<Integer> size, List<OptionalInt> ids, Inspection inspection, KernelFacts.Builder facts) {
    Located<List<Integer>> declared = inspection.kernel().workgroupSize();
    if (!declared.value().isEmpty() && !declared.value().equals(size)) {
      inspection.report(
          declared.site(),
          ModuleMessages.workgroupSizeDiffers(describe(declared.value()), describe(size)));
    } else if (facts.workgroupSize.isEmpty()) {
      facts.workgroupSize = List.copyOf(size);
      facts.workgroupIds = List.copyOf(ids);
      facts.workgroupSizeResource = inspection.origin();
    } else if (!facts.workgroupSize.equals(size) || !facts.workgroupIds.equals(ids)) {
      inspection.report(
          ModuleMessages.workgroupSizeVaries(
              describe(size, ids),
              facts.workgroupSizeResource,
              describe(facts.workgroupSize, facts.workgroupIds)));
    }
  }

  private static void checkPortable(List<Long> size, OptionalInt idOfX, Inspection inspection) {
    long invocations = size.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
    if (invocations > PORTABLE_INVOCATIONS) {
      inspection.report(ModuleMessages.workgroupLarge(invocations));
    }
    if (invocations > size.get(0)) {
      inspection.report(ModuleMessages.workgroupNotInLine(describe(size)));
    }
    if (!inspection.kernel().isCooperative() && !inspection.kernel().hasOwnGrid()) {
      checkStride(size.get(0), idOfX, inspection);
    }
  }

  private static void checkStride(long size, OptionalInt id, Inspection inspection) {
    GridUse grid = inspection.entryPoint().grid();
    if (!grid.counts()) {
      inspection.report(ModuleMessages.gridStrideAbsent());
    } else if (!grid.advances()) {
      inspection.report(ModuleMessages.gridStrideUnused());
    } else if (id.isPresent() && grid.wrongStep(OTHER_SIZE).isPresent()) {
      inspection.report(
          ModuleMessages.gridStrideFixed(grid.wrongStep(OTHER_SIZE).get(), id.getAsInt()));
    } else {
      grid.wrongStep(size)
          .ifPresent(step -> inspection.report(ModuleMessages.gridStrideWrong(step, size)));
    }
  }

  private static boolean isPossible(List<Long> size) {
    long product = 1;
    for (long dimension : size) {
      if (dimension < 1 || dimension > Integer.MAX_VALUE / product) {
        return false;
      }
      product *= dimension;
    }
    return true;
  }

  private static String describe(List<? extends Number> size) {
    return size.stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}"));
  }

  private static String describe(List<Integer> size, List<OptionalInt> ids) {
    String constants =
        IntStream.range(0, ids.size())
            .filter(i -> ids.get(i).isPresent())
            .mapToObj(i -> "xyz".charAt(i) + " by constant_id " + ids.get(i).getAsInt())
            .collect(Collectors.joining(", "));
    return describe(size) + (constants.isEmpty() ? "" : " (" + constants + ")");
  }

  private static void checkSharedMemory(Inspection inspection) {
    TypeSizes sizes = new TypeSizes(inspection.fixed());
    long bytes = 0;
    for (SpirvType variable : inspection.entryPoint().sharedVariables()) {
      long size = sizes.bytes(variable);
      bytes = bytes > Long.MAX_VALUE - size ? Long.MAX_VALUE : bytes + size;
    }
    if (bytes > MOST_SHARED_BYTES) {
      inspection.report(ModuleMessages.sharedMemoryImpossible(bytes));
    } else if (bytes > PORTABLE_SHARED_BYTES && !inspection.kernel().largeSharedMemory()) {
      inspection.report(ModuleMessages.sharedMemoryLarge(bytes));
    }
  }
}
