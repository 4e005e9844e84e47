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
), regions AS (
  SELECT CASE region WHEN '' THEN '(at sea)' ELSE region END AS region, count(*) AS quakes, num(max(m)) AS strongest,
         round2(unscaled(sum(scaled(depth))) / count(*)) AS depth, count(*) FILTER (was_felt) AS felt,
         coalesce(list(town ORDER BY m DESC, collated(id)) FILTER (m >= 3 AND town <> ''), [])[1:3] AS towns
  FROM placed GROUP BY region
)
SELECT region, quakes, strongest, depth,
       '{"quakes":' || quakes || ',"strongest":' || strongest || ',"depth":' || num(depth) || '}' AS summary, felt,
       CAST(to_json(towns) AS VARCHAR) AS towns
FROM regions ORDER BY quakes DESC, collated(region);
