import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Version;

/** Lucene as a peer. Called as Peer of engines.py says. */
public final class LucenePeer {
  private static final String TOLD =
      "StandardAnalyzer without stop words, title and body TextField stored, id StringField stored, positions without offsets, "
          + "256 MB buffer, default codec (LZ4 store), every thread parses and adds; forceMerge(1), commit. Hits: ten best over "
          + "the body; passages: UnifiedHighlighter over the whole stored body, one a hit. Its queries run five times uncounted, "
          + "so that the compiler has seen them";

  private static final int HITS = 10;
  private static final int UNCOUNTED = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private LucenePeer() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "index" -> index(Path.of(args[1]), Path.of(args[2]), Integer.parseInt(args[3]));
      case "search" -> search(Path.of(args[1]), Path.of(args[2]), Integer.parseInt(args[3]));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void index(Path file, Path folder, int threads) throws Exception {
    long start = System.nanoTime();
    AtomicLong articles = new AtomicLong();
    AtomicLong bytes = new AtomicLong();
    try (Directory directory = FSDirectory.open(folder);
        BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      IndexWriterConfig config = new IndexWriterConfig(new StandardAnalyzer());
      config.setRAMBufferSizeMB(256).setUseCompoundFile(false);
      try (IndexWriter writer = new IndexWriter(directory, config)) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Void>> running = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
          running.add(pool.submit(() -> add(lines, writer, articles, bytes)));
        }
        for (Future<Void> one : running) {
          one.get();
        }
        pool.shutdown();
        writer.forceMerge(1);
        writer.commit();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      ObjectNode built = JSON.createObjectNode();
      built.put("articles", articles.get()).put("text_bytes", bytes.get()).put("seconds", seconds);
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        built.put("segments", reader.leaves().size());
      }
      built.put("version", Version.LATEST + " on Java " + Runtime.version().feature());
      built.put("told", TOLD);
      System.out.println(built);
    }
  }

  private static Void add(BufferedReader lines, IndexWriter writer, AtomicLong articles, AtomicLong bytes)
      throws IOException {
    while (true) {
      String line;
      synchronized (lines) {
        line = lines.readLine();
      }
      if (line == null) {
        return null;
      }
      JsonNode article = JSON.readTree(line);
      String title = text(article, "title", "headline");
      String body = text(article, "body", "text");
      articles.incrementAndGet();
      bytes.addAndGet(
          title.getBytes(StandardCharsets.UTF_8).length + body.getBytes(StandardCharsets.UTF_8).length);
      Document document = new Document();
      document.add(new StringField("id", text(article, "id", "guid"), Field.Store.YES));
      document.add(new TextField("title", title, Field.Store.YES));
      document.add(new TextField("body", body, Field.Store.YES));
      writer.addDocument(document);
    }
  }

  private static String text(JsonNode article, String name, String other) {
    return article.path(article.has(name) ? name : other).asText("");
  }

  /** What a search gives. */
  private interface Way {
    int hits(Query query) throws IOException;
  }

  private static void search(Path folder, Path file, int runs) throws Exception {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    Analyzer analyzer = new StandardAnalyzer();
    try (Directory directory = FSDirectory.open(folder);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      UnifiedHighlighter highlighter =
          UnifiedHighlighter.builder(searcher, analyzer).withMaxLength(Integer.MAX_VALUE - 1).build();
      Way ids = query -> searcher.search(query, HITS).scoreDocs.length;
      Way passages = query -> passages(searcher, highlighter, query);
      double[][] plain = new double[lines.size()][runs];
      double[][] full = new double[lines.size()][runs];
      int[] hits = new int[lines.size()];
      for (int run = -UNCOUNTED; run < runs; run++) {
        for (int at = 0; at < lines.size(); at++) {
          Query query = query(lines.get(at));
          int found = timed(() -> ids.hits(query), plain[at], run);
          timed(() -> passages.hits(query), full[at], run);
          hits[at] = found;
        }
      }
      ArrayNode queries = JSON.createArrayNode();
      for (int at = 0; at < lines.size(); at++) {
        ObjectNode entry = queries.addObject();
        entry.put("kind", lines.get(at).split("\t")[0]).put("hits", hits[at]);
        entry.put("ids", median(plain[at])).put("passages", median(full[at]));
      }
      System.out.println(JSON.createObjectNode().set("queries", queries));
    }
  }

  private static int timed(Callable<Integer> work, double[] times, int run) throws Exception {
    long start = System.nanoTime();
    int hits = work.call();
    if (run >= 0) {
      times[run] = (System.nanoTime() - start) / 1e3;
    }
    return hits;
  }

  private static double median(double[] times) {
    Arrays.sort(times);
    return times[times.length / 2];
  }

  private static int passages(IndexSearcher searcher, UnifiedHighlighter highlighter, Query query)
      throws IOException {
    TopDocs best = searcher.search(query, HITS);
    int marked = 0;
    for (String passage : highlighter.highlight("body", query, best, 1)) {
      marked += passage != null && passage.contains("<b>") ? 1 : 0;
    }
    return marked;
  }

  private static Query query(String line) {
    String kind = line.split("\t")[0];
    String[] words = line.split("\t")[1].split(" ");
    if (kind.startsWith("phrase")) {
      return new PhraseQuery("body", words);
    }
    if (words.length == 1) {
      return new TermQuery(new Term("body", words[0]));
    }
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    BooleanClause.Occur occur = kind.startsWith("and") ? BooleanClause.Occur.MUST : BooleanClause.Occur.SHOULD;
    for (String word : words) {
      all.add(new TermQuery(new Term("body", word)), occur);
    }
    return all.build();
  }
}
