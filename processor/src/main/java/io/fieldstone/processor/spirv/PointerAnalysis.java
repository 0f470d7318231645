// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import io.fieldstone.processor.spirv.FunctionTable.Body;
import io.fieldstone.processor.spirv.FunctionTable.Call;
import io.fieldstone.processor.spirv.FunctionTable.Derivation;
import io.fieldstone.processor.spirv.ShaderResource.Usage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what an entry point does with a global variable, by following every pointer that is made
 * from it through all functions that the entry point reaches. The answer errs towards more use,
 * never towards less.
 */
final class PointerAnalysis {

  /** Stands for an index into any part. */
  static final int WHOLE = 0;

  /** Made from whom: the way back of every pointer. */
  private final Map<Integer, List<Integer>> bases = new HashMap<>();

  /** The constants that first index into a pointer; {@link #WHOLE} for any part. */
  private final Map<Integer, Set<Integer>> indices = new HashMap<>();

  private final Set<Integer> reads;
  private final Set<Integer> writes;
  private final Set<Integer> mentions;
  private final Set<Influence> influences = EnumSet.noneOf(Influence.class);

  PointerAnalysis(FunctionTable functions, int entryFunction) {
    Set<Integer> read = new HashSet<>();
    Set<Integer> written = new HashSet<>();
    Set<Integer> mentioned = new HashSet<>();
    Set<Integer> reached = new HashSet<>(Set.of(entryFunction));
    Deque<Integer> pending = new ArrayDeque<>(reached);
    while (!pending.isEmpty()) {
      Body body = functions.body(pending.remove());
      if (body == null) {
        continue;
      }
      influences.addAll(body.influences);
      read.addAll(body.reads);
      written.addAll(body.writes);
      mentioned.addAll(body.mentions);
      addEdges(body, functions, mentioned);
      for (Call call : body.calls) {
        if (reached.add(call.callee())) {
          pending.add(call.callee());
        }
      }
    }
    read.forEach(pointer -> index(pointer, WHOLE));
    reads = origins(read);
    writes = origins(written);
    mentions = origins(mentioned);
  }

  private void addEdges(Body body, FunctionTable functions, Set<Integer> mentioned) {
    for (Derivation derivation : body.derivations) {
      edge(derivation.base(), derivation.derived());
      index(derivation.base(), derivation.index());
      mentioned.add(derivation.base());
    }
    for (Call call : body.calls) {
      mentioned.addAll(call.arguments());
      call.arguments().forEach(argument -> index(argument, WHOLE));
      Body callee = functions.body(call.callee());
      if (callee != null) {
        int count = Math.min(callee.parameters.size(), call.arguments().size());
        for (int p = 0; p < count; p++) {
          edge(call.arguments().get(p), callee.parameters.get(p));
        }
      }
    }
  }

  private void edge(int base, int derived) {
    bases.computeIfAbsent(derived, id -> new ArrayList<>()).add(base);
  }

  private void index(int pointer, int constant) {
    indices.computeIfAbsent(pointer, id -> new HashSet<>()).add(constant);
  }

  /** Returns {@code pointers} with all that they are made from: each is visited once. */
  private Set<Integer> origins(Set<Integer> pointers) {
    Set<Integer> seen = new HashSet<>(pointers);
    Deque<Integer> pending = new ArrayDeque<>(pointers);
    while (!pending.isEmpty()) {
      for (int base : bases.getOrDefault(pending.remove(), List.of())) {
        if (seen.add(base)) {
          pending.add(base);
        }
      }
    }
    return seen;
  }

  /** Returns what the instructions that are reached compute by. */
  Set<Influence> influences() {
    return Collections.unmodifiableSet(influences);
  }

  /** Returns what happens through pointers made from {@code variable}. */
  Usage usage(int variable) {
    boolean read = reads.contains(variable);
    boolean written = writes.contains(variable);
    return new Usage(mentions.contains(variable) || read || written, read, written);
  }

  /** Returns the constants that first index into {@code variable}; {@link #WHOLE} for any part. */
  Set<Integer> indices(int variable) {
    return indices.getOrDefault(variable, Set.of());
  }
}
