WITH days AS (
  SELECT *, CAST(date AS DATE) AS d, CAST(precipitation AS DECIMAL(18, 1)) AS rain, CAST(temp_max AS DECIMAL(18, 1)) AS high,
         CAST(wind AS DECIMAL(18, 1)) AS w
  FROM read_csv('data/seattle-weather.csv', all_varchar = true)
)
SELECT date[1:7] AS month, count(*) FILTER (weather = 'drizzle') AS drizzle, count(*) FILTER (weather = 'fog') AS fog,
       count(*) FILTER (weather = 'rain') AS rain, count(*) FILTER (weather = 'snow') AS snow,
       count(*) FILTER (weather = 'sun') AS sun, num(median(CAST(high AS DOUBLE))) AS median_temp_max,
       round3(stddev_pop(CAST(high AS DOUBLE))) AS stdev_temp_max, num(unscaled(sum(scaled(days.rain)))) AS sum_precipitation,
       num(list_reverse_sort(list(days.rain))[2]) AS kthlargest_precipitation
FROM days GROUP BY ALL ORDER BY month;
