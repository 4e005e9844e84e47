WITH days AS (
  SELECT *, CAST(date AS DATE) AS d, CAST(precipitation AS DECIMAL(18, 1)) AS rain, CAST(temp_max AS DECIMAL(18, 1)) AS high,
         CAST(wind AS DECIMAL(18, 1)) AS w
  FROM read_csv('data/seattle-weather.csv', all_varchar = true)
)
SELECT date, strftime(d, '%A, %B') AS label, precipitation,
       date_diff('day', max(d) FILTER (rain > 0) OVER (ORDER BY d ROWS UNBOUNDED PRECEDING), d) AS dry_days,
       num(unscaled(sum(scaled(rain)) OVER (PARTITION BY weather ORDER BY d))) AS rain_so_far,
       num(max(rain) OVER (ORDER BY d ROWS BETWEEN 2 PRECEDING AND 2 FOLLOWING)) AS wettest_of_five, temp_max,
       CAST(high >= 0 AS INTEGER) + CAST(high >= 10 AS INTEGER) + CAST(high >= 20 AS INTEGER) + CAST(high >= 30 AS INTEGER) AS band,
       high - lag(high) OVER (ORDER BY d) AS change,
       round1(CAST(sum(high) OVER week AS DOUBLE) / count(*) OVER week) AS week_max, temp_min, wind, weather,
       row_number() OVER (PARTITION BY weather ORDER BY w DESC, d) AS windiest
FROM days WINDOW week AS (ORDER BY d ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) ORDER BY d;
