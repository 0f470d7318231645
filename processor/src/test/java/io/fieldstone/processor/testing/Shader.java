// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A small compute shader, described as GLSL would declare it and assembled to SPIR-V.
 *
 * <pre>{@code
 * // layout(local_size_x = 64) in;
 * // layout(push_constant) uniform Push { uint count; };
 * // layout(binding = 0) readonly buffer A { uint a[]; };
 * // layout(binding = 1) writeonly buffer Out { uint out[]; };
 * Shader.compute()
 *     .with(Buffer.at(0).named("a").readonly())
 *     .with(Buffer.at(1).named("out").writeonly())
 * }</pre>
 *
 * <p>Unless told otherwise, a shader loads from what is not writeonly and stores to what is not
 * readonly, has workgroups of 64 and a block {@code { uint count; }}.
 */
public final class Shader {

  /** SPIR-V 1.3, as for Vulkan 1.1. */
  public static final int SPIRV_1_3 = 0x0001_0300;

  private static final int SPIRV_1_4 = 0x0001_0400;

  private record Member(String name, String type, int offset) {}

  private record SpecConstant(int specId, String type, String name, int defaultValue) {}

  private final List<Buffer> buffers = new ArrayList<>();
  private final List<Member> push = new ArrayList<>(List.of(new Member("count", "uint", 0)));
  private final List<SpecConstant> constants = new ArrayList<>();
  private final List<Integer> capabilities = new ArrayList<>(List.of(1));
  private final List<String> extensions = new ArrayList<>();
  private final List<int[]> executionModes = new ArrayList<>(List.of(new int[] {17, 64, 1, 1}));
  private String entryPoint = "main";
  private int executionModel = 5;
  private int version = SPIRV_1_3;
  private int sharedWords;
  private int workgroupSizeSpecId = -1;
  private boolean workgroupSizeComputed;
  private boolean gridStride = true;
  private boolean countRead = true;
  private boolean firstWorkgroupRead = true;

  private Shader() {}

  /** Starts a compute shader without buffers. */
  public static Shader compute() {
    return new Shader();
  }

  /** Returns the shader of {@code out[i] = a[i] + b[i]} as far as its interface goes. */
  public static Shader add() {
    return compute()
        .with(Buffer.at(0).named("a").readonly())
        .with(Buffer.at(1).named("b").readonly())
        .with(Buffer.at(2).named("out").writeonly());
  }

  /** Adds a buffer. */
  public Shader with(Buffer buffer) {
    buffers.removeIf(b -> b.set == buffer.set && b.binding == buffer.binding);
    buffers.add(buffer);
    return this;
  }

  /** Leaves {@code uint count} out of the push-constant block. */
  public Shader withoutCount() {
    push.clear();
    return this;
  }

  /** Never loads {@code uint count}. */
  public Shader withoutReadingCount() {
    countRead = false;
    return this;
  }

  /** Never loads {@code uint first_workgroup}. */
  public Shader withoutReadingFirstWorkgroup() {
    firstWorkgroupRead = false;
    return this;
  }

  /** Adds a member to the push-constant block. */
  public Shader push(String type, String name, int offset) {
    push.add(new Member(name, type, offset));
    return this;
  }

  /** Adds {@code layout(constant_id = specId) const type name = 0}. */
  public Shader constant(int specId, String type, String name) {
    constants.add(new SpecConstant(specId, type, name, 0));
    return this;
  }

  /** Adds {@code layout(constant_id = first + i) const uint} for each of {@code count} words. */
  public Shader words(int first, int count) {
    for (int i = 0; i < count; i++) {
      constant(first + i, "uint", "word" + i);
    }
    return this;
  }

  /** Adds a capability. */
  public Shader capability(int capability) {
    capabilities.add(capability);
    return this;
  }

  /** Adds an extension. */
  public Shader extension(String extension) {
    extensions.add(extension);
    return this;
  }

  /** Names the entry point. */
  public Shader entryPoint(String name) {
    entryPoint = name;
    return this;
  }

  /** Sets the execution model; 4 is a fragment shader. */
  public Shader executionModel(int model) {
    executionModel = model;
    return this;
  }

  /** Adds an execution mode. */
  public Shader executionMode(int... mode) {
    executionModes.add(mode);
    return this;
  }

  /** Sets the workgroup size. */
  public Shader localSize(int x, int y, int z) {
    executionModes.set(0, new int[] {17, x, y, z});
    return this;
  }

  /** Leaves the workgroup size out. */
  public Shader withoutLocalSize() {
    executionModes.clear();
    return this;
  }

  /** {@code layout(local_size_x_id = specId)}, 64 by default. */
  public Shader localSizeId(int specId) {
    workgroupSizeSpecId = specId;
    return this;
  }

  /** Makes the workgroup's x the result of an operation on constants. */
  public Shader computedLocalSize() {
    workgroupSizeComputed = true;
    return localSizeId(0);
  }

