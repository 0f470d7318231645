// SPDX-License-Identifier: Apache-2.0
//
// Division by x^n - s: coefficient k of the dividend goes with k - n, k - 2n, ..., so that there
// are n columns, each of them Horner's rule at s. A thread has a chunk of one column.
//
//   totals[c * n + i]    what chunk c of column i comes to, from carries[c * n + i] above it
//   quotient[k]          what is above a[k] in its column
//
// Whoever includes this defines BINOMIAL_BUFFERS, BINOMIAL_ABOVE(thread, sum), which has what is
// above a chunk, BINOMIAL_EACH(index, sum), which has what is above an element, and
// BINOMIAL_TOTAL(thread, sum).

#include "fieldstone/glsl/memory/element_access.glsl"
#include "fieldstone/glsl/field/linear.glsl"

layout(local_size_x = 64) in;

layout(push_constant) uniform PushConstants {
  uint count;
  uint columns;
  uint rows;
  uint chunk_rows;
  uint index_of_power;
  BINOMIAL_CONSTANTS
};

BINOMIAL_BUFFERS

void main() {
  FieldElement element;
  FIELD_ELEMENT_LOAD(index_of_power, power_vectors, element)
  FieldFactor power = field_factor_of_montgomery(element);
  uint chunks = (rows + chunk_rows - 1u) / chunk_rows;
  for (uint thread = gl_GlobalInvocationID.x; thread < chunks * columns;
       thread += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
    uint chunk = thread / columns;
    uint column = thread - chunk * columns;
    FieldFactor sum = field_factor_zero();
    BINOMIAL_ABOVE(thread, sum)
    uint end = min(rows, (chunk + 1u) * chunk_rows);
    for (uint row = end; row > chunk * chunk_rows; row--) {
      uint index = (row - 1u) * columns + column;
      // the highest row may be a short one
      if (index < count) {
        BINOMIAL_EACH(index, sum)
        FIELD_ELEMENT_LOAD(index, a_vectors, element)
        sum = field_factor_add(field_factor_mul(sum, power), field_linear_of(element));
      }
    }
    BINOMIAL_TOTAL(thread, sum)
  }
}
