// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** Copies of records, such as plans and reports of devices, with some components replaced. */
public final class Records {

  private Records() {}

  /**
   * Returns a copy.
   *
   * @param replaced values by the names of the components that have others
   */
  public static <R extends Record> R with(R record, Map<String, ?> replaced) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Set<String> known =
        Set.of(Arrays.stream(components).map(RecordComponent::getName).toArray(String[]::new));
    if (!known.containsAll(replaced.keySet())) {
      throw new IllegalArgumentException(replaced.keySet() + " are not all of " + known);
    }
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        String name = components[i].getName();
        types[i] = components[i].getType();
        values[i] =
            replaced.containsKey(name)
                ? replaced.get(name)
                : components[i].getAccessor().invoke(record);
      }
      @SuppressWarnings("unchecked") // its own constructor
      R copy = (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
      return copy;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
