// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A push-constant block.
 *
 * @param members its members with offsets
 * @param used which of them the entry point reads, by their place in {@code members}
 */
public record PushConstantBlock(List<SpirvType.Member> members, Set<Integer> used) {

  /** Returns whether the entry point reads what is at {@code offset}. */
  public boolean uses(int offset) {
    return used.stream()
        .map(members::get)
        .anyMatch(m -> m.offset().isPresent() && m.offset().getAsInt() == offset);
  }

  /** Returns the member at {@code offset}. */
  public Optional<SpirvType.Member> memberAt(int offset) {
    return members.stream()
        .filter(m -> m.offset().isPresent() && m.offset().getAsInt() == offset)
        .findFirst();
  }
}
