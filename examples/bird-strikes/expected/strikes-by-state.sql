WITH strikes AS (
  SELECT "Origin State" AS state, "Wildlife Size" AS size, regexp_replace("Wildlife Species", '^Unknown bird.*$', 'Unknown bird') AS species,
         CAST("Cost Total $" AS BIGINT) AS cost,
         coalesce(CAST("Cost Total $" AS BIGINT) > 0, false) OR lower("Effect Amount of damage") = 'substantial' AS serious
  FROM read_csv('data/birdstrikes.csv', all_varchar = true)
  WHERE "Origin State" <> '' AND CAST("Flight Date"[1:4] AS INTEGER) >= 1990
), airports AS (
  SELECT s.state, count(*) AS airports, unscaled(sum(scaled(a.latitude))) / count(a.latitude) AS latitude
  FROM read_csv('data/airports.csv', all_varchar = true) a JOIN read_csv('data/states.csv', all_varchar = true) s ON s.code = a.state
  WHERE a.country = 'USA' GROUP BY s.state
), states AS (
  SELECT state, count(*) AS strikes, count(*) FILTER (serious) AS serious, sum(cost) AS cost,
         nullif(count(*) FILTER (size = 'Large'), 0) AS large, nullif(count(*) FILTER (size = 'Medium'), 0) AS medium,
         nullif(count(*) FILTER (size = 'Small'), 0) AS small, count(DISTINCT species) AS species
  FROM strikes GROUP BY state
)
SELECT state, strikes, serious, round1(serious * 100 / strikes) || '%' AS serious_share, cost, large, medium, small, species, airports,
       round2(strikes / airports) AS strikes_per_airport, round2(latitude) AS latitude
FROM states LEFT JOIN airports USING (state) ORDER BY strikes DESC, collated(state);
