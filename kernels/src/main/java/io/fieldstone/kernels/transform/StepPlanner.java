// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.kernels.transform.PassMap.Multiplier;
import io.fieldstone.runtime.Kernel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a plan into the passes of one transform.
 *
 * <p>With three passes, index i of an element is i1 i2 i3, most significant bits first, of as many
 * bits as the plan's radices, and index k of a result k3 k2 k1; an overline is for reversed bits.
 * Passes that read natural order go from i1 on, and leave each element where it was read:
 *
 * <pre>
 *   i1 i2 i3  ->  ~k1 i2 i3  ->  ~k1 ~k2 i3  ->  ~k1 ~k2 ~k3       the index k with its bits reversed
 * </pre>
 *
 * and those that read reversed bits go from i1 on too, which lies in the last place then:
 *
 * <pre>
 *   ~i3 ~i2 ~i1  ->  ~i3 ~i2 k1'  ->  ~i3 k2' k1'  ->  k3' k2' k1'   the index of the result
 * </pre>
 *
 * Where neither order changes, the last pass writes to another place than it reads from.
 */
final class StepPlanner<F> {

  private final TransformPlan plan;
  private final Order order;
  private final boolean sideBySide;
  private final boolean oneTable;
  private final PassKernels<F> kernels;
  private final int logTile;
  private final FactorTable<F> nothing;
  private final List<FactorTable<F>> twiddles;
  private final @Nullable FactorTable<F> inputs;
  private final @Nullable FactorTable<F> outputs;

  /**
   * Plans passes.
   *
   * @param sideBySide whether several transforms lie side by side
   * @param oneTable whether roots of layers are one table
   * @param kernels what makes the passes
   * @param logTile log2 of what their workgroups hold
   * @param nothing a table that stands for none
   * @param twiddles what is between each pass and the next one; none if nothing is
   * @param inputs what the elements are multiplied with, by index
   * @param outputs what the results are multiplied with, by index; a table of one element is for
   *     all of them, and is one divided by the size
   */
  StepPlanner(
      TransformPlan plan,
      Order order,
      boolean sideBySide,
      boolean oneTable,
      PassKernels<F> kernels,
      int logTile,
      FactorTable<F> nothing,
      List<FactorTable<F>> twiddles,
      @Nullable FactorTable<F> inputs,
      @Nullable FactorTable<F> outputs) {
    this.plan = plan;
    this.order = order;
    this.sideBySide = sideBySide;
    this.oneTable = oneTable;
    this.kernels = kernels;
    this.logTile = logTile;
    this.nothing = nothing;
    this.twiddles = twiddles;
    // The first pass of parts of a vector may run while others are uploaded, and the last does not.
    boolean early = isFactor(outputs) && inputs == null && order == Order.REVERSED_TO_NATURAL;
    this.inputs = early ? outputs : inputs;
    this.outputs = early ? null : outputs;
  }

  /** Returns whether a table is of one factor, which may be multiplied with in any pass. */
  private static boolean isFactor(@Nullable FactorTable<?> table) {
    return table != null && table.length() == 1;
  }

  /** Returns whether the last pass cannot write where it reads. */
  boolean lastMoves() {
    return plan.passes() > 1 && order.moves();
  }

  List<Step<F>> steps() {
    List<Integer> passes = plan.order(order.readsReversed());
    List<Step<F>> steps = new ArrayList<>();
    for (int i = 0; i < passes.size(); i++) {
      steps.add(step(passes.get(i), i == 0, i == passes.size() - 1));
    }
    return steps;
  }

  private Step<F> step(int pass, boolean first, boolean last) {
    boolean reversed = order.readsReversed();
    boolean moves = last && lastMoves();
    int stride = plan.logStride(pass);
    // The pass that moves goes from rows to columns in natural order, else from columns to rows.
    int loadStride = moves && !reversed ? 0 : stride;
    int storeStride = !moves ? stride : reversed ? 0 : plan.logSize() - plan.logRadix(pass);
    FactorTable<F> before = before(pass, first);
    FactorTable<F> after = after(pass, last);
    PassMap load =
        new PassMap(
            loadStride,
            moves && !reversed,
            reversed,
            along(loadStride),
            multiplier(before, first, reversed),
            before.logWindow());
    PassMap store =
        new PassMap(
            storeStride,
            moves && reversed,
            last ? order.writesReversed() : !reversed,
            along(storeStride),
            multiplier(after, last, order.writesReversed()),
            after.logWindow());
    return new Step<>(
        plan.logRadix(pass),
        load.word(),
        store.word(),
        before,
        after,
        kernel(pass, load, store, true),
        kernel(pass, load, store, false));
  }

  private Kernel<F> kernel(int pass, PassMap load, PassMap store, boolean inPlace) {
    // workgroups with long elements, whose kernels take longest to make, gain nothing by the size
    boolean isKnown = plan.multipliesBetween() ? kernels.areShaped() : plan.isOfThreads();
    int logRadix = isKnown ? plan.logRadix(pass) : 0;
    PassShape shape = new PassShape(logRadix, load, store, inPlace, !sideBySide, oneTable);
    return kernels.of(shape, logTile);
  }

  /** Returns what elements are multiplied with before a pass. */
  private FactorTable<F> before(int pass, boolean first) {
    if (first) {
      return inputs == null ? nothing : inputs;
    }
    return order.readsReversed() && !twiddles.isEmpty() ? twiddles.get(pass) : nothing;
  }

  /** Returns what results are multiplied with after a pass. */
  private FactorTable<F> after(int pass, boolean last) {
    if (last) {
      return outputs == null ? nothing : outputs;
    }
    return order.readsReversed() || twiddles.isEmpty() ? nothing : twiddles.get(pass);
  }

  private Multiplier multiplier(FactorTable<F> table, boolean outermost, boolean reversed) {
    if (table.vector() == nothing.vector()) {
      return Multiplier.NOTHING;
    }
    if (!outermost) {
      return Multiplier.PRODUCT;
    }
    if (isFactor(table)) {
      return plan.halves() ? Multiplier.HALVES : Multiplier.CONSTANT;
    }
    return reversed ? Multiplier.REVERSED : Multiplier.LOCATION;
  }

  private boolean along(int stride) {
    return stride == 0 && !sideBySide;
  }
}
