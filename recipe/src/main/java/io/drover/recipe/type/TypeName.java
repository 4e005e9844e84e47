package io.drover.recipe.type;

import java.util.Locale;
import java.util.Optional;

/** The logical types of the language, by their names in recipes (docs/language.md, Types). */
public enum TypeName {
    STRING("String", Storage.TEXT),
    INTEGER("Integer", Storage.INTEGER),
    DECIMAL("Float", Storage.DECIMAL),
    BOOLEAN("Bool", Storage.BOOLEAN),
    DATETIME("Datetime", Storage.DATETIME),
    ARRAY("Array", Storage.TEXT),
    MAP("Map", Storage.TEXT),
    SSN("SSN", Storage.TEXT),
    PHONE("Phone", Storage.TEXT),
    EMAIL("Emailaddress", Storage.TEXT),
    CREDIT_CARD("Creditcard", Storage.TEXT),
    GENDER("Gender", Storage.TEXT),
    IP_ADDRESS("Ipaddress", Storage.TEXT),
    URL("Url", Storage.TEXT),
    HTTP_CODE("Httpcodes", Storage.TEXT),
    ZIP_CODE("Zipcode", Storage.TEXT),
    STATE("State", Storage.TEXT);

    private final String recipeName;
    private final Storage computedStorage;

    TypeName(String recipeName, Storage computedStorage) {
        this.recipeName = recipeName;
        this.computedStorage = computedStorage;
    }

    /** The name as recipes, packages and profiles write it, e.g. {@code Float}. */
    public String recipeName() {
        return recipeName;
    }

    /** How a computed value of this type is held. */
    public Storage computedStorage() {
        return computedStorage;
    }

    public boolean isNumeric() {
        return this == INTEGER || this == DECIMAL;
    }

    /** The type of that name (exact, then in any case), or empty for an unknown one. */
    public static Optional<TypeName> find(String name) {
        for (TypeName type : values()) {
            if (type.recipeName.equals(name)) {
                return Optional.of(type);
            }
        }
        for (TypeName type : values()) {
            if (type.recipeName.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
