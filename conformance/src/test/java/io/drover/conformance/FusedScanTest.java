package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drover.cli.run.FlowSource;
import io.drover.cli.run.RunJob;
import io.drover.job.directory.JobDirectory;
import io.drover.job.driver.Driver;
import io.drover.job.engine.Engine;
import io.drover.job.spec.JobSpec;
import io.drover.photon.PhotonEngine;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Compilation;
import io.drover.recipe.analysis.CompilationRequest;
import io.drover.recipe.analysis.RecipeCompiler;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanTree;
import io.drover.recipe.plan.Reading;
import io.drover.recipe.plan.RecordText;
import io.drover.recipe.reference.ReferenceEngine;
import io.drover.recipe.reference.SourceRows;
import io.drover.recipe.type.ColumnType;
import io.drover.spark.SparkEngine;
import io.drover.spark.SparkPlanRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs whose recipe begins with the initial parsing steps read their files by a scan that does those steps. What they write
 * has to be what the steps give, one after the other, on the reference engine.
 */
class FusedScanTest {

    // No words of another type: JSON would write them as values.
    private static final List<String> FILES = List.of("", "k,l,m\n", "k,l,m", "k,l,m\r\na,b,c\r\n", "\uFEFFk,l,m\na,b,c", "k,l,m\na\n\nb,c\nd,e,h,g\n",
            "k,l,m\n\"a,\nb\",\"c \"\"d\"\"\",e\n", "k,l,m\na\"b,c\nd\",e,h\n", "k,l,m\n\"\"\"\",\"\",\"a\"b\n", "k,l,m\na,b,\"open\nc,d,e\n",
            "\"k\",\"l\",\"m\"\n\"a\",\"b\",\"c\"\n\"x \"\"z\"\"\",\"\",\"z,z\"\n", "k;l,m\na;b,c\n", "k,l,m\n , ,\na,,\n");
    private static final List<String> PIECES = List.of("a", "b", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", "\"x,z\"", "\"q\"\"q\"", "\"\n\"",
            "é", " ", "\\", "|", "x,\"z\"\n", "a,b,c\r\n", "a,b,c\n", "\"a\",\"b\",\"c\"\n");

    private static final String QUOTED = "splitrows col: column1 on: '\\n' quote: '\"'\nsplit col: column1 on: ',' limit: 2 quote: '\"'\n";
    private static final String UNQUOTE = "replace col: * on: '\"\"' with: '\"' global: true\n"
            + "replace col: * on: `{start}\"|\"{end}` with: '' global: true\n";
    private static final List<String> RECIPES = List.of(QUOTED + UNQUOTE + "header\n", QUOTED + UNQUOTE, QUOTED + "header\n", QUOTED,
            "splitrows col: column1 on: '\\n'\nsplit col: column1 on: ',' limit: 2\n",
            QUOTED + UNQUOTE + "derive value: $sourcerownumber as: 'n'\n", QUOTED + UNQUOTE + "drop col: column3\n");

    @TempDir
    private Path folder;

    @Test
    void photonWritesWhatTheStepsGive() throws IOException {
        Random random = new Random(20261125);
        for (String file : FILES) {
            for (String recipe : RECIPES) {
                check(file, recipe, "photon");
            }
        }
        for (int i = 0; i < 40; i++) {
            check(file(random), RECIPES.get(random.nextInt(RECIPES.size())), "photon");
        }
    }

    @Test
    void sparkWritesWhatTheStepsGive() throws IOException {
        Random random = new Random(20261126);
        for (int i = 0; i < FILES.size(); i++) {
            check(FILES.get(i), RECIPES.get(i % RECIPES.size()), "spark");
        }
        for (int i = 0; i < 15; i++) {
            check(file(random), RECIPES.get(random.nextInt(RECIPES.size())), "spark");
        }
    }

