package io.drover.recipe.function;

import java.util.List;

/** Japanese characters in another script or width, character by character. */
final class Transliteration {

    private static final int KANA_DISTANCE = 0x60;
    private static final int WIDTH_DISTANCE = 0xFEE0;
    private static final char VOICED = '\uFF9E';
    private static final char SEMI_VOICED = '\uFF9F';

    /** The full-width forms of U+FF61 … U+FF9D, in order. */
    private static final String FULL = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
    private static final char FIRST_HALF = '\uFF61';

    /** Kana whose voiced form is the next character, and for the ha row the semi-voiced the one after. */
    private static final String VOICEABLE = "カキクケコサシスセソタチツテトハヒフヘホ";
    private static final String SEMI_VOICEABLE = "ハヒフヘホ";

    private Transliteration() {}

    static List<String> forms() {
        return List.of("HiraganaToKatakana", "KatakanaToHiragana", "FullwidthToHalfwidth", "HalfwidthToFullwidth");
    }

    static String apply(String text, String form) {
        return switch (form) {
            case "HiraganaToKatakana" -> kana(text, '\u3041', KANA_DISTANCE);
            case "KatakanaToHiragana" -> kana(text, '\u30A1', -KANA_DISTANCE);
            case "FullwidthToHalfwidth" -> halfwidth(text);
            default -> fullwidth(text);
        };
    }

    /** The 86 kana from the first on, and the two iteration marks. */
    private static String kana(String text, char first, int distance) {
        StringBuilder result = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            int place = c - first;
            boolean kana = place >= 0 && place < 86 || place == 0x5C || place == 0x5D;
            result.append(kana ? (char) (c + distance) : c);
        }
        return result.toString();
    }

    private static String halfwidth(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            int place = FULL.indexOf(c);
            if (c >= '\uFF01' && c <= '\uFF5E') {
                result.append((char) (c - WIDTH_DISTANCE));
            } else if (c == '\u3000') {
                result.append(' ');
            } else if (place >= 0) {
                result.append((char) (FIRST_HALF + place));
            } else if (c == 'ヴ') {
                result.append('\uFF73').append(VOICED);
            } else if (c > 0 && VOICEABLE.indexOf(c - 1) >= 0) {
                result.append((char) (FIRST_HALF + FULL.indexOf(c - 1))).append(VOICED);
            } else if (c > 1 && SEMI_VOICEABLE.indexOf(c - 2) >= 0) {
                result.append((char) (FIRST_HALF + FULL.indexOf(c - 2))).append(SEMI_VOICED);
            } else if (c == '\u309B' || c == '\u309C') {
                result.append(c == '\u309B' ? VOICED : SEMI_VOICED);
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }

    private static String fullwidth(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            int place = c - FIRST_HALF;
            if (c >= '!' && c <= '~') {
                result.append((char) (c + WIDTH_DISTANCE));
            } else if (c == ' ') {
                result.append('\u3000');
            } else if (c == VOICED || c == SEMI_VOICED) {
                result.append(c == VOICED ? '\u309B' : '\u309C');
            } else if (place >= 0 && place < FULL.length()) {
                char full = FULL.charAt(place);
                if (next == VOICED && (full == 'ウ' || VOICEABLE.indexOf(full) >= 0)) {
                    result.append(full == 'ウ' ? 'ヴ' : (char) (full + 1));
                    i++;
                } else if (next == SEMI_VOICED && SEMI_VOICEABLE.indexOf(full) >= 0) {
                    result.append((char) (full + 2));
                    i++;
                } else {
                    result.append(full);
                }
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }
}
