// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.spirv.SpirvType;
import io.fieldstone.processor.spirv.SpirvType.Member;
import io.fieldstone.processor.spirv.SpirvType.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether the members of a struct that stands for an element follow one another as the parts of
 * elements do: x before y, c0 before c1.
 */
final class TupleOrder {

  private static final Pattern PART = Pattern.compile("[xy]|c[0-9]+|[a-z]\\.?[0-9]+");

  private TupleOrder() {}

  /** Returns what is out of order in {@code element}, if it is a struct. */
  static Optional<String> of(SpirvType element) {
    if (!(element instanceof Struct struct)) {
      return Optional.empty();
    }
    List<Member> members = struct.members();
    for (int m = 1; m < members.size(); m++) {
      Member earlier = members.get(m - 1);
      Member later = members.get(m);
      if (Integer.compareUnsigned(later.offset().orElse(0), earlier.offset().orElse(0)) < 0) {
        return Optional.of(
            "'"
                + later.name()
                + "' of '"
                + struct.describe()
                + "' is at offset "
                + Integer.toUnsignedString(later.offset().orElse(0))
                + ", before '"
                + earlier.name()
                + "'");
      }
    }
    return namesOutOfOrder(struct);
  }

  private static Optional<String> namesOutOfOrder(Struct struct) {
    List<String> parts = new ArrayList<>();
    for (Member member : struct.members()) {
      if (!PART.matcher(member.name()).matches()) {
        return Optional.empty();
      }
      parts.add(member.name());
    }
    for (int m = 1; m < parts.size(); m++) {
      if (isAfter(parts.get(m - 1), parts.get(m))) {
        return Optional.of(
            "'"
                + parts.get(m - 1)
                + "' of '"
                + struct.describe()
                + "' is before '"
                + parts.get(m)
                + "'");
      }
    }
    return Optional.empty();
  }

  /** By the letter, then by the number. */
  private static boolean isAfter(String earlier, String later) {
    int letter = Character.compare(earlier.charAt(0), later.charAt(0));
    int length = Integer.compare(earlier.length(), later.length());
    return letter != 0 ? letter > 0 : length != 0 ? length > 0 : earlier.compareTo(later) > 0;
  }
}
