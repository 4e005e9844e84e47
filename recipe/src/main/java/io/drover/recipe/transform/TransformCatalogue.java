package io.drover.recipe.transform;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All transforms of the language. */
public final class TransformCatalogue {

    /** A transform is named here once; everything else about it stands in its class. */
    private static final List<Transform> TRANSFORMS = List.of(
            new Bin(),
            new Case(),
            new ColumnByExample(),
            new Comment(),
            new ConvertPattern(),
            new CountPattern(),
            new DateFormat(),
            new Deduplicate(),
            new Derive(),
            new Drop(),
            new Extract(),
            new ExtractKeyValue(),
            new ExtractList(),
            new FilterRows(),
            new Flatten(),
            new GroupBy(),
            new Header(),
            new Join(),
            new Load(),
            new Lookup(),
            new Merge(),
            new Move(),
            new Nest(),
            new Pivot(),
            new Rename(),
            new Replace(),
            new ReplaceCells(),
            new Scale(),
            new Select(),
            new SetColumns(),
            new SetType(),
            new Sort(),
            new Split(),
            new SplitRows(),
            new Standardize(),
            new TextFormat(),
            new Union(),
            new Unnest(),
            new Unpivot(),
            new Unsupported(),
            new ValuesToColumns(),
            new Window());

    private static final TransformCatalogue STANDARD = new TransformCatalogue(TRANSFORMS);

    private final Map<String, Transform> byVerb = new TreeMap<>();
    private final Map<String, Transform> transforms = new LinkedHashMap<>();

    private TransformCatalogue(List<Transform> all) {
        for (Transform transform : all) {
            transforms.put(transform.declaration().verb(), transform);
            for (String verb : transform.declaration().verbs()) {
                if (byVerb.put(verb, transform) != null) {
                    throw new IllegalStateException("verb " + verb + " is defined twice");
                }
            }
        }
    }

    public static TransformCatalogue standard() {
        return STANDARD;
    }

    /** By verb or alias, in any case. */
    public Optional<Transform> find(String verb) {
        return Optional.ofNullable(byVerb.get(verb.toLowerCase(Locale.ROOT)));
    }

    public Collection<Transform> transforms() {
        return transforms.values();
    }

    /** All verbs and aliases: what starts a step. */
    public Set<String> verbs() {
        return byVerb.keySet();
    }
}
