// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import java.util.LinkedHashMap;
import java.util.Map;

/** Shaders that between them declare whatever the reader looks at. */
final class GlslSamples {

  static final Map<String, String> ALL = new LinkedHashMap<>();

  static {
    ALL.put(
        "structures.comp",
        """
        #version 450
        layout(local_size_x_id = 7, local_size_y = 2) in;
        layout(constant_id = 0) const uint COUNT = 4;
        layout(constant_id = 1) const bool FLAG = true;
        layout(constant_id = 2) const float SCALE = 1.5;
        layout(constant_id = 3) const int SHIFT = -3;
        struct Pair { uvec2 low; vec3 high; mat3x2 turn; };
        layout(push_constant) uniform Push {
          uint count;
          layout(offset = 16) vec4 v;
          ivec2 steps[3];
          mat2 turn;
          Pair pair;
          float last;
        };
        layout(set = 1, binding = 3) readonly buffer A { uint head; Pair pairs[4]; vec2 tail[]; } a;
        layout(set = 0, binding = 2) buffer B { readonly uint first; writeonly ivec4 rest[][3]; } b;
        layout(set = 2, binding = 0) writeonly buffer C { uint sized[COUNT]; uint twice[COUNT * 2]; } c;
        void main() {
          uint i = gl_GlobalInvocationID.x;
          if (i < count && FLAG) {
            c.sized[i] = a.head + b.first + floatBitsToUint(a.tail[i].x * SCALE * v.x * pair.high.z);
            c.twice[i] = a.pairs[i & 3].low.x + uint(steps[1].y + SHIFT) + uint(turn[0][1] + last);
            b.rest[i][1] = ivec4(SHIFT);
          }
        }
        """);
    ALL.put(
        "widths.comp",
        """
        #version 450
        #extension GL_EXT_shader_explicit_arithmetic_types : require
        #extension GL_EXT_shader_8bit_storage : require
        #extension GL_EXT_shader_16bit_storage : require
        layout(local_size_x = 4, local_size_y = 3, local_size_z_id = 9) in;
        layout(constant_id = 10) const uint64_t WIDE = 0xfedcba9876543210UL;
        layout(constant_id = 11) const int64_t NEGATIVE = -5L;
        layout(constant_id = 12) const double HALF = 0.5lf;
        layout(constant_id = 13) const uint16_t SHORT = uint16_t(65535);
        layout(constant_id = 14) const int16_t MINUS = int16_t(-7);
        layout(constant_id = 15) const uint8_t BYTE = uint8_t(200);
        layout(push_constant) uniform Push { uint64_t a; uint8_t b; int16_t c; float16_t d; double e; i64vec3 f; };
        layout(binding = 0) readonly buffer A { uint8_t bytes[]; };
        layout(binding = 1) readonly buffer B { i16vec2 shorts[]; };
        layout(binding = 2) restrict coherent buffer C { u64vec2 longs[]; };
        layout(binding = 3) writeonly buffer D { f16vec4 halves[]; };
        layout(binding = 4) volatile buffer E { double doubles[]; };
        void main() {
          uint i = gl_GlobalInvocationID.x;
          longs[i].x += WIDE + a + uint64_t(bytes[i]) + uint64_t(NEGATIVE) + uint64_t(f.z);
          halves[i] = f16vec4(d) + f16vec4(float16_t(shorts[i].y + c + MINUS));
          doubles[i] += HALF * e + double(SHORT + uint16_t(BYTE) + uint16_t(b));
        }
        """);
    ALL.put(
        "resources.comp",
        """
        #version 450
        layout(local_size_x = 64) in;
        layout(set = 0, binding = 0, rgba8) uniform writeonly image2D picture;
        layout(set = 0, binding = 1) uniform sampler2D combined;
        layout(set = 0, binding = 2) uniform texture2D separate;
        layout(set = 0, binding = 3) uniform sampler filtering;
        layout(set = 0, binding = 4) uniform Settings { mat4 turn; vec4 shift; };
        layout(set = 1, binding = 0) readonly buffer Many { uint words[]; } many[3];
        layout(set = 1, binding = 1, r32ui) uniform uimageBuffer texels;
        layout(set = 1, binding = 2) uniform sampler2D several[2];
        layout(set = 1, binding = 5) buffer Out { uint out_words[]; };
        void main() {
          ivec2 at = ivec2(gl_GlobalInvocationID.xy);
          vec4 color = texelFetch(combined, at, 0) + textureLod(sampler2D(separate, filtering), shift.xy, 0);
          imageStore(picture, at, turn * color + texelFetch(several[1], at, 0));
          out_words[at.x] = many[0].words[at.x] + many[1].words[0] + imageLoad(texels, at.x).x;
        }
        """);
    ALL.put(
        "functions.comp",
        """
        #version 450
        #extension GL_KHR_shader_subgroup_arithmetic : require
        #extension GL_KHR_shader_subgroup_ballot : require
        layout(local_size_x_id = 0, local_size_y_id = 1, local_size_z_id = 2) in;
        layout(binding = 0) readonly buffer A { uint a[]; };
        layout(binding = 1) buffer Counters { uint total; uint most[]; } counters;
        layout(binding = 2) buffer Out { uint words[]; } result;
        shared uint tile[256];
        uint load(uint i) { return a[i]; }
        void count(inout uint sum, uint i) { sum += load(i); }
        void main() {
          uint i = gl_GlobalInvocationID.x;
          uint sum = 0;
          count(sum, i);
          tile[gl_LocalInvocationIndex] = sum;
          barrier();
          atomicAdd(counters.total, subgroupAdd(tile[i & 255u]));
          atomicMax(counters.most[0], sum);
          if (subgroupElect()) {
            result.words[gl_WorkGroupID.x] = uint(result.words.length()) + subgroupBallot(true).x;
          }
        }
        """);
    ALL.put(
        "rounding.comp",
        """
        #version 450
        #extension GL_EXT_spirv_intrinsics : require
        #extension GL_EXT_shader_explicit_arithmetic_types : require
        spirv_execution_mode(
            extensions = ["SPV_KHR_float_controls"], capabilities = [4468], 4463, 64);
        layout(local_size_x = 32) in;
        layout(push_constant) uniform Push { uint count; uint first_workgroup; };
        layout(binding = 0) readonly buffer A { u32vec4 a[]; };
        layout(binding = 1) writeonly buffer Out { u64vec2 words[]; };
        void main() {
          uint i = gl_GlobalInvocationID.x;
          precise double high = fma(double(a[i].x), double(a[i].y), 0x1p104lf);
          precise double low = fma(double(a[i].x), double(a[i].y), 0x1p104lf - high);
          words[first_workgroup + gl_WorkGroupID.x] =
              u64vec2(doubleBitsToUint64(high), doubleBitsToUint64(low));
        }
        """
            .replace("0x1p104lf", "20282409603651670423947251286016.0lf"));
    ALL.put(
        "empty.comp",
        """
        #version 450
        void main() {}
        """);
  }

  private GlslSamples() {}
}