  /** Adds {@code shared uint[words]}. */
  public Shader shared(int words) {
    sharedWords = words;
    return this;
  }

  /** Lets every invocation work on one element only. */
  public Shader withoutGridStride() {
    gridStride = false;
    return this;
  }

  /** Sets the SPIR-V version, such as 0x00010600. */
  public Shader version(int word) {
    version = word;
    return this;
  }

  /** Assembles the module. */
  public byte[] bytes() {
    return new Assembly().module();
  }

  /** The sections of a module (section 2.4 of the specification), filled side by side. */
  private final class Assembly {

    private final SpirvWords ids = new SpirvWords();
    private final SpirvWords preamble = new SpirvWords();
    private final SpirvWords modes = new SpirvWords();
    private final List<Integer> globals = new ArrayList<>();
    private final SpirvWords names = new SpirvWords();
    private final SpirvWords decorations = new SpirvWords();
    private final SpirvWords types = new SpirvWords();
    private final SpirvWords body = new SpirvWords();
    private final Map<String, Integer> known = new HashMap<>();
    private final int main = ids.newId();

    byte[] module() {
      capabilities.forEach(c -> preamble.op(17, c));
      extensions.forEach(e -> preamble.op(10, e));
      preamble.op(14, 0, 1);
      executionModes.forEach(mode -> modes.op(16, main, mode));
      if (gridStride) {
        numWorkgroups();
      }
      constants.forEach(this::specConstant);
      workgroupSize();
      if (!push.isEmpty()) {
        pushBlock();
      }
      buffers.forEach(this::buffer);
      sharedMemory();
      function();
      int[] listed = version < SPIRV_1_4 ? inputs() : ids(globals);
      preamble.op(15, executionModel, main, entryPoint, listed);
      return new SpirvWords()
          .append(preamble)
          .append(modes)
          .append(names)
          .append(decorations)
          .append(types)
          .append(body)
          .module(version, ids.bound());
    }

    private int type(String name) {
      Integer existing = known.get(name);
      if (existing != null) {
        return existing;
      }
      if (name.endsWith("]")) {
        return array(name, name.indexOf('['));
      }
      int vector = name.indexOf("vec");
      int component = vector >= 0 ? type("uint") : 0;
      int id = ids.newId();
      switch (name) {
        case "void" -> types.op(19, id);
        case "bool" -> types.op(20, id);
        case "uint" -> types.op(21, id, 32, 0);
        case "int" -> types.op(21, id, 32, 1);
        case "uint64_t" -> types.op(21, id, 64, 0);
        case "uint16_t" -> types.op(21, id, 16, 0);
        case "float" -> types.op(22, id, 32);
        case "double" -> types.op(22, id, 64);
        case "uvec2" -> types.op(23, id, component, 2);
        case "uvec3" -> types.op(23, id, component, 3);
        case "uvec4" -> types.op(23, id, component, 4);
        case "image" -> types.op(25, id, type("float"), 1, 0, 0, 0, 2, 1);
        default -> throw new IllegalArgumentException(name);
      }
      known.put(name, id);
      return id;
    }

    /** {@code uint[8]}, or {@code uint[8/16]} for one with a stride of 16. */
    private int array(String name, int bracket) {
      String[] numbers = name.substring(bracket + 1, name.length() - 1).split("/", -1);
      int element = type(name.substring(0, bracket));
      int length = uint(Integer.parseInt(numbers[0]));
      int id = ids.newId();
      types.op(28, id, element, length);
      decorations.op(71, id, 6, numbers.length > 1 ? Integer.parseInt(numbers[1]) : 4);
      known.put(name, id);
      return id;
    }

    private int uint(int value) {
      int type = type("uint");
      Integer existing = known.get("uint " + value);
      if (existing != null) {
        return existing;
      }
      int id = ids.newId();
      types.op(43, type, id, value);
      known.put("uint " + value, id);
      return id;
    }

