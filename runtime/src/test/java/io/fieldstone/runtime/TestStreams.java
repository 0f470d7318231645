// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.stream.DeviceStream;
import io.fieldstone.runtime.vector.VectorRange;

/** What tests of the stream take of the backend. */
public final class TestStreams {

  private TestStreams() {}

  public static DeviceStream of(PersistentBackend gpu) {
    return gpu.resources().context().stream();
  }

  public static VectorRange range(ElementVector<?> vector) {
    return vector.range();
  }

  @SafeVarargs
  public static void dispatch(Kernel<TestFields.Tag> kernel, DeviceVector<TestFields.Tag>... to) {
    ResidentDispatchTest.dispatch(kernel, to);
  }
}
