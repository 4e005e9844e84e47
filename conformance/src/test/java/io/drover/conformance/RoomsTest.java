package io.drover.conformance;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What each room may touch (design: rooms), held over the compiled classes of all of them. */
class RoomsTest {
    private static final List<String> ROOMS = List.of("recipe", "job", "photon", "spark-job", "launcher", "cli");

    private static JavaClasses drover;

    @BeforeAll
    static void load() {
        List<Path> folders = ROOMS.stream().map(room -> Path.of("..", room, "target", "classes")).toList();
        assertThat(folders).allMatch(Files::isDirectory);
        drover = new ClassFileImporter().importPaths(folders);
    }

    @Test
    void recipeIsPure() {
        classes().that().resideInAPackage("io.drover.recipe..")
                .should().onlyDependOnClassesThat().resideInAnyPackage(
                        "io.drover.recipe..", "java.lang..", "java.util..", "java.math..", "java.text..", "java.time..",
                        "java.nio", "java.nio.charset..", "java.io..", "java.net..", "java.security..",
                        "org.antlr.v4.runtime..", "com.fasterxml.jackson..", "com.google.re2j..",
                        "org.apache.commons.codec..")
                .check(drover);
        noClasses().that().resideInAPackage("io.drover.recipe..")
                .should().dependOnClassesThat().areAssignableTo(java.io.File.class)
                .orShould().dependOnClassesThat().areAssignableTo(java.net.Socket.class)
                .orShould().dependOnClassesThat().areAssignableTo(java.io.FileInputStream.class)
                .check(drover);
    }

    @Test
    void recipeHasNoClock() {
        noClasses().that().resideInAPackage("io.drover.recipe..")
                .should().callMethod(java.time.Instant.class, "now")
                .orShould().callMethod(java.time.LocalDateTime.class, "now")
                .orShould().callMethod(java.time.LocalDate.class, "now")
                .orShould().callMethod(System.class, "currentTimeMillis")
                .check(drover);
    }

    @Test
    void jobKnowsNoEngineAndNoService() {
        noClasses().that().resideInAPackage("io.drover.job..")
                .should().dependOnClassesThat(resideInAnyPackage(
                        "io.drover.photon..", "io.drover.spark..", "io.drover.launcher..", "io.drover.cli..",
                        "org.apache.spark..", "org.duckdb..", "org.springframework.."))
                .check(drover);
    }

    @Test
    void enginesKnowOnlyTheJob() {
        noClasses().that().resideInAPackage("io.drover.photon..")
                .should().dependOnClassesThat(resideInAnyPackage(
                        "io.drover.spark..", "io.drover.launcher..", "io.drover.cli..", "org.apache.spark..",
                        "org.springframework.."))
                .check(drover);
        noClasses().that().resideInAPackage("io.drover.spark..")
                .should().dependOnClassesThat(resideInAnyPackage(
                        "io.drover.photon..", "io.drover.launcher..", "io.drover.cli..", "org.duckdb..",
                        "org.springframework.."))
                .check(drover);
    }

    @Test
    void theLauncherTouchesNoEngine() {
        noClasses().that().resideInAPackage("io.drover.launcher..")
                .should().dependOnClassesThat(resideInAnyPackage(
                        "io.drover.photon..", "io.drover.spark..", "io.drover.cli..", "org.duckdb..",
                        "org.apache.spark.sql..", "org.apache.spark.rdd.."))
                .check(drover);
    }

    @Test
    void nothingIsNamedForWhatItIsNot() {
        noClasses().that().resideInAPackage("io.drover..")
                .should().haveSimpleNameEndingWith("Util")
                .orShould().haveSimpleNameEndingWith("Utils")
                .orShould().haveSimpleNameEndingWith("Helper")
                .orShould().haveSimpleNameEndingWith("Manager")
                .orShould().haveSimpleNameEndingWith("Impl")
                .check(drover);
    }
}
