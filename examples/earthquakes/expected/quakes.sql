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
)
SELECT id, mag, CAST(m >= 1 AS INTEGER) + CAST(m >= 2 AS INTEGER) + CAST(m >= 3 AS INTEGER) + CAST(m >= 4 AS INTEGER)
       + CAST(m >= 5 AS INTEGER) AS class, town, region, regexp_extract(course, '[A-Z_]{1,3}') AS direction,
       regexp_extract(place, '^[0-9]+') AS km, strftime(make_timestamp(ms // 1000 * 1000000), '%Y-%m-%d %H:%M:%S') AS at, tsunami, status,
       magtype AS "magType", felt, was_felt, longitude, latitude, depth
FROM placed ORDER BY m DESC, collated(id);
