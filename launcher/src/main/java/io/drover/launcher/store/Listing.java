package io.drover.launcher.store;

import io.drover.launcher.rest.ApiException;
import io.drover.launcher.rest.Members;
import io.drover.launcher.rest.Query;
import io.drover.launcher.security.User;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A list as the API has it: visible objects, newest first, paged, sorted and filtered by the client's wish.
 *
 * @param table or join, its rows having the columns id, creator_id and deleted_at
 * @param columns by the members that may be sorted and filtered by
 * @param condition further SQL condition without parameters from outside; null if none
 */
public record Listing(String table, Map<String, String> columns, String condition) {
    private static final int DEFAULT_LIMIT = 25;

    public Listing {
        Map<String, String> folded = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        folded.putAll(columns);
        columns = folded;
    }

    /** The same with one more condition, whose {@code ?} take the arguments given to {@link #fetch}. */
    public Listing where(String further) {
        return new Listing(table, columns, condition == null ? further : condition + " AND " + further);
    }

    /** @throws ApiException 400 on bad query values */
    public <T> List<T> fetch(JdbcClient jdbc, User user, Query query, RowMapper<T> mapper, Object... arguments) {
        List<Object> parameters = new ArrayList<>(Arrays.asList(arguments));
        String where = where(user, query, parameters);
        String order = order(query);
        int limit = query.count("limit", DEFAULT_LIMIT);
        int offset = query.count("offset", 0);
        String page = "";
        if (!query.flag("noLimit")) {
            page = " LIMIT ? OFFSET ?";
            parameters.add(limit);
            parameters.add(offset);
        } else if (offset > 0) {
            page = " LIMIT ? OFFSET ?";
            parameters.add(Integer.MAX_VALUE);
            parameters.add(offset);
        }
        return jdbc.sql("SELECT * FROM " + table + where + order + page).params(parameters).query(mapper).list();
    }

    /** How many there are without paging. */
    public long count(JdbcClient jdbc, User user, Query query, Object... arguments) {
        List<Object> parameters = new ArrayList<>(Arrays.asList(arguments));
        String where = where(user, query, parameters);
        return jdbc.sql("SELECT COUNT(*) FROM " + table + where).params(parameters).query(Long.class).single();
    }

    private String where(User user, Query query, List<Object> parameters) {
        List<String> conditions = new ArrayList<>();
        if (condition != null) {
            conditions.add(condition);
        }
        if (!query.includeDeleted()) {
            conditions.add("deleted_at IS NULL");
        }
        ownership(user, query, conditions, parameters);
        query.text("filter").ifPresent(wanted -> filter(wanted, query, conditions, parameters));
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private static void ownership(User user, Query query, List<String> conditions, List<Object> parameters) {
        if (!user.admin()) {
            conditions.add("creator_id = ?");
            parameters.add(user.id());
        }
        for (String name : List.of("flowsFilter", "flowFilter", "datasetsFilter")) {
            String wanted = query.text(name).orElse("all").toLowerCase(Locale.ROOT);
            if (wanted.equals("owned")) {
                conditions.add("creator_id = ?");
                parameters.add(user.id());
            } else if (wanted.equals("shared")) {
                conditions.add("creator_id <> ?");
                parameters.add(user.id());
            } else if (!wanted.equals("all")) {
                throw ApiException.invalid(name, "UNKNOWN_VALUE",
                        name + " is \"" + Members.clip(wanted) + "\", accepted are all, shared, owned");
            }
        }
    }

    private void filter(String wanted, Query query, List<String> conditions, List<Object> parameters) {
        boolean exact = query.text("filterType").map(t -> t.equalsIgnoreCase("exact")).orElse(false);
        List<String> any = new ArrayList<>();
        Set<String> fields = new LinkedHashSet<>();
        for (String member : query.text("filterFields").orElse("name").split(",")) {
            fields.add(column(member.trim(), "filterFields"));
        }
        for (String column : fields) {
            if (exact) {
                any.add("LOWER(CAST(" + column + " AS TEXT)) = LOWER(CAST(? AS TEXT))");
                parameters.add(wanted);
            } else {
                any.add("LOWER(CAST(" + column + " AS TEXT)) LIKE LOWER(CAST(? AS TEXT)) ESCAPE '\\'");
                parameters.add("%" + wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
            }
        }
        conditions.add("(" + String.join(" OR ", any) + ")");
    }

    private String order(Query query) {
        List<String> keys = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        query.text("sort").ifPresent(sort -> {
            for (String key : sort.split(",")) {
                String member = key.trim();
                boolean descending = member.startsWith("-");
                String column = column(descending ? member.substring(1) : member, "sort");
                // A key that was there before decides nothing any more, and SQL takes only so many.
                if (seen.add(column)) {
                    keys.add(column + (descending ? " DESC" : " ASC"));
                }
            }
        });
        keys.add("id DESC");
        return " ORDER BY " + String.join(", ", keys);
    }

    private String column(String member, String parameter) {
        String column = columns.get(member);
        if (column == null) {
            throw ApiException.invalid(parameter, "UNKNOWN_MEMBER", parameter + " names \"" + Members.clip(member)
                    + "\", accepted are " + String.join(", ", columns.keySet()));
        }
        return column;
    }
}
