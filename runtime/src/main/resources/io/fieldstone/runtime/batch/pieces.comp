// SPDX-License-Identifier: Apache-2.0
#version 460
#extension GL_EXT_buffer_reference : require
#extension GL_EXT_buffer_reference_uvec2 : require

// Copies pieces of host memory into an area, one after the other, or back: one workgroup a piece.

layout(local_size_x = 64) in;

layout(buffer_reference, std430, buffer_reference_align = 4) buffer Words {
  uint at[];
};

layout(buffer_reference, std430, buffer_reference_align = 16) buffer Quads {
  uvec4 at[];
};

// Where a piece is, where it goes in words of the area, and its words.
layout(set = 0, binding = 0, std430) readonly buffer Table {
  uvec4 pieces[];
};

layout(set = 0, binding = 1, std430) buffer AreaWords {
  uint words[];
};

layout(set = 0, binding = 1, std430) buffer AreaQuads {
  uvec4 quads[];
};

layout(push_constant) uniform Parameters {
  uint first;
  uint count;
  uint back;
};

const uint LANES = 64u;

void copyQuads(Quads host, uint start, uint count) {
  // Four loads before the first store, so that as many are on the bus.
  for (uint i = gl_LocalInvocationID.x; i < count; i += 4u * LANES) {
    uvec4 part[4];
    for (uint k = 0u; k < 4u; k++) {
      uint at = i + k * LANES;
      if (at < count) {
        part[k] = back != 0u ? quads[start + at] : host.at[at];
      }
    }
    for (uint k = 0u; k < 4u; k++) {
      uint at = i + k * LANES;
      if (at < count && back != 0u) {
        host.at[at] = part[k];
      } else if (at < count) {
        quads[start + at] = part[k];
      }
    }
  }
}

void copyWords(Words host, uint start, uint count) {
  for (uint i = gl_LocalInvocationID.x; i < count; i += LANES) {
    if (back != 0u) {
      host.at[i] = words[start + i];
    } else {
      words[start + i] = host.at[i];
    }
  }
}

void main() {
  for (uint p = gl_WorkGroupID.x; p < count; p += gl_NumWorkGroups.x) {
    uvec4 piece = pieces[first + p];
    if (((piece.x >> 2 | piece.z | piece.w) & 3u) == 0u) {
      copyQuads(Quads(piece.xy), piece.z >> 2, piece.w >> 2);
    } else {
      copyWords(Words(piece.xy), piece.z, piece.w);
    }
  }
}
