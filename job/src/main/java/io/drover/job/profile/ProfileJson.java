package io.drover.job.profile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.drover.job.engine.JobCode;
import io.drover.job.json.JsonMembers;
import io.drover.job.json.JsonText;
import io.drover.job.profile.Profile.Bucket;
import io.drover.job.profile.Profile.ColumnProfile;
import io.drover.job.profile.Profile.Frequency;
import io.drover.job.profile.Profile.Numbers;
import io.drover.job.profile.Profile.Texts;
import io.drover.recipe.type.CanonicalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@link Profile} in the form that {@code /v4/jobGroups/{id}/profile} gives. */
public final class ProfileJson {
    private static final String TYPES = "columnTypes";
    private static final String CHECKS = "profilerTypeCheckHistograms";
    private static final String VALUES = "profilerValidValueHistograms";

    private ProfileJson() {}

    /** UTF-8. */
    public static byte[] write(Profile profile) {
        return JsonText.bytes(tree(profile));
    }

    public static ObjectNode tree(Profile profile) {
        ObjectNode root = JsonText.object();
        ObjectNode types = root.putObject(TYPES);
        ObjectNode checks = root.putObject(CHECKS);
        ObjectNode values = root.putObject(VALUES);
        for (ColumnProfile column : profile.columns()) {
            types.putArray(column.name()).add(column.type());
            ArrayNode check = checks.putArray(column.name());
            check.addObject().put("key", "VALID").put("count", column.valid());
            check.addObject().put("key", "INVALID").put("count", column.mismatched());
            check.addObject().put("key", "EMPTY").put("count", column.missing());
            ObjectNode value = values.putObject(column.name());
            if (column.values() instanceof Numbers numbers) {
                writeNumbers(numbers, value);
            } else {
                writeTexts((Texts) column.values(), value);
            }
        }
        return root;
    }

    private static void writeNumbers(Numbers numbers, ObjectNode node) {
        putNumber(node, "min", numbers.min());
        putNumber(node, "max", numbers.max());
        putNumber(node, "roundMin", numbers.roundMin());
        putNumber(node, "roundMax", numbers.roundMax());
        ObjectNode quartiles = node.putObject("quartiles");
        putNumber(quartiles, "q1", numbers.q1());
        putNumber(quartiles, "q2", numbers.q2());
        putNumber(quartiles, "q3", numbers.q3());
        ArrayNode buckets = node.putArray("buckets");
        for (Bucket bucket : numbers.buckets()) {
            ObjectNode entry = buckets.addObject();
            putNumber(entry, "pos", bucket.position());
            entry.put("b", bucket.count());
        }
    }

    private static void writeTexts(Texts texts, ObjectNode node) {
        node.put("k", texts.capacity()).put("c", texts.count()).put("ub", texts.upperBound());
        ArrayNode top = node.putArray("topk");
        texts.top().forEach(entry -> top.addObject().put("key", entry.value()).put("count", entry.count()));
    }

    private static void putNumber(ObjectNode node, String name, Double value) {
        if (value == null) {
            node.putNull(name);
        } else {
            node.putRawValue(name, new RawValue(CanonicalText.of(value)));
        }
    }

    /** @throws io.drover.job.engine.JobFailure if the document isn't a profile */
    public static Profile read(byte[] text) {
        JsonMembers root = JsonMembers.parse(text, "profile.json", JobCode.INVALID_DOCUMENT);
        JsonMembers types = root.object(TYPES);
        JsonMembers checks = root.object(CHECKS);
        Map<String, JsonMembers> values = root.objectMap(VALUES, value -> value);
        List<ColumnProfile> columns = new ArrayList<>();
        long rows = 0;
        for (Map.Entry<String, JsonMembers> value : values.entrySet()) {
            String name = value.getKey();
            long valid = 0;
            long mismatched = 0;
            long missing = 0;
            for (JsonMembers entry : checks.objects(name, entry -> entry)) {
                String key = entry.string("key");
                switch (key) {
                    case "VALID" -> valid = entry.integer("count");
                    case "INVALID" -> mismatched = entry.integer("count");
                    case "EMPTY" -> missing = entry.integer("count");
                    default -> throw entry.wrong("key", "VALID, INVALID or EMPTY (is \"" + key + "\")", null);
                }
            }
            List<String> type = types.strings(name);
            columns.add(new ColumnProfile(name, type.isEmpty() ? "String" : type.get(0), valid, mismatched, missing,
                    value.getValue().has("k") ? readTexts(value.getValue()) : readNumbers(value.getValue())));
            rows = valid + mismatched + missing;
        }
        return new Profile(rows, List.copyOf(columns));
    }

    private static Numbers readNumbers(JsonMembers node) {
        JsonMembers quartiles = node.object("quartiles");
        return new Numbers(node.optionalNumber("min"), node.optionalNumber("max"), node.optionalNumber("roundMin"),
                node.optionalNumber("roundMax"), quartiles.optionalNumber("q1"), quartiles.optionalNumber("q2"),
                quartiles.optionalNumber("q3"),
                node.objects("buckets", bucket -> new Bucket(bucket.number("pos"), bucket.integer("b"))));
    }

    private static Texts readTexts(JsonMembers node) {
        return new Texts(node.smallInteger("k"), node.integer("c"), node.integer("ub"),
                node.objects("topk", entry -> new Frequency(entry.string("key"), entry.integer("count"))));
    }
}
