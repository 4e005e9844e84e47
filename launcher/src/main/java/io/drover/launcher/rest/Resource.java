package io.drover.launcher.rest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a kind of object is shown, with the associations that {@code embed} may put in.
 *
 * @param <T> the object
 */
public final class Resource<T> {
    private final String name;
    private final Function<T, ObjectNode> base;
    private final Map<String, Association<T>> associations = new LinkedHashMap<>();

    private interface Association<T> {
        /** Throws if the names below are unknown. */
        void check(Embed embed);

        void embed(T item, ObjectNode into, Embed embed);
    }

    /** Puts an association that fits neither one nor many into the object. */
    @FunctionalInterface
    public interface Embedding<T> {
        void embed(T item, ObjectNode into, Embed embed);
    }

    /** @param base the object without anything embedded */
    public Resource(String name, Function<T, ObjectNode> base) {
        this.name = name;
        this.base = base;
    }

    public <U> Resource<T> one(String association, Supplier<Resource<U>> target, Function<T, Optional<U>> load) {
        return put(association, target, (item, into, embed) -> {
            Optional<U> found = load.apply(item);
            into.set(association, found.<tools.jackson.databind.JsonNode>map(u -> target.get().render(u, embed))
                    .orElseGet(JsonNodeFactory.instance::nullNode));
        });
    }

    public <U> Resource<T> many(String association, Supplier<Resource<U>> target, Function<T, List<U>> load) {
        return put(association, target, (item, into, embed) ->
                into.set(association, Json.data(load.apply(item), u -> target.get().render(u, embed))));
    }

    /** @param target what the names below are checked against */
    public Resource<T> put(String association, Supplier<? extends Resource<?>> target, Embedding<T> embedding) {
        associations.put(association, new Association<>() {
            @Override
            public void check(Embed embed) {
                target.get().check(embed);
            }

            @Override
            public void embed(T item, ObjectNode into, Embed embed) {
                embedding.embed(item, into, embed);
            }
        });
        return this;
    }

    /** @throws ApiException 400 if a name is no association */
    public void check(Embed embed) {
        embed.children().forEach((wanted, below) -> find(wanted).check(below));
    }

    public ObjectNode render(T item, Embed embed) {
        ObjectNode node = base.apply(item);
        embed.children().forEach((wanted, below) -> find(wanted).embed(item, node, below));
        return node;
    }

    /** {@code {"data": […]}}. */
    public ObjectNode list(Collection<T> items, Embed embed) {
        check(embed);
        return Json.data(items, item -> render(item, embed));
    }

    private Association<T> find(String wanted) {
        for (Map.Entry<String, Association<T>> entry : associations.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(wanted)) {
                return entry.getValue();
            }
        }
        throw ApiException.invalid("embed", "UNKNOWN_ASSOCIATION", "No association " + Members.clip(wanted) + " in "
                + name + "! Valid associations are " + String.join(", ", new ArrayList<>(associations.keySet())));
    }
}
