// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import java.util.List;
import java.util.Optional;

/**
 * A push-constant block.
 *
 * @param members its members with offsets
 */
public record PushConstantBlock(List<SpirvType.Member> members) {

  /** Returns the member at {@code offset}. */
  public Optional<SpirvType.Member> memberAt(int offset) {
    return members.stream()
        .filter(m -> m.offset().isPresent() && m.offset().getAsInt() == offset)
        .findFirst();
  }
}
