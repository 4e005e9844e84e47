package io.drover.launcher.store;

import io.drover.launcher.rest.ApiException;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.security.User;
import java.util.Optional;

/** Who may see what: a user his own objects, an administrator all (contract.md §2). */
public final class Access {
    private Access() {}

    public static boolean visible(Owned object, User user) {
        return user.admin() || object.stamp().creator() == user.id();
    }

    /**
     * An object that the path names.
     *
     * @param kind for the message, e.g. {@code flow}
     * @throws ApiException 404 unknown, 403 not visible, 410 deleted
     */
    public static <T extends Owned> T required(Optional<T> found, String kind, long id, User user,
            boolean includeDeleted) {
        T object = found.orElseThrow(() -> ApiException.notFound("There is no " + kind + " with id " + id));
        if (!visible(object, user)) {
            throw ApiException.forbidden("You have no access to " + kind + " " + id);
        }
        if (object.stamp().deletedAt() != null && !includeDeleted) {
            throw ApiException.gone(kind + " " + id + " was deleted");
        }
        return object;
    }

    /** An object that a request body names; empty, with the defect noted, if it can't be used. */
    public static <T extends Owned> Optional<T> referred(Optional<T> found, String kind, long id, User user,
            String pointer, Defects defects) {
        if (found.isEmpty() || found.get().stamp().deletedAt() != null) {
            defects.unknown(pointer, pointer.substring(1).replace('/', '.') + ": there is no " + kind
                    + " with id " + id);
            return Optional.empty();
        }
        if (!visible(found.get(), user)) {
            defects.forbidden(pointer, pointer.substring(1).replace('/', '.') + ": you have no access to " + kind
                    + " " + id);
            return Optional.empty();
        }
        return found;
    }
}
