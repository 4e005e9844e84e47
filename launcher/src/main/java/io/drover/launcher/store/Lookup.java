package io.drover.launcher.store;

import io.drover.launcher.rest.ApiException;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Ids;
import io.drover.launcher.rest.Query;
import io.drover.launcher.security.User;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The objects of one kind as requests name them. A user sees his own, an administrator all.
 *
 * @param kind for messages, e.g. {@code flow}
 * @param objects by their ids, also those that were deleted
 */
public record Lookup<T extends Owned>(String kind, LongFunction<Optional<T>> objects) {

    /**
     * The object that a path names.
     *
     * @throws ApiException 400 no id, 404 unknown, 403 not visible, 410 deleted
     */
    public T inPath(String id, User user) {
        return required(Ids.inPath(id), user);
    }

    /**
     * The object that a path names.
     *
     * @param query may ask for deleted objects, too
     * @throws ApiException 400 no id, 404 unknown, 403 not visible, 410 deleted and not asked for
     */
    public T inPath(String id, User user, Query query) {
        long number = Ids.inPath(id);
        return query.includeDeleted() ? visible(number, user) : required(number, user);
    }

    /** @throws ApiException 404 unknown, 403 not visible, 410 deleted */
    public T required(long id, User user) {
        T object = visible(id, user);
        if (object.stamp().deletedAt() != null) {
            throw ApiException.gone(kind + " " + id + " was deleted");
        }
        return object;
    }

    /**
     * The object even if it was deleted.
     *
     * @throws ApiException 404 unknown, 403 not visible
     */
    public T visible(long id, User user) {
        T object = objects.apply(id).orElseThrow(() -> ApiException.notFound("There is no " + kind + " with id " + id));
        if (!isVisible(object, user)) {
            throw ApiException.forbidden("You have no access to " + kind + " " + id);
        }
        return object;
    }

    /**
     * The object that a member of a request's body names; empty, with the defect noted, if it can't be used.
     *
     * @param id empty if the body names none, which is no defect here
     * @param pointer to the member
     */
    public Optional<T> inBody(Optional<Long> id, String pointer, User user, Defects defects) {
        return id.flatMap(number -> usable(number, pointer, user, defects));
    }

    private Optional<T> usable(long id, String pointer, User user, Defects defects) {
        Optional<T> found = objects.apply(id).filter(object -> object.stamp().deletedAt() == null);
        String member = pointer.substring(1).replace('/', '.');
        if (found.isEmpty()) {
            defects.unknown(pointer, member + ": there is no " + kind + " with id " + id);
        } else if (!isVisible(found.get(), user)) {
            defects.forbidden(pointer, member + ": you have no access to " + kind + " " + id);
            return Optional.empty();
        }
        return found;
    }

    private static boolean isVisible(Owned object, User user) {
        return user.admin() || object.stamp().creator() == user.id();
    }
}
