// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * Backends that test classes have opened and left, for later ones with the same options: to make
 * their pipelines takes most of the time of tests. A class has a backend to itself while it runs.
 */
final class IdleBackends implements AutoCloseable {

  private static final IdleBackends INSTANCE = new IdleBackends();

  private final List<PersistentBackend> idle = new ArrayList<>();

  private IdleBackends() {}

  /** Has them closed after the last test class. JUnit finds it among the services. */
  public static final class Closing implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      context
          .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(IdleBackends.class))
          .getOrComputeIfAbsent("idle", key -> INSTANCE, IdleBackends.class);
    }
  }

  /** Returns one of these options, to be closed or given back. */
  static PersistentBackend take(BackendOptions options) {
    synchronized (INSTANCE) {
      for (PersistentBackend backend : INSTANCE.idle) {
        if (backend.options().equals(options)) {
          INSTANCE.idle.remove(backend);
          return backend;
        }
      }
    }
    return PersistentBackend.open(options);
  }

  /** Leaves a backend that nothing runs on to those that come later. */
  static void give(PersistentBackend backend) {
    synchronized (INSTANCE) {
      INSTANCE.idle.add(backend);
    }
  }

  /** Fails if Vulkan has something to say of how they are closed. */
  @Override
  public synchronized void close() {
    List<String> messages = new ArrayList<>();
    for (PersistentBackend backend : idle) {
      backend.close();
      messages.addAll(backend.validationMessages());
    }
    idle.clear();
    assertEquals(List.of(), messages);
  }
}
