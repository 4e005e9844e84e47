package io.drover.launcher.security;

import io.drover.launcher.rest.Json;
import io.drover.launcher.rest.Resource;
import io.drover.launcher.store.Owned;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** How users are shown. */
public final class People {
    private final Users users;
    private final Resource<User> resource = new Resource<>("person", People::brief);

    People(Users users) {
        this.users = users;
    }

    /** Adds the associations creator and updater, which every object has. */
    public <T extends Owned> Resource<T> on(Resource<T> target) {
        Supplier<Resource<User>> person = () -> resource;
        return target.one("creator", person, object -> users.find(object.stamp().creator()))
                .one("updater", person, object -> users.find(object.stamp().updater()));
    }

    static ObjectNode brief(User user) {
        return Json.object().put("id", user.id()).put("email", user.email()).put("name", user.name());
    }

    static ObjectNode full(User user) {
        return brief(user).put("isAdmin", user.admin()).put("isDisabled", user.disabled())
                .put("state", user.disabled() ? "disabled" : "active").put("outputHomeDir", user.outputHome())
                .put("uploadDir", user.uploadHome()).put("createdAt", Json.timestamp(user.createdAt()))
                .put("updatedAt", Json.timestamp(user.updatedAt()));
    }
}
