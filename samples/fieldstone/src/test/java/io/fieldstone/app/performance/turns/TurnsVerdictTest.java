// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.turns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsVerdictTest {

  private static final double TOLERANCE = 0.05;

  /** Rounds that differ by some percent, with a few that are far off. */
  private static Turns noisy(int rounds, double noise, long seed) {
    Random random = new Random(seed);
    return new Turns(
        IntStream.range(0, 10)
            .mapToObj(
                row ->
                    new Turns.Row(
                        "row " + row,
                        IntStream.range(0, rounds)
                            .mapToObj(
                                round ->
                                    Math.exp(
                                        noise
                                            * random.nextGaussian()
                                            * (random.nextInt(20) == 0 ? 3 : 1)))
                            .toList(),
                        1000))
            .toList());
  }

  @Test
  void noiseIsNoChange() {
    long changed =
        IntStream.range(0, 200)
            .mapToObj(seed -> TurnsVerdict.of(noisy(8, 0.1, seed), TOLERANCE))
            .filter(verdict -> verdict.isSlower() || verdict.isFaster())
            .count();
    assertTrue(changed <= 4, changed + " of 200");
  }

  @Test
  void aPlantedSlowdownIsFound() {
    long found =
        IntStream.range(0, 200)
            .mapToObj(seed -> TurnsVerdict.of(noisy(8, 0.1, seed).slower(0.2), TOLERANCE))
            .filter(verdict -> verdict.isSlower() && !verdict.isFaster())
            .count();
    assertTrue(found >= 198, found + " of 200");
  }

  @Test
  void oneSlowRowIsFoundAmongOthers() {
    Turns quiet = noisy(8, 0.02, 1);
    List<Turns.Row> rows = new java.util.ArrayList<>(quiet.rows());
    rows.set(3, new Turns(rows).slower(0.2).rows().get(3));
    TurnsVerdict verdict = TurnsVerdict.of(new Turns(rows), TOLERANCE);
    assertEquals(
        List.of("row 3"),
        verdict.rows().stream()
            .filter(TurnsVerdict.Row::isSlower)
            .map(TurnsVerdict.Row::name)
            .toList());
    assertFalse(verdict.all().isSlower());
    assertTrue(verdict.sentence().startsWith("1 slower, 0 faster, of 10 compared in 8 rounds; "));
  }

  @Test
  void smallChangesDoNotCount() {
    TurnsVerdict verdict = TurnsVerdict.of(noisy(8, 0.001, 1).slower(0.04), TOLERANCE);
    assertFalse(verdict.isSlower());
    assertTrue(verdict.all().probability() < 0.01);
    assertTrue(verdict.sentence().startsWith("No change beyond noise, "), verdict.sentence());
  }

  @Test
  void whatBecameFasterIsNoRegression() {
    TurnsVerdict verdict = TurnsVerdict.of(noisy(8, 0.02, 1).slower(-0.2), TOLERANCE);
    assertTrue(verdict.isFaster());
    assertFalse(verdict.isSlower());
    assertEquals("faster", verdict.all().verdict());
  }

  @Test
  void roundsThatAreAlikeAreJudgedToo() {
    Turns same = new Turns(List.of(new Turns.Row("row", List.of(1.0, 1.0, 1.0, 1.0), 1)));
    assertEquals("no change", TurnsVerdict.of(same, TOLERANCE).rows().get(0).verdict());
    assertTrue(TurnsVerdict.of(same.slower(0.2), TOLERANCE).isSlower());
  }
}
