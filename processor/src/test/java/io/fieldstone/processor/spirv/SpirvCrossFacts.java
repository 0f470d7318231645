// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import static org.lwjgl.util.spvc.Spv.*;
import static org.lwjgl.util.spvc.Spvc.*;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.util.spvc.SpvcEntryPoint;
import org.lwjgl.util.spvc.SpvcReflectedResource;
import org.lwjgl.util.spvc.SpvcSpecializationConstant;

/** What SPIRV-Cross finds in a module, as sorted lines such as {@link ReaderFacts}. */
final class SpirvCrossFacts {

  /** Says that SPIRV-Cross does not understand a module. */
  static final class NotUnderstood extends Exception {
    private static final long serialVersionUID = 1L;

    NotUnderstood(String message) {
      super(message);
    }
  }

  /** A call that fills in the address of a list and its length. */
  @FunctionalInterface
  private interface Listing {
    int fill(PointerBuffer list, PointerBuffer count);
  }

  /** An address and how many elements are there. */
  private record Span(long address, int count) {}

  private final long context;
  private final long compiler;
  private final SpirvCrossTypes types;
  private final List<String> facts = new ArrayList<>();

  private SpirvCrossFacts(long context, long compiler) {
    this.context = context;
    this.compiler = compiler;
    this.types = new SpirvCrossTypes(compiler);
  }

  static List<String> of(byte[] bytes) throws NotUnderstood {
    PointerBuffer pointer = MemoryUtil.memAllocPointer(1);
    IntBuffer words = MemoryUtil.memAllocInt(bytes.length / Integer.BYTES);
    words.put(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer()).flip();
    long context = 0;
    try {
      if (spvc_context_create(pointer) != SPVC_SUCCESS) {
        throw new OutOfMemoryError("SPIRV-Cross made no context.");
      }
      context = pointer.get(0);
      check(context, spvc_context_parse_spirv(context, words, words.remaining(), pointer));
      int status =
          spvc_context_create_compiler(
              context,
              SPVC_BACKEND_NONE,
              pointer.get(0),
              SPVC_CAPTURE_MODE_TAKE_OWNERSHIP,
              pointer);
      check(context, status);
      return new SpirvCrossFacts(context, pointer.get(0)).all();
    } finally {
      if (context != 0) {
        spvc_context_destroy(context);
      }
      MemoryUtil.memFree(words);
      MemoryUtil.memFree(pointer);
    }
  }

  private static void check(long context, int status) throws NotUnderstood {
    if (status != SPVC_SUCCESS) {
      throw new NotUnderstood(String.valueOf(spvc_context_get_last_error_string(context)));
    }
  }

  private Span list(Listing listing) throws NotUnderstood {
    PointerBuffer results = MemoryUtil.memCallocPointer(2);
    try {
      check(context, listing.fill(results.slice(0, 1), results.slice(1, 1)));
      return new Span(results.get(0), (int) results.get(1));
    } finally {
      MemoryUtil.memFree(results);
    }
  }

  private List<String> all() throws NotUnderstood {
    Span capabilities =
        list((list, count) -> spvc_compiler_get_declared_capabilities(compiler, list, count));
    if (capabilities.count() > 0) {
      IntBuffer numbers =
          MemoryUtil.memIntBuffer(capabilities.address(), capabilities.count()).slice();
      IntStream.range(0, numbers.remaining())
          .map(numbers::get)
          .distinct()
          .forEach(number -> facts.add("capability " + number));
    }
    Span extensions =
        list((list, count) -> spvc_compiler_get_declared_extensions(compiler, list, count));
    if (extensions.count() > 0) {
      PointerBuffer names =
          MemoryUtil.memPointerBuffer(extensions.address(), extensions.count()).slice();
      IntStream.range(0, names.remaining())
          .mapToObj(names::getStringUTF8)
          .distinct()
          .forEach(name -> facts.add("extension " + name));
    }
    specializationConstants();
    Span entryPoints = list((list, count) -> spvc_compiler_get_entry_points(compiler, list, count));
    for (SpvcEntryPoint entry : SpvcEntryPoint.create(entryPoints.address(), entryPoints.count())) {
      String name = entry.nameString();
      check(context, spvc_compiler_set_entry_point(compiler, name, entry.execution_model()));
      entryPoint(name + " (model " + entry.execution_model() + ")");
    }
    return facts.stream().sorted().toList();
  }

  private void specializationConstants() throws NotUnderstood {
    Span constants =
        list((list, count) -> spvc_compiler_get_specialization_constants(compiler, list, count));
    if (constants.count() == 0) {
      return;
    }
    for (SpvcSpecializationConstant constant :
        SpvcSpecializationConstant.create(constants.address(), constants.count())) {
      long handle = spvc_compiler_get_constant_handle(compiler, constant.id());
      String type = types.type(spvc_constant_get_type(handle), false);
      boolean wide = type.endsWith("64");
      long value =
          wide
              ? spvc_constant_get_scalar_u64(handle, 0, 0)
              : Integer.toUnsignedLong(spvc_constant_get_scalar_u32(handle, 0, 0));
      facts.add(
          "constant_id " + constant.constant_id() + ": " + type + " = " + Long.toHexString(value));
    }
  }

  private void entryPoint(String name) throws NotUnderstood {
    facts.add(name);
    executionModes(name);
    PointerBuffer results = MemoryUtil.memCallocPointer(3);
    try {
      PointerBuffer active = results.slice(0, 1);
      check(context, spvc_compiler_get_active_interface_variables(compiler, active));
      PointerBuffer all = results.slice(1, 1);
      check(context, spvc_compiler_create_shader_resources(compiler, all));
      PointerBuffer used = results.slice(2, 1);
      check(
          context,
          spvc_compiler_create_shader_resources_for_active_variables(
              compiler, used, active.get(0)));
      resources(name, results.get(1), results.get(2));
      pushConstants(name, results.get(1), results.get(2));
    } finally {
      MemoryUtil.memFree(results);
    }
  }

