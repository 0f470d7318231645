// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.app.files.BadInputException;
import io.fieldstone.app.performance.SomeReport;
import io.fieldstone.app.performance.compare.Comparison;
import io.fieldstone.app.performance.compare.ComparisonPage;
import io.fieldstone.app.performance.data.Measurement;
import io.fieldstone.app.performance.data.Report;
import io.fieldstone.app.performance.data.ReportJson;
import io.fieldstone.app.performance.data.Section;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportPageTest {

  private static final Set<String> FIGURES =
      Set.of(
          "persistent",
          "batches",
          "timeline",
          "paths",
          "latency",
          "roofline",
          "strategies",
          "transforms",
          "cpu");

  @TempDir Path folder;

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static List<Block> blocks() {
    return ReportPage.blocks(SomeReport.of(1));
  }

  @Test
  void thePageIsWellFormedAndNamesItsPictures() throws Exception {
    String title = ReportPage.title(SomeReport.of(1));
    Document page = parse(Html.of(title, blocks()));
    assertEquals(title, page.getElementsByTagName("h1").item(0).getTextContent());
    NodeList pictures = page.getElementsByTagName("svg");
    assertEquals(FIGURES.size(), pictures.getLength());
    for (int i = 0; i < pictures.getLength(); i++) {
      Element picture = (Element) pictures.item(i);
      assertEquals("img", picture.getAttribute("role"));
      assertTrue(picture.getAttribute("aria-label").length() > 20);
    }
  }

  @Test
  void noIdIsThereTwice() throws Exception {
    Document page = parse(Html.of("x", blocks()));
    NodeList all = page.getElementsByTagName("*");
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < all.getLength(); i++) {
      String id = ((Element) all.item(i)).getAttribute("id");
      assertTrue(id.isEmpty() || ids.add(id), id);
    }
  }

  @Test
  void lettersOfChartsAreText() throws Exception {
    for (Block block : blocks()) {
      if (block instanceof Block.Figure figure) {
        assertTrue(FIGURES.contains(figure.id()), figure.id());
        NodeList texts = parse(figure.svg()).getElementsByTagName("text");
        assertTrue(texts.getLength() >= 5, figure.id() + ": " + texts.getLength());
      }
    }
  }

  @Test
  void everyFigureStandsWithATableAndASentence() {
    List<Block> blocks = blocks();
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i) instanceof Block.Figure figure) {
        assertTrue(blocks.get(i + 1) instanceof Block.Grid, figure.id());
        assertTrue(figure.sentence().matches(".*\\d.*\\."), figure.sentence());
      }
    }
    for (Block block : blocks) {
      if (block instanceof Block.Grid grid) {
        grid.rows().forEach(row -> assertEquals(grid.header().size(), row.size(), grid.caption()));
      }
    }
  }

  @Test
  void transformsStandBesideTheirFloors() {
    Report report = SomeReport.of(1);
    List<Block> chapter = TransformsChapter.of(report);
    Block.Grid table = (Block.Grid) chapter.get(2);
    assertEquals(8, table.rows().size(), "floors have no rows of their own");
    for (List<String> row : table.rows()) {
      boolean host = row.get(0).endsWith(" host NR");
      assertEquals(host ? 0.75 : 0.4, Double.parseDouble(row.get(3)), 0.1, row.toString());
      assertEquals(host ? 0.375 : 0.6, Double.parseDouble(row.get(4)), 0.1, row.toString());
    }
    String sentence = ((Block.Figure) chapter.get(1)).sentence();
    assertTrue(sentence.contains("64K elements of baby_bear in 0.3"), sentence);
    assertFalse(sentence.contains("4K elements of baby_bear in 0.0"), sentence);

    List<Measurement> plain =
        report.measurements().stream().filter(each -> !each.what().contains(" alone")).toList();
    Report without = new Report(report.facts(), plain, List.of(), List.of());
    Block.Grid alone = (Block.Grid) TransformsChapter.of(without).get(2);
    assertEquals(List.of("", ""), alone.rows().get(0).subList(3, 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h100", "llvmpipe"})
  void reportsOfBuildsWithFewerSectionsAreRead(String machine) throws Exception {
    Path file = Path.of("..", "..", "docs", "benchmarks", machine, "report.json");
    Report old = ReportJson.read(file);
    List<Measurement> fewer =
        old.measurements().stream().filter(each -> each.section() != Section.TRANSFORMS).toList();
    Report report = new Report(old.facts(), fewer, old.timeline(), old.missing());
    String page = Html.of("x", ReportPage.blocks(report));
    parse(page);
    assertFalse(page.contains(">Transforms<"), "what is not there has no heading");
    Comparison comparison = Comparison.of(report, SomeReport.of(1), 0.1);
    assertTrue(
        comparison.onlyOne().contains("only after: transforms: baby_bear NR, 4096 x 1"),
        comparison.onlyOne().toString());
    assertFalse(ComparisonPage.blocks(comparison).isEmpty());
  }

  @Test
  void adviceFollowsFromTheFigures() {
    String advice = String.join("\n", Advice.of(SomeReport.of(1)));
    assertTrue(advice.contains("below 32K elements, device-local from there on"), advice);
    assertTrue(advice.contains("GPU_STREAM_CHUNK_ELEMS=131072"), advice);
    assertTrue(advice.contains("from 2 jobs of 16K on"), advice);
    assertTrue(advice.contains("the strategy columns"), advice);
    assertTrue(advice.contains("costs 99."), advice);
  }

  @Test
  void aReportOfNothingSaysWhatIsMissing() throws Exception {
    Report empty =
        new Report(SomeReport.of(1).facts(), List.of(), List.of(), List.of("Chunks: not yet"));
    Document page = parse(Html.of("x", ReportPage.blocks(empty)));
    assertEquals("Chunks: not yet", page.getElementsByTagName("li").item(0).getTextContent());
    assertEquals(0, page.getElementsByTagName("svg").getLength());
  }

  @Test
  void theFolderHasAllFiles() throws Exception {
    Path path = folder.resolve("new/folder");
    try (ReportFolder reports = ReportFolder.create(path)) {
      reports.write(SomeReport.of(1));
      reports.write(SomeReport.of(2)); // again and again
    }
    String markdown = Files.readString(path.resolve("report.md"));
    assertTrue(markdown.contains("A &lt;device>"), markdown); // no HTML of a device's
    assertFalse(markdown.contains("<"), markdown);
    for (String figure : FIGURES) {
      assertTrue(markdown.contains("](charts/" + figure + ".svg)"), figure);
      parse(Files.readString(path.resolve("charts/" + figure + ".svg")));
    }
    assertEquals(
        SomeReport.of(2).measurements().size(),
        ReportJson.read(path.resolve("report.json")).measurements().size());
  }

  @Test
  void aFileIsNoFolder() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThrows(BadInputException.class, () -> ReportFolder.create(file));
    assertThrows(BadInputException.class, () -> ReportFolder.create(file.resolve("below")));
  }

  @Test
  void comparisonsArePagesToo() throws Exception {
    Comparison comparison =
        Comparison.of(SomeReport.of(1), SomeReport.of(2, 1.2, each -> true), 0.1);
    List<Block> blocks = ComparisonPage.blocks(comparison);
    Document page = parse(Html.of("What changed", blocks));
    assertEquals(1, page.getElementsByTagName("svg").getLength());
    assertTrue(Markdown.of("x", blocks).contains("| slower |"));
  }

  @Test
  void adviceOfABusyMachineSaysSo() {
    Report report = SomeReport.of(1);
    Map<String, String> facts = new LinkedHashMap<>(report.facts());
    facts.put(Report.OTHERS, "72% of the processors");
    Report busy = new Report(facts, report.measurements(), report.timeline(), report.missing());
    assertTrue(Advice.of(busy).get(0).contains("other work meanwhile, 72% of it"));
    assertEquals(Advice.of(report), Advice.of(busy).subList(1, Advice.of(busy).size()));
  }
}
