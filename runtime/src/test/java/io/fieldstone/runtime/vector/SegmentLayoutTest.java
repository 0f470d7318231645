// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentLayoutTest {

  @ParameterizedTest
  @CsvSource({
    "4, 64", "8, 32", "12, 64", "32, 8", "36, 64", "48, 16", "256, 1", "768, 1", "1, 256"
  })
  void aGranuleIsTheFewestElementsThatFillWholeAlignments(int elementBytes, int granule) {
    assertEquals(granule, SegmentLayout.of(elementBytes, 1L << 29).granule());
  }

  @Test
  void aSegmentHoldsAsManyWholeGranulesAsFit() {
    assertEquals(new SegmentLayout(48, 80, 16), SegmentLayout.of(48, 4096));
  }

  @Test
  void aSegmentHoldsOneGranuleAtLeast() {
    assertEquals(new SegmentLayout(48, 16, 16), SegmentLayout.of(48, 1));
  }

  @Test
  void elementsAreFoundBySegmentAndByteOffset() {
    SegmentLayout layout = SegmentLayout.of(48, 4096);
    assertEquals(0, layout.segment(79));
    assertEquals(79 * 48, layout.offset(79));
    assertEquals(1, layout.segment(80));
    assertEquals(0, layout.offset(80));
  }

  @Test
  void runsEndAtTheSegmentsEnd() {
    SegmentLayout layout = SegmentLayout.of(48, 4096);
    assertEquals(80, layout.run(0, 1000));
    assertEquals(1, layout.run(79, 1000));
    assertEquals(80, layout.run(80, 1000));
    assertEquals(3, layout.run(80, 3));
  }

  @Test
  void theNumberOfSegmentsIsRoundedUp() {
    SegmentLayout layout = SegmentLayout.of(48, 4096);
    assertEquals(0, layout.segments(0));
    assertEquals(1, layout.segments(1));
    assertEquals(1, layout.segments(80));
    assertEquals(2, layout.segments(81));
  }

  @Test
  void moreSegmentsThanAnArrayHoldsIsAnException() {
    assertThrows(
        ArithmeticException.class, () -> SegmentLayout.of(48, 4096).segments(Long.MAX_VALUE / 2));
  }

  @Property
  void everySegmentAndGranuleStartsAtAMultipleOfEveryAlignment(
      @ForAll @IntRange(min = 1, max = 1024) int elementBytes,
      @ForAll @LongRange(min = 1, max = 1L << 30) long segmentBytes,
      @ForAll @LongRange(min = 0, max = 1L << 24) long granules) {
    SegmentLayout layout = SegmentLayout.of(elementBytes, segmentBytes);
    assertEquals(0, layout.segmentElements() % layout.granule());
    assertEquals(0, layout.offset(granules * layout.granule()) % 256);
  }

  @Property
  void segmentsHaveNoMoreThanTheirBytesUnlessAGranuleHas(
      @ForAll @IntRange(min = 1, max = 1024) int elementBytes,
      @ForAll @LongRange(min = 1, max = 1L << 30) long segmentBytes) {
    SegmentLayout layout = SegmentLayout.of(elementBytes, segmentBytes);
    assertTrue(
        layout.segmentElements() == layout.granule()
            || layout.segmentElements() * elementBytes <= segmentBytes);
  }

  @Property
  void runsCoverAVectorOnceAndInOrder(
      @ForAll @LongRange(min = 0, max = 5000) long size,
      @ForAll @LongRange(min = 1, max = 8192) long segmentBytes) {
    SegmentLayout layout = SegmentLayout.of(48, segmentBytes);
    int segments = 0;
    long first = 0;
    while (first < size) {
      assertEquals(segments++, layout.segment(first));
      first += layout.run(first, size - first);
    }
    assertEquals(size, first);
    assertEquals(segments, layout.segments(size));
  }
}
