WITH lines AS (
  SELECT CAST(line AS JSON) AS j FROM read_csv('data/earthquakes.jsonl', columns = {'line': 'VARCHAR'}, delim = chr(1), quote = '', escape = '', header = false)
), fields AS (
  SELECT j->>'$.id' AS id, j->>'$.properties.mag' AS mag, j->>'$.properties.place' AS place,
         CAST(j->>'$.properties.time' AS BIGINT) AS ms, j->>'$.properties.tsunami' AS tsunami, j->>'$.properties.status' AS status,
         j->>'$.properties.magType' AS magtype, j->>'$.properties.felt' AS felt, j->>'$.geometry.coordinates[0]' AS longitude,
         j->>'$.geometry.coordinates[1]' AS latitude, j->>'$.geometry.coordinates[2]' AS depth,
         j->>'$.properties.sources' AS sources,
         regexp_extract(place, '^.*?(?: of |, )(.*)$', 1) AS behind, regexp_extract(place, 'km (.*?) of ', 1) AS course
  FROM lines
), quakes AS (
  SELECT *, split_part(behind, ', ', 1) AS town, CASE WHEN contains(behind, ', ') THEN substr(behind, strpos(behind, ', ') + 2) ELSE '' END AS land,
         CAST(mag AS DOUBLE) AS m, coalesce(CAST(felt AS INTEGER) > 0, false) AS was_felt FROM fields
), placed AS (
  SELECT *, CASE land WHEN 'CA' THEN 'California' ELSE land END AS region FROM quakes
), networks AS (
  SELECT unnest(string_split(trim(sources, ','), ',')) AS network, m FROM placed
)
SELECT network, count(*) AS quakes, num(max(m)) AS strongest, count(*) FILTER (m >= 2.5) AS noticeable
FROM networks GROUP BY network ORDER BY count(*) DESC, collated(network);
