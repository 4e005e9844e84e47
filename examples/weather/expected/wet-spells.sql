WITH days AS (
  SELECT *, CAST(date AS DATE) AS d, CAST(precipitation AS DECIMAL(18, 1)) AS rain, CAST(temp_max AS DECIMAL(18, 1)) AS high,
         CAST(wind AS DECIMAL(18, 1)) AS w
  FROM read_csv('data/seattle-weather.csv', all_varchar = true)
), wet AS (
  SELECT *, CASE WHEN d - lag(d) OVER (ORDER BY d) = 1 THEN 0 ELSE 1 END AS begins FROM days WHERE rain > 0
), spells AS (
  SELECT *, sum(begins) OVER (ORDER BY d) AS spell FROM wet
)
SELECT spell, min(date) AS "from", max(date) AS "to", count(*) AS days, num(sum(rain)) AS rain,
       round2(CAST(sum(w) AS DOUBLE) / count(*)) AS wind
FROM spells GROUP BY spell HAVING count(*) >= 7 ORDER BY count(*) DESC, min(date);
