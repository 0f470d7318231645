// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.resource.Content;
import io.fieldstone.processor.resource.ResourceFinder;
import io.fieldstone.processor.spirv.SpirvReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The modules that are given as SPIR-V resources; reads each once. */
public final class SpirvResources implements Modules {

  private final ResourceFinder finder;
  private final Map<String, Lookup> read = new HashMap<>();

  /** Looks through {@code finder}. */
  public SpirvResources(ResourceFinder finder) {
    this.finder = finder;
  }

  @Override
  public Lookup find(String name) {
    return read.computeIfAbsent(name, this::read);
  }

  private Lookup read(String name) {
    Content content = finder.find(name, SpirvReader.MAX_BYTES);
    if (content instanceof Content.Found found) {
      return Modules.parse(found.bytes());
    }
    return content instanceof Content.Unreadable unreadable
        ? new Unreadable(unreadable.reason())
        : new Missing();
  }

  @Override
  public List<String> siblings(String name) {
    return finder.siblings(name, ".spv");
  }
}