  private void executionModes(String entry) throws NotUnderstood {
    Span modes = list((list, count) -> spvc_compiler_get_execution_modes(compiler, list, count));
    Set<Integer> set = new HashSet<>();
    if (modes.count() > 0) {
      IntBuffer numbers = MemoryUtil.memIntBuffer(modes.address(), modes.count()).slice();
      IntStream.range(0, numbers.remaining()).forEach(i -> set.add(numbers.get(i)));
    }
    set.forEach(mode -> facts.add(entry + " mode " + mode));
    SpvcSpecializationConstant.Buffer parts = SpvcSpecializationConstant.calloc(3);
    try {
      int composite =
          spvc_compiler_get_work_group_size_specialization_constants(
              compiler, parts.get(0), parts.get(1), parts.get(2));
      for (int i = 0; i < 3; i++) {
        String dimension = entry + " workgroup " + "xyz".charAt(i) + ": ";
        if (composite != 0) {
          long handle = spvc_compiler_get_constant_handle(compiler, composite);
          int part = parts.get(i).id();
          facts.add(
              dimension
                  + (part != 0
                      ? types.length(part)
                      : Integer.toHexString(spvc_constant_get_scalar_u32(handle, 0, i))));
        } else if (set.contains(SpvExecutionModeLocalSizeId)) {
          facts.add(dimension + types.length(argument(SpvExecutionModeLocalSizeId, i)));
        } else if (set.contains(SpvExecutionModeLocalSize)) {
          facts.add(dimension + Integer.toHexString(argument(SpvExecutionModeLocalSize, i)));
        }
      }
    } finally {
      parts.free();
    }
  }

  private int argument(int mode, int index) {
    return spvc_compiler_get_execution_mode_argument_by_index(compiler, mode, index);
  }

  private SpvcReflectedResource.Buffer resources(long set, int kind) throws NotUnderstood {
    Span span =
        list((list, count) -> spvc_resources_get_resource_list_for_type(set, kind, list, count));
    return SpvcReflectedResource.create(span.address(), span.count());
  }

  private void resources(String entry, long all, long active) throws NotUnderstood {
    resources(entry, all, active, SPVC_RESOURCE_TYPE_STORAGE_BUFFER, "storage buffer");
    resources(entry, all, active, SPVC_RESOURCE_TYPE_UNIFORM_BUFFER, "uniform buffer");
    resources(entry, all, active, SPVC_RESOURCE_TYPE_STORAGE_IMAGE, "storage image");
    resources(entry, all, active, SPVC_RESOURCE_TYPE_SEPARATE_IMAGE, "sampled image");
    resources(entry, all, active, SPVC_RESOURCE_TYPE_SEPARATE_SAMPLERS, "sampler");
    resources(entry, all, active, SPVC_RESOURCE_TYPE_SAMPLED_IMAGE, "combined image sampler");
  }

  private void resources(String entry, long all, long active, int type, String kind)
      throws NotUnderstood {
    Set<Integer> used = new HashSet<>();
    resources(active, type).forEach(resource -> used.add(resource.id()));
    for (SpvcReflectedResource resource : resources(all, type)) {
      int id = resource.id();
      int set = spvc_compiler_get_decoration(compiler, id, SpvDecorationDescriptorSet);
      int binding = spvc_compiler_get_decoration(compiler, id, SpvDecorationBinding);
      String name = entry + " binding " + set + "." + binding;
      String use = used.contains(id) ? ", used" : ", unused";
      if (types.isArray(resource.type_id())) {
        facts.add(name + ": descriptor array" + use);
      } else if (type == SPVC_RESOURCE_TYPE_STORAGE_BUFFER) {
        facts.add(name + ": " + kind + access(id) + use);
        types.members(resource.base_type_id()).forEach(member -> facts.add(name + " " + member));
      } else {
        facts.add(name + ": " + kind + use);
      }
    }
  }

  private String access(int variable) throws NotUnderstood {
    Span span =
        list(
            (list, count) ->
                spvc_compiler_get_buffer_block_decorations(compiler, variable, list, count));
    Set<Integer> decorations = new HashSet<>();
    if (span.count() > 0) {
      IntBuffer numbers = MemoryUtil.memIntBuffer(span.address(), span.count()).slice();
      IntStream.range(0, numbers.remaining()).forEach(i -> decorations.add(numbers.get(i)));
    }
    return (decorations.contains(SpvDecorationNonWritable) ? ", readonly" : "")
        + (decorations.contains(SpvDecorationNonReadable) ? ", writeonly" : "");
  }

  /** An entry point has one block; of several in a module it is the one that it uses. */
  private void pushConstants(String entry, long all, long active) throws NotUnderstood {
    SpvcReflectedResource.Buffer used = resources(active, SPVC_RESOURCE_TYPE_PUSH_CONSTANT);
    SpvcReflectedResource.Buffer blocks =
        used.hasRemaining() ? used : resources(all, SPVC_RESOURCE_TYPE_PUSH_CONSTANT);
    if (blocks.hasRemaining()) {
      int block = blocks.get(0).base_type_id();
      List<String> members = types.members(block);
      for (int m = 0; m < members.size(); m++) {
        facts.add(entry + " push " + members.get(m) + ", " + types.bytes(block, m));
      }
    }
  }
}
