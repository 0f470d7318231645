// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import io.fieldstone.processor.spirv.FunctionTable.Body;
import io.fieldstone.processor.spirv.FunctionTable.Call;
import io.fieldstone.processor.spirv.FunctionTable.Derivation;
import io.fieldstone.processor.spirv.ShaderResource.Usage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

  private final Map<Integer, List<Integer>> derived = new HashMap<>();
  private final Set<Integer> reads = new HashSet<>();
  private final Set<Integer> writes = new HashSet<>();
  private final Set<Integer> mentions = new HashSet<>();

  PointerAnalysis(FunctionTable functions, int entryFunction) {
    Set<Integer> reached = new HashSet<>(Set.of(entryFunction));
    Deque<Integer> pending = new ArrayDeque<>(reached);
    while (!pending.isEmpty()) {
      Body body = functions.body(pending.remove());
      if (body == null) {
        continue;
      }
      add(body, functions);
      for (Call call : body.calls) {
        if (reached.add(call.callee())) {
          pending.add(call.callee());
        }
      }
    }
  }

  private void add(Body body, FunctionTable functions) {
    reads.addAll(body.reads);
    writes.addAll(body.writes);
    mentions.addAll(body.mentions);
    for (Derivation derivation : body.derivations) {
      edge(derivation.base(), derivation.derived());
    }
    for (Call call : body.calls) {
      Body callee = functions.body(call.callee());
      if (callee != null) {
        int count = Math.min(callee.parameters.size(), call.arguments().size());
        for (int p = 0; p < count; p++) {
          edge(call.arguments().get(p), callee.parameters.get(p));
        }
      }
    }
  }

  private void edge(int base, int result) {
    derived.computeIfAbsent(base, id -> new ArrayList<>()).add(result);
  }

  /** Returns what happens through pointers made from {@code variable}. */
  Usage usage(int variable) {
    boolean mentioned = derived.containsKey(variable);
    boolean read = false;
    boolean written = false;
    Set<Integer> seen = new HashSet<>(Set.of(variable));
    Deque<Integer> pending = new ArrayDeque<>(seen);
    while (!pending.isEmpty()) {
      int id = pending.remove();
      read |= reads.contains(id);
      written |= writes.contains(id);
      mentioned |= mentions.contains(id);
      for (int next : derived.getOrDefault(id, List.of())) {
        if (seen.add(next)) {
          pending.add(next);
        }
      }
    }
    return new Usage(mentioned || read || written, read, written);
  }
}
