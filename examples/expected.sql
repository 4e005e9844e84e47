-- What the queries beside the expected outputs share.

-- A number's text: its shortest digits, no trailing .0
CREATE MACRO num(x) AS regexp_replace(CAST(CAST(x AS DOUBLE) AS VARCHAR), '\.0$', '');
-- Sum of numbers as they are in binary, rounded once: in units of 2^-60, of which each is a whole number
CREATE MACRO scaled(x) AS CAST(CAST(x AS DOUBLE) * 1152921504606846976 AS HUGEINT);
CREATE MACRO unscaled(x) AS CAST(CAST(x AS VARCHAR) AS DOUBLE) / 1152921504606846976;
-- The decimal digits that num shows, exactly
CREATE MACRO exact(x) AS CAST(CAST(CAST(x AS DOUBLE) AS VARCHAR) AS DECIMAL(38, 18));
-- Rounded half up, with all decimals
CREATE MACRO round1(x) AS CAST(CAST(exact(x) AS DECIMAL(38, 1)) AS VARCHAR);
CREATE MACRO round2(x) AS CAST(CAST(exact(x) AS DECIMAL(38, 2)) AS VARCHAR);
CREATE MACRO round3(x) AS CAST(CAST(exact(x) AS DECIMAL(38, 3)) AS VARCHAR);
-- Key of the sort order for words: blanks, signs, digits, letters; letters without case and accents
CREATE MACRO collated(s) AS list_aggregate(list_transform(string_split(s, ''), lambda c:
    CASE WHEN regexp_matches(c, '\p{L}') THEN '3' || upper(strip_accents(c)) WHEN regexp_matches(c, '[0-9]') THEN '2' || c
         WHEN regexp_matches(c, '\s') THEN '0' || c ELSE '1' || c END), 'string_agg', '');