    private static String file(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private void check(String file, String recipe, String engine) throws IOException {
        Optional<List<List<String>>> expected = byTheSteps(file, recipe);
        assertThat(byTheJob(file, recipe, engine)).as(engine + "\n" + recipe + "\n" + file).isEqualTo(expected);
    }

    /** Names, then rows; empty if the recipe has no meaning for the file. */
    private static Optional<List<List<String>>> byTheSteps(String file, String recipe) {
        Optional<String> quote = recipe.startsWith(QUOTED) ? Optional.of("\"") : Optional.empty();
        String text = file.startsWith("\uFEFF") ? file.substring(1) : file;
        List<List<String>> records = RecordText.records(text, new Reading.Records(Optional.of("\n"), quote, quote)).stream()
                .map(List::of).toList();
        ReferenceEngine reference = new ReferenceEngine(Map.of("in.csv", new SourceRows(records, 1, "/in.csv")));
        var source = new CompilationRequest.Source("in.csv", "in.csv", List.of(new CompilationRequest.SourceColumn("x", ColumnType.STRING)),
                CompilationRequest.Structure.AUTO, CompilationRequest.Content.DELIMITED, false, false);
        var dataset = new CompilationRequest.Dataset("r", "r", CompilationRequest.Input.source("in.csv"), Map.of(), recipe);
        Compilation compilation = new RecipeCompiler().compile(new CompilationRequest(List.of(source), List.of(dataset), "r", Map.of(),
                Formulas.REFERENCE_TIME, reference));
        if (compilation.hasErrors()) {
            return Optional.empty();
        }
        assertThat(PlanTree.bottomUp(compilation.target().orElseThrow().plan()).stream().filter(Plan.Scan.class::isInstance)
                .map(scan -> ((Plan.Scan) scan).reading())).as(recipe).allMatch(Reading.Fields.class::isInstance);
        Table table = compilation.datasets().get("r").result();
        List<List<String>> rows = new ArrayList<>();
        rows.add(table.columns().stream().map(Column::name).toList());
        reference.table(table).forEach(row -> {
            List<String> texts = new ArrayList<>();
            row.forEach(value -> texts.add(value == null ? null : value.toString()));
            rows.add(texts);
        });
        // Without rows JSON has no names.
        return Optional.of(rows.size() == 1 ? List.of() : rows);
    }

    private Optional<List<List<String>>> byTheJob(String file, String recipe, String name) throws IOException {
        Path directory = Files.createTempDirectory(folder, name);
        Path input = Files.writeString(directory.resolve("in.csv"), file);
        Path script = Files.writeString(directory.resolve("r.wrangle"), recipe);
        Path output = directory.resolve("out.json");
        FlowSource flow = FlowSource.read(script, null, List.of(input.toString() + ";format=csv"));
        JobSpec spec = RunJob.of(flow, name, List.of(output + ";asSingleFile=true"), List.of(), false);
        Configuration configuration = new Configuration();
        JobDirectory job = JobDirectory.at(directory.resolve("job").toUri(), configuration);
        job.prepare(spec);
        Engine engine = name.equals("spark") ? new SparkEngine(SparkPlanRunner.session()) : new PhotonEngine();
        if (Driver.run(job.uri(), engine, configuration) != Driver.PUBLISHED) {
            return Optional.empty();
        }
        List<List<String>> rows = new ArrayList<>();
        ObjectMapper mapper = new ObjectMapper();
        for (String line : Files.readString(output).split("\n")) {
            if (line.isEmpty()) {
                continue;
            }
            JsonNode row = mapper.readTree(line);
            if (rows.isEmpty()) {
                List<String> names = new ArrayList<>();
                row.fieldNames().forEachRemaining(names::add);
                rows.add(names);
            }
            List<String> texts = new ArrayList<>();
            row.forEach(value -> texts.add(value.isNull() ? null : value.asText()));
            rows.add(texts);
        }
        return Optional.of(rows);
    }
}
