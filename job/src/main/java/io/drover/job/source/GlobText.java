package io.drover.job.source;

/** Globs of Hadoop's file systems as regular expressions of RE2. */
final class GlobText {
    private GlobText() {}

    static String quoted(String text) {
        return com.google.re2j.Pattern.quote(text);
    }

    /** Matches the paths that the glob does: {@code *}, {@code ?} and classes stay within a segment. */
    static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '\\' && i + 1 < glob.length()) {
                i++;
                regex.append(quoted(glob.substring(i, i + 1)));
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '[' && glob.indexOf(']', i + 2) > 0) {
                int end = glob.indexOf(']', i + 2);
                String members = glob.substring(i + 1, end);
                boolean not = members.startsWith("!") || members.startsWith("^");
                regex.append(not ? "[^/" : "[").append((not ? members.substring(1) : members).replace("\\", "\\\\")
                        .replace("[", "\\[").replace("^", "\\^")).append(']');
                i = end;
            } else if (c == '{') {
                regex.append("(?:");
                depth++;
            } else if (c == '}' && depth > 0) {
                regex.append(')');
                depth--;
            } else if (c == ',' && depth > 0) {
                regex.append('|');
            } else {
                regex.append(quoted(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
