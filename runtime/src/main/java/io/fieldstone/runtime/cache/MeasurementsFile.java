// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What was measured of one device, kept on disk: a properties file with a line of text per key.
 * What cannot be read is measured again. Thread-safe.
 */
public final class MeasurementsFile {

  private static final System.Logger LOGGER = System.getLogger(MeasurementsFile.class.getName());

  private final Path file;
  private final String title;
  private final Properties entries = new Properties();

  /** What was measured here. */
  private final Properties own = new Properties();

  /**
   * Reads the measurements kept in {@code file}; it need not exist.
   *
   * @param title what a line means, for whoever opens the file
   */
  public MeasurementsFile(Path file, String title) {
    this.file = file;
    this.title = title;
    read();
  }

  private void read() {
    try {
      Properties kept = new Properties();
      kept.load(new ByteArrayInputStream(CacheFiles.read(file)));
      entries.putAll(kept);
    } catch (NoSuchFileException e) {
      // Nothing was measured yet.
    } catch (IllegalArgumentException e) {
      LOGGER.log(Level.INFO, "dropping damaged measurements {0}", file);
    } catch (IOException e) {
      UnusableCaches.report(file, e);
    }
  }

  /** Returns what was kept under {@code key}; empty if nothing was. */
  public synchronized String find(String key) {
    return entries.getProperty(key, "");
  }

  /** Says, to who debugs, that what was kept under {@code key} is none; it is measured again. */
  public synchronized void reject(String key) {
    Object removed = entries.remove(key);
    if (removed != null) {
      LOGGER.log(Level.DEBUG, "measuring {0} again, for which {1} has: {2}", key, file, removed);
    }
  }

  /**
   * Keeps a measurement, and what other processes have kept meanwhile; if it cannot be written, it
   * lasts as long as the process.
   */
  public synchronized void put(String key, String measured) {
    own.setProperty(key, measured);
    read();
    entries.putAll(own);
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      entries.store(out, title);
      AtomicFile.write(file, out.toByteArray());
    } catch (IOException e) {
      UnusableCaches.report(file, e);
    }
  }
}
