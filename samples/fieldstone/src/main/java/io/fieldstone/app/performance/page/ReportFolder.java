// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.page;

import io.fieldstone.app.files.BadInputException;
import io.fieldstone.app.files.FolderLock;
import io.fieldstone.app.files.NewFile;
import io.fieldstone.app.performance.data.Report;
import io.fieldstone.app.performance.data.ReportJson;
import io.fieldstone.app.performance.draw.Svg;
import io.fieldstone.runtime.cache.IoReasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder that a report is written to, again and again while it is measured: each file is always
 * whole, and all are of one report, since nobody else writes there until it is closed.
 */
public final class ReportFolder implements AutoCloseable {

  private final Path path;
  private final FolderLock lock;

  private ReportFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Returns the folder, made if it is not there.
   *
   * @throws BadInputException if it cannot be made, something else has its name, or another report
   *     is being written there
   */
  public static ReportFolder create(Path path) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new BadInputException(path + " is no folder; name another place for the report");
    }
    try {
      Files.createDirectories(path.resolve(Markdown.PICTURES));
    } catch (IOException e) {
      throw new BadInputException(
          "cannot make the folder " + path + ": " + IoReasons.of(e) + "; name another place", e);
    }
    return new ReportFolder(path, FolderLock.take(path));
  }

  /** Returns where it is. */
  public Path path() {
    return path;
  }

  /** Lets others write there. Idempotent. */
  @Override
  public void close() {
    lock.close();
  }

  /**
   * Writes the report as it stands.
   *
   * @throws BadInputException if a file cannot be written
   */
  public void write(Report report) {
    write("report.json", ReportJson.text(report));
    writePage(report);
  }

  /**
   * Writes the page of a report whose JSON is elsewhere.
   *
   * @throws BadInputException if a file cannot be written
   */
  public void writePage(Report report) {
    write("report", ReportPage.title(report), ReportPage.blocks(report));
  }

  /**
   * Writes a page as HTML and as Markdown.
   *
   * @param name of its files
   * @throws BadInputException if a file cannot be written
   */
  public void write(String name, String title, List<Block> blocks) {
    write(name + ".html", Html.of(title, blocks));
    write(name + ".md", Markdown.of(title, blocks));
    for (Block block : blocks) {
      if (block instanceof Block.Figure figure) {
        write(Markdown.PICTURES + "/" + figure.id() + ".svg", Svg.file(figure.svg()));
      }
    }
  }

  private void write(String name, String text) {
    try (NewFile file = NewFile.create(path.resolve(name))) {
      file.write(text);
      file.publish();
    }
  }
}
