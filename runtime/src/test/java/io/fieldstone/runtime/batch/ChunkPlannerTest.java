// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import static io.fieldstone.runtime.device.TransferPath.DEVICE_LOCAL;
import static io.fieldstone.runtime.device.TransferPath.HOST_VISIBLE;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.batch.ChunkPlanner.Chunk;
import io.fieldstone.runtime.batch.ChunkPlanner.Piece;
import io.fieldstone.runtime.batch.ChunkPlanner.Work;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.vector.SegmentLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Examples to read first; then what holds for every batch. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class ChunkPlannerTest {

  /** Elements of 48 bytes in segments of 64; a binding may start at every sixteenth. */
  private static final SegmentLayout FP = new SegmentLayout(48, 64, 16);

  private static final long NO_LIMIT = Long.MAX_VALUE;

  private static Work add(long elements, TransferPath path) {
    return new Work("add", elements, CallLayout.alike(3, FP), path, Staging.NONE, 1);
  }

  private static Work neg(long elements, TransferPath path) {
    return new Work("neg", elements, CallLayout.alike(3, FP), path, Staging.NONE, 1);
  }

  private static Chunk chunk(TransferPath path, Piece... pieces) {
    long elements = 0;
    for (Piece piece : pieces) {
      elements += piece.count();
    }
    return new Chunk(path, Staging.NONE, List.of(pieces), elements);
  }

  @Test
  void anyNumberOfStagedJobsShareAChunk() {
    List<Work> works =
        Collections.nCopies(
            1000, new Work("add", 3, CallLayout.alike(3, FP), HOST_VISIBLE, Staging.BY_HOST, 1));
    List<Chunk> chunks = ChunkPlanner.plan(works, 2000, NO_LIMIT, true);
    assertEquals(2, chunks.size());
    assertEquals(667, chunks.get(0).pieces().size());
    assertEquals(new Piece(666, 0, 2), chunks.get(0).pieces().get(666));
    assertEquals(new Piece(666, 2, 1), chunks.get(1).pieces().get(0));
  }

  @Test
  void aJobThatFitsIsOneChunk() {
    assertEquals(
        List.of(chunk(HOST_VISIBLE, new Piece(0, 0, 50))),
        ChunkPlanner.plan(List.of(add(50, HOST_VISIBLE)), 100, NO_LIMIT, true));
  }

  @Test
  void aLargeJobIsSplit() {
    assertEquals(
        List.of(
            chunk(DEVICE_LOCAL, new Piece(0, 0, 20)),
            chunk(DEVICE_LOCAL, new Piece(0, 20, 20)),
            chunk(DEVICE_LOCAL, new Piece(0, 40, 10))),
        ChunkPlanner.plan(List.of(add(50, DEVICE_LOCAL)), 20, NO_LIMIT, true));
  }

  @Test
  void whereTheKernelReadsHostMemoryChunksAreRoundedUpToWhereABindingCanStart() {
    assertEquals(
        List.of(
            chunk(HOST_VISIBLE, new Piece(0, 0, 32)), chunk(HOST_VISIBLE, new Piece(0, 32, 18))),
        ChunkPlanner.plan(List.of(add(50, HOST_VISIBLE)), 20, NO_LIMIT, true));
  }

  @Test
  void smallJobsOfOneKindAreMergedAndTheLastOneIsCutToFillTheChunk() {
    assertEquals(
        List.of(
            chunk(DEVICE_LOCAL, new Piece(0, 0, 8), new Piece(1, 0, 8), new Piece(2, 0, 4)),
            chunk(DEVICE_LOCAL, new Piece(2, 4, 4))),
        ChunkPlanner.plan(
            List.of(add(8, DEVICE_LOCAL), add(8, DEVICE_LOCAL), add(8, DEVICE_LOCAL)),
            20,
            NO_LIMIT,
            true));
  }

  @Test
  void aJobInHostMemoryIsOnlyCutWhereABindingCanStart() {
    assertEquals(
        List.of(
            chunk(HOST_VISIBLE, new Piece(0, 0, 8), new Piece(1, 0, 16)),
            chunk(HOST_VISIBLE, new Piece(1, 16, 24))),
        ChunkPlanner.plan(
            List.of(add(8, HOST_VISIBLE), add(40, HOST_VISIBLE)), 32, NO_LIMIT, true));
  }

  @Test
  void withoutMergingEachJobHasItsOwnChunks() {
    assertEquals(
        List.of(chunk(DEVICE_LOCAL, new Piece(0, 0, 8)), chunk(DEVICE_LOCAL, new Piece(1, 0, 8))),
        ChunkPlanner.plan(
            List.of(add(8, DEVICE_LOCAL), add(8, DEVICE_LOCAL)), 20, NO_LIMIT, false));
  }

  @Test
  void anotherKernelStartsAnotherChunk() {
    assertEquals(
        List.of(
            chunk(DEVICE_LOCAL, new Piece(0, 0, 8)),
            chunk(DEVICE_LOCAL, new Piece(1, 0, 8)),
            chunk(DEVICE_LOCAL, new Piece(2, 0, 8))),
        ChunkPlanner.plan(
            List.of(add(8, DEVICE_LOCAL), neg(8, DEVICE_LOCAL), add(8, DEVICE_LOCAL)),
            20,
            NO_LIMIT,
            true));
  }

  @Test
  void anotherPathStartsAnotherChunk() {
    assertEquals(
        List.of(chunk(DEVICE_LOCAL, new Piece(0, 0, 8)), chunk(HOST_VISIBLE, new Piece(1, 0, 8))),
        ChunkPlanner.plan(List.of(add(8, DEVICE_LOCAL), add(8, HOST_VISIBLE)), 20, NO_LIMIT, true));
  }

  @Test
  void piecesEndWhereTheirSegmentEnds() {
    assertEquals(
        List.of(chunk(DEVICE_LOCAL, new Piece(0, 0, 64), new Piece(0, 64, 36))),
        ChunkPlanner.plan(List.of(add(100, DEVICE_LOCAL)), 100, NO_LIMIT, true));
  }

  @Test
  void jobsWithoutElementsNeedNoChunk() {
    assertEquals(List.of(), ChunkPlanner.plan(List.of(add(0, HOST_VISIBLE)), 1, NO_LIMIT, true));
    assertEquals(List.of(), ChunkPlanner.plan(List.of(), 1, NO_LIMIT, true));
  }

  @Test
  void aChunkHasAtMostSixtyFourPieces() {
    List<Chunk> chunks =
        ChunkPlanner.plan(Collections.nCopies(65, add(1, DEVICE_LOCAL)), 1000, NO_LIMIT, true);
    assertEquals(List.of(64L, 1L), chunks.stream().map(Chunk::elements).toList());
  }

  @Test
  void noChunkIsLargerThanABinding() {
    assertEquals(
        List.of(
            chunk(HOST_VISIBLE, new Piece(0, 0, 32)), chunk(HOST_VISIBLE, new Piece(0, 32, 18))),
        ChunkPlanner.plan(List.of(add(50, HOST_VISIBLE)), NO_LIMIT, 47, true));
    assertEquals(
        List.of(chunk(DEVICE_LOCAL, new Piece(0, 0, 47)), chunk(DEVICE_LOCAL, new Piece(0, 47, 3))),
        ChunkPlanner.plan(List.of(add(50, DEVICE_LOCAL)), NO_LIMIT, 47, true));
  }

  @ParameterizedTest
  @EnumSource(
      value = TransferPath.class,
      names = {"HOST_VISIBLE", "DEVICE_LOCAL"})
  void aBindingOfLessThanAGranuleIsRefused(TransferPath path) {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ChunkPlanner.plan(List.of(add(50, path)), 100, 15, true));
    assertEquals("a binding covers 15 elements, but can only start at every 16", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void aChunkOfNothingIsRefused(long chunkElements) {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ChunkPlanner.plan(List.of(add(50, DEVICE_LOCAL)), chunkElements, 100, true));
    assertEquals("a chunk cannot have " + chunkElements + " elements", e.getMessage());
  }

  /** The arguments of one call of the planner. */
  record Batch(List<Work> works, long chunkElements, long bindingElements, boolean merge) {
    List<Chunk> plan() {
      return ChunkPlanner.plan(works, chunkElements, bindingElements, merge);
    }
  }

  /** Jobs of one kind have one layout, as those of one kernel and field do. */
  private static final List<SegmentLayout> LAYOUTS =
      List.of(FP, SegmentLayout.of(4, 1000), SegmentLayout.of(32, 1), SegmentLayout.of(36, 9000));

  private static final int LARGEST_GRANULE =
      LAYOUTS.stream().mapToInt(SegmentLayout::granule).max().orElseThrow();

  @Provide
  Arbitrary<Batch> batches() {
    Arbitrary<Work> works =
        Combinators.combine(
                Arbitraries.integers().between(0, LAYOUTS.size() - 1),
                Arbitraries.oneOf(
                    Arbitraries.longs().between(0, 700),
                    Arbitraries.of(0L, 1L, 15L, 16L, 17L, 64L, 65L, 256L)),
                Arbitraries.of(HOST_VISIBLE, DEVICE_LOCAL),
                Arbitraries.of(Staging.class))
            .as(
                (kind, elements, path, staging) ->
                    new Work(
                        kind, elements, CallLayout.alike(2, LAYOUTS.get(kind)), path, staging, 1));
    Arbitrary<List<Work>> jobs =
        Arbitraries.oneOf(
            works.list().ofMaxSize(10), works.map(work -> Collections.nCopies(130, work)));
    return Combinators.combine(
            jobs, upTo(1, 1500), upTo(LARGEST_GRANULE, 1500), Arbitraries.of(true, false))
        .as(Batch::new);
  }

  private static Arbitrary<Long> upTo(long least, long most) {
    return Arbitraries.frequencyOf(
        Tuple.of(9, Arbitraries.longs().between(least, most)),
        Tuple.of(1, Arbitraries.of(Long.MAX_VALUE, Long.MAX_VALUE - 1, 1L << 40)));
  }

  @Property
  void everyElementOfEveryJobIsCoveredOnceAndInOrder(@ForAll("batches") Batch batch) {
    long[] covered = new long[batch.works().size()];
    int last = 0;
    for (Chunk chunk : batch.plan()) {
      for (Piece piece : chunk.pieces()) {
        assertTrue(piece.call() >= last, "jobs come in the order of the batch");
        last = piece.call();
        assertEquals(covered[piece.call()], piece.first());
        covered[piece.call()] += piece.count();
      }
    }
    assertEquals(
        batch.works().stream().map(Work::elements).toList(),
        LongStream.of(covered).boxed().toList());
  }

  @Property
  void jobsThatRepeatArePlannedAsEachForItself(
      @ForAll("batches") Batch batch, @ForAll @IntRange(min = 1, max = 70) int times) {
    List<Work> runs = new ArrayList<>();
    List<Work> each = new ArrayList<>();
    for (Work work : batch.works().subList(0, Math.min(5, batch.works().size()))) {
      runs.add(
          new Work(
              work.kind(), work.elements(), work.layout(), work.path(), work.staging(), times));
      each.addAll(Collections.nCopies(times, work));
    }
    assertEquals(
        ChunkPlanner.plan(each, batch.chunkElements(), batch.bindingElements(), batch.merge()),
        ChunkPlanner.plan(runs, batch.chunkElements(), batch.bindingElements(), batch.merge()));
  }

  @Property
  void noChunkExceedsTheRoomThatAJobOfItsKindHas(@ForAll("batches") Batch batch) {
    for (Chunk chunk : batch.plan()) {
      long granule = batch.works().get(chunk.pieces().get(0).call()).layout().granule();
      assertTrue(chunk.elements() <= batch.bindingElements());
      if (chunk.path() == DEVICE_LOCAL || chunk.staged()) {
        assertTrue(chunk.elements() <= batch.chunkElements());
      } else {
        assertTrue(chunk.elements() - batch.chunkElements() < granule);
      }
    }
  }

  @Property
  void noPieceThatTheDeviceGetsAtStraddlesASegment(@ForAll("batches") Batch batch) {
    for (Chunk chunk : batch.plan()) {
      for (Piece piece : chunk.staging() == Staging.BY_HOST ? List.<Piece>of() : chunk.pieces()) {
        SegmentLayout layout = batch.works().get(piece.call()).layout().operand(0);
        assertEquals(
            layout.segment(piece.first()), layout.segment(piece.first() + piece.count() - 1));
      }
    }
  }

  @Property
  void inHostMemoryEveryPieceStartsWhereABindingCan(@ForAll("batches") Batch batch) {
    for (Chunk chunk : batch.plan()) {
      for (Piece piece : chunk.pieces()) {
        if (chunk.path() == HOST_VISIBLE && chunk.staging() == Staging.NONE) {
          SegmentLayout layout = batch.works().get(piece.call()).layout().operand(0);
          assertEquals(0, piece.first() % layout.granule());
          assertEquals(0, layout.offset(piece.first()) % 256);
        }
      }
    }
  }

  @Property
  void kindsAndWaysAreNeverMixed(@ForAll("batches") Batch batch) {
    for (Chunk chunk : batch.plan()) {
      List<Work> works =
          chunk.pieces().stream().map(piece -> batch.works().get(piece.call())).toList();
      assertEquals(1, works.stream().map(Work::kind).collect(toSet()).size());
      assertTrue(works.stream().allMatch(work -> work.path() == chunk.path()));
      assertTrue(works.stream().allMatch(work -> work.staging() == chunk.staging()));
    }
  }

  @Property
  void withoutMergingNoChunkHasTwoJobs(@ForAll("batches") Batch batch) {
    if (!batch.merge()) {
      for (Chunk chunk : batch.plan()) {
        assertEquals(1, chunk.pieces().stream().map(Piece::call).distinct().count());
      }
    }
  }

  @Property
  void chunksHavePiecesOfOneElementAtLeastAndAtMostSixtyFourUnlessStaged(
      @ForAll("batches") Batch batch) {
    for (Chunk chunk : batch.plan()) {
      assertFalse(chunk.pieces().isEmpty());
      assertTrue(
          chunk.pieces().size()
              <= switch (chunk.staging()) {
                case NONE -> ChunkPlanner.MAX_PIECES;
                case BY_DEVICE -> ChunkPlanner.MAX_GATHERED;
                case BY_HOST -> Integer.MAX_VALUE;
              });
      assertTrue(chunk.pieces().stream().allMatch(piece -> piece.count() > 0));
      assertEquals(chunk.pieces().stream().mapToLong(Piece::count).sum(), chunk.elements());
    }
  }
}
