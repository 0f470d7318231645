// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which uses of the same memory, between two barriers, need one more. */
class StretchUsesTest {

  private final StretchUses uses = new StretchUses();

  private boolean conflicts(Access access, long from, long to) {
    return uses.conflicts(1, access, from, to);
  }

  @Test
  void whatIsWrittenIsNeitherReadNorWrittenAgain() {
    uses.note(1, Access.OUT, 10, 20);
    for (Access access : Access.values()) {
      assertTrue(conflicts(access, 10, 20), access.toString());
      assertTrue(conflicts(access, 19, 30), access.toString());
      assertTrue(conflicts(access, 0, 11), access.toString());
      assertFalse(conflicts(access, 20, 30), access.toString());
      assertFalse(conflicts(access, 0, 10), access.toString());
    }
  }

  @Test
  void whatIsReadMayBeReadAgain() {
    uses.note(1, Access.IN, 10, 20);
    assertFalse(conflicts(Access.IN, 10, 20));
    assertTrue(conflicts(Access.OUT, 19, 20));
    assertTrue(conflicts(Access.IN_OUT, 0, 11));
    assertFalse(conflicts(Access.IN_OUT, 20, 21));
  }

  @Test
  void anotherStretchHasNoneOfIt() {
    uses.note(1, Access.IN_OUT, 10, 20);
    assertFalse(uses.conflicts(2, Access.IN_OUT, 10, 20));
    uses.note(2, Access.OUT, 0, 5);
    assertFalse(uses.conflicts(2, Access.IN_OUT, 10, 20));
    assertTrue(uses.conflicts(2, Access.IN, 4, 5));
  }

  @Test
  void whatLiesBetweenUsesCountsAsUsed() {
    uses.note(1, Access.OUT, 0, 5);
    uses.note(1, Access.OUT, 10, 15);
    assertTrue(conflicts(Access.IN, 6, 8));
    assertFalse(conflicts(Access.OUT, 15, 16));
  }

  @Test
  void noBytesMeetNothing() {
    uses.note(1, Access.IN_OUT, 10, 10);
    assertFalse(conflicts(Access.IN_OUT, 0, 100));
    uses.note(1, Access.IN_OUT, 10, 20);
    assertFalse(conflicts(Access.IN_OUT, 15, 15));
  }

  /** One use. */
  private record Use(Access access, long from, long to) {
    boolean meets(Use later) {
      return from < later.to
          && later.from < to
          && (access.writes() || (access.reads() && later.access.writes()));
    }
  }

  /** Against all uses of a stretch, one by one. */
  @Test
  void noConflictIsMissed() {
    Random random = new Random(1);
    List<Access> accesses = List.of(Access.values());
    int without = 0;
    for (int round = 0; round < 2000; round++) {
      List<Use> before = new ArrayList<>();
      long stretch = round + 1L;
      for (int i = 0; i < 6; i++) {
        long from = random.nextInt(40);
        Use use = new Use(accesses.get(random.nextInt(3)), from, from + 1 + random.nextInt(8));
        boolean conflicts = uses.conflicts(stretch, use.access, use.from, use.to);
        if (before.stream().anyMatch(each -> each.meets(use))) {
          assertTrue(conflicts, before + " and then " + use);
        }
        without += conflicts ? 0 : 1;
        before.add(use);
        uses.note(stretch, use.access, use.from, use.to);
      }
    }
    assertTrue(without > 2000, "uses without a barrier: " + without);
  }
}
