package io.drover.launcher.flows;

import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Members;
import io.drover.launcher.security.PathPolicy;
import io.drover.launcher.security.User;
import java.util.List;
import java.util.Optional;

/** Reads and checks writesettings objects. */
public final class WriteSettingForm {
    private static final List<String> ACTIONS = List.of("create", "append", "overwrite");
    private static final List<String> FORMATS = List.of("csv", "json", "avro", "pqt");
    private static final List<String> COMPRESSIONS = List.of("none", "gzip", "bzip2", "snappy");
    private static final int MAX_DELIMITER = 100;

    private final PathPolicy paths;

    WriteSettingForm(PathPolicy paths) {
        this.paths = paths;
    }

    /**
     * @param current what is changed; null for a new one, which needs path, action and format
     * @return empty if something is wrong, which is then noted
     */
    public Optional<WriteSetting.Values> read(Members members, WriteSetting.Values current, User user) {
        Defects defects = members.defects();
        int before = defects.all().size();
        boolean isNew = current == null;
        String path = isNew || members.has("path") ? members.requiredString("path") : current.path();
        Optional<String> action = members.oneOf("action", ACTIONS);
        Optional<String> format = members.oneOf("format", FORMATS);
        if (isNew) {
            for (String required : List.of("action", "format")) {
                if (members.value(required) == null) {
                    members.missing(required);
                }
            }
        }
        Optional<String> compression = members.oneOf("compression", COMPRESSIONS);
        Optional<Boolean> header = members.bool("header");
        Optional<Boolean> single = members.bool("asSingleFile");
        Optional<String> delimiter = members.string("delim");
        Optional<String> prefix = members.string("prefix");
        Optional<String> suffix = members.string("suffix");
        Optional<Boolean> quotes = members.bool("hasQuotes");
        Optional<Boolean> mismatches = members.bool("includeMismatches");
        WriteSetting.Values base = isNew ? new WriteSetting.Values(path, action.orElse("create"), format.orElse("csv"),
                "none", false, false, ",", null, "_increment", false, true) : current;
        WriteSetting.Values values = new WriteSetting.Values(path, action.orElse(base.action()),
                format.orElse(base.format()), compression.orElse(base.compression()), header.orElse(base.header()),
                single.orElse(base.asSingleFile()), delimiter.orElse(base.delim()), prefix.orElse(base.prefix()),
                suffix.orElse(base.suffix()), quotes.orElse(base.hasQuotes()),
                mismatches.orElse(base.includeMismatches()));
        checkDelimiter(values.delim(), members);
        // An unknown format or compression is told already; what follows from it would only confuse.
        if (defects.all().size() == before && path != null) {
            checkCompression(values, members);
        }
        if (path != null) {
            paths.resolveOutput(path, user, members.pointer("path"), defects);
        }
        return defects.all().size() == before ? Optional.of(values) : Optional.empty();
    }

    private static void checkDelimiter(String delimiter, Members members) {
        if (delimiter.isEmpty() || delimiter.length() > MAX_DELIMITER || delimiter.contains("\n")
                || delimiter.contains("\r") || delimiter.contains("\"")) {
            members.defects().invalid(members.pointer("delim"), "INVALID_DELIMITER", members.label("delim")
                    + " must be 1 to " + MAX_DELIMITER + " characters, none of them a line end or double quote");
        }
    }

    private static void checkCompression(WriteSetting.Values values, Members members) {
        boolean text = values.format().equals("csv") || values.format().equals("json");
        String compression = values.compression();
        String at = members.pointer("compression");
        if (text && compression.equals("snappy")) {
            members.defects().invalid(at, "COMPRESSION_NOT_FOR_FORMAT", members.label("compression")
                    + " snappy is for avro and pqt only; with " + values.format() + " use none, gzip or bzip2");
        } else if (!text && (compression.equals("gzip") || compression.equals("bzip2"))) {
            members.defects().invalid(at, "COMPRESSION_NOT_FOR_FORMAT", members.label("compression") + " "
                    + compression + " is for csv and json only; with " + values.format() + " use none or snappy");
        } else if (text && !compression.equals("none")) {
            String extension = compression.equals("gzip") ? ".gz" : ".bz2";
            if (!values.path().endsWith(extension)) {
                members.defects().invalid(members.pointer("path"), "EXTENSION_MISSING", members.label("path")
                        + " must end in " + extension + " when compression is " + compression);
            }
        }
    }
}
