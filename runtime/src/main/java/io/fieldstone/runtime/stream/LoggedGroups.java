// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import io.fieldstone.runtime.vulkan.Timeline;
import java.util.ArrayDeque;

/**
 * The groups of commands that a stream has not submitted yet, in their order: those that are
 * sealed, and the open one, which further commands join. Not thread-safe but for {@link #commands}:
 * for whoever has the stream's turn.
 */
final class LoggedGroups {

  private final CommandLog.Pool pool;

  /** Groups that no further command joins. */
  private final ArrayDeque<CommandLog> sealed = new ArrayDeque<>();

  private int sealedCommands;
  private CommandLog open;
  private volatile int commands;

  LoggedGroups(CommandLog.Pool pool) {
    this.pool = pool;
    this.open = pool.take();
  }

  /** Returns the group that commands are added to. */
  CommandLog open() {
    return open;
  }

  /** Has commands that follow be another group, unless the open one has none. */
  void seal() {
    if (open.size() > 0) {
      sealed.add(open);
      sealedCommands += open.size();
      open = pool.take();
    }
  }

  /** Has the commands that follow wait on the device until a timeline reaches a value. */
  void waitFor(Timeline timeline, long value) {
    if (open.waitsFor(timeline, value)) {
      return;
    }
    seal(); // what came before need not wait
    if (!open.waitFor(timeline, value)) {
      open.nothing();
      seal();
      open.waitFor(timeline, value);
    }
  }

  /** Returns how many groups are sealed. */
  int sealed() {
    return sealed.size();
  }

  /** Returns the group to be submitted first. */
  CommandLog next() {
    CommandLog oldest = sealed.peek();
    return oldest == null ? open : oldest;
  }

  /** Forgets {@link #next}, of so many commands, which was submitted. */
  void submitted(CommandLog next, int size) {
    if (next == open) {
      open = pool.take();
    } else {
      sealed.remove();
      sealedCommands -= size;
    }
    count();
  }

  /** Notes how many commands there are now. */
  void count() {
    commands = sealedCommands + open.size();
  }

  /** Returns how many commands there were at the last {@link #count}. */
  int commands() {
    return commands;
  }

  /** Forgets all commands. */
  void clear() {
    sealed.clear();
    sealedCommands = 0;
    open.truncate(0);
    commands = 0;
  }
}