    private static int[] ids(List<Integer> list) {
      return list.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Before SPIR-V 1.4 an entry point lists its inputs only, which are the first variables. */
    private int[] inputs() {
      return ids(gridStride ? globals.subList(0, 1) : List.of());
    }

    /** Declares gl_NumWorkGroups, and goes on by a multiple of its x that is no constant. */
    private void numWorkgroups() {
      int vector = type("uvec3");
      int variable = variable(1, vector, "gl_NumWorkGroups");
      decorations.op(71, variable, 11, 24);
      int workgroups = ids.newId();
      body.op(61, vector, workgroups, variable);
      int x = ids.newId();
      body.op(81, type("uint"), x, workgroups, 0);
      int stride = ids.newId();
      body.op(132, type("uint"), stride, x, x);
      body.op(128, type("uint"), ids.newId(), stride, stride);
    }

    private int pointer(int storageClass, int pointee) {
      int id = ids.newId();
      types.op(32, id, storageClass, pointee);
      return id;
    }

    private int variable(int storageClass, int pointee, String name) {
      int pointer = pointer(storageClass, pointee);
      int id = ids.newId();
      types.op(59, pointer, id, storageClass);
      names.op(5, id, name);
      globals.add(id);
      return id;
    }

    private void specConstant(SpecConstant constant) {
      int type = type(constant.type());
      int id = ids.newId();
      names.op(5, id, constant.name());
      decorations.op(71, id, 1, constant.specId());
      switch (constant.type()) {
        case "bool" -> types.op(49, type, id);
        case "double", "uint64_t" -> types.op(50, type, id, constant.defaultValue(), 0);
        default -> types.op(50, type, id, constant.defaultValue());
      }
    }

    private void workgroupSize() {
      if (workgroupSizeSpecId < 0) {
        return;
      }
      int uint = type("uint");
      int one = uint(1);
      int vector = type("uvec3");
      int x = ids.newId();
      decorations.op(71, x, 1, workgroupSizeSpecId);
      types.op(50, uint, x, 64);
      if (workgroupSizeComputed) {
        int product = ids.newId();
        types.op(52, uint, product, 132, x, x);
        x = product;
      }
      int size = ids.newId();
      decorations.op(71, size, 11, 25);
      types.op(51, vector, size, x, one, one);
    }

    private void pushBlock() {
      int[] members = push.stream().mapToInt(m -> type(m.type())).toArray();
      int block = ids.newId();
      types.op(30, block, members);
      decorations.op(71, block, 2);
      for (int m = 0; m < push.size(); m++) {
        names.op(6, block, m, push.get(m).name());
        decorations.op(72, block, m, 35, push.get(m).offset());
      }
      int variable = variable(9, block, "push");
      int pointer = pointer(9, members[0]);
      access(variable, pointer, members[0], countRead, false, uint(0));
      for (int m = 0; m < push.size(); m++) {
        if (push.get(m).name().equals("first_workgroup") && firstWorkgroupRead) {
          int member = pointer(9, members[m]);
          access(variable, member, members[m], true, false, uint(m));
        }
      }
    }

    private void buffer(Buffer buffer) {
      int content = type(buffer.element);
      int holder = buffer.kind.equals("image") ? content : block(buffer, content);
      int variable = variable(buffer.storageClass(), holder, buffer.name);
      decorations.op(71, variable, 34, buffer.set);
      decorations.op(71, variable, 33, buffer.binding);
      if (buffer.readonly) {
        decorations.op(71, variable, 24);
      }
      if (buffer.writeonly) {
        decorations.op(71, variable, 25);
      }
      if (!buffer.kind.equals("image")) {
        int pointer = pointer(buffer.storageClass(), content);
        int array = uint(buffer.headed ? 1 : 0);
        access(variable, pointer, content, buffer.reads(), buffer.writes(), array, uint(0));
      }
    }

    private int block(Buffer buffer, int content) {
      int array = ids.newId();
      if (buffer.length > 0) {
        int length = uint(buffer.length);
        types.op(28, array, content, length);
      } else {
        types.op(29, array, content);
      }
      if (buffer.hasStride()) {
        decorations.op(71, array, 6, buffer.stride());
      }
      int block = ids.newId();
      int[] members = buffer.headed ? new int[] {type("uint"), array} : new int[] {array};
      types.op(30, block, members);
      decorations.op(71, block, 2);
      for (int m = 0; m < members.length; m++) {
        int offset = m == members.length - 1 ? buffer.offset : 0;
        decorations.op(72, block, m, 35, offset);
      }
      return block;
    }

    /** Loads from and stores to the part of {@code variable} that {@code indices} lead to. */
    private void access(
        int variable, int pointer, int content, boolean load, boolean store, int... indices) {
      if (!load && !store) {
        return;
      }
      int chain = ids.newId();
      body.op(65, pointer, chain, variable, indices);
      if (load) {
        body.op(61, content, ids.newId(), chain);
      }
      if (store) {
        int value = ids.newId();
        types.op(1, content, value);
        body.op(62, chain, value);
      }
    }

    private void sharedMemory() {
      if (sharedWords > 0) {
        int array = ids.newId();
        int length = uint(sharedWords);
        types.op(28, array, type("uint"), length);
        int variable = variable(4, array, "tile");
        int pointer = pointer(4, type("uint"));
        int chain = ids.newId();
        int zero = uint(0);
        body.op(65, pointer, chain, variable, zero);
        body.op(62, chain, zero);
      }
    }

    private void function() {
      int nothing = type("void");
      int signature = ids.newId();
      types.op(33, signature, nothing);
      types.op(54, nothing, main, 0, signature);
      types.op(248, ids.newId());
      body.op(253);
      body.op(56);
    }
  }
}
