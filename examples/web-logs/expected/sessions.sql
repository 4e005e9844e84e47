WITH lines AS (
  SELECT line, row_number() OVER () AS n
  FROM read_csv('data/access.log', columns = {'line': 'VARCHAR'}, delim = chr(1), quote = '', escape = '', header = false)
), records AS (
  SELECT n, regexp_extract(line, '^(\S+) \S+ \S+ \[([^\]]+)\] "(.*)" ([0-9]{3}) ([0-9]+|-)$',
         ['host', 'stamp', 'request', 'status', 'size']) AS r FROM lines
), requests AS (
  SELECT n, r.host AS host, string_split(r.host, '.')[-1] AS label, string_split(r.request, ' ')[2] AS path,
         CAST(nullif(r.size, '-') AS BIGINT) AS bytes,
         strptime(r.stamp[1:20], '%d/%b/%Y:%H:%M:%S')
           - to_minutes(CAST(r.stamp[22:24] AS INTEGER) * 60 + CAST(r.stamp[22] || r.stamp[25:26] AS INTEGER)) AS moment
  FROM records WHERE r.host <> ''
), pauses AS (
  SELECT *, date_diff('second', lag(moment) OVER (PARTITION BY host ORDER BY moment, n), moment) AS pause FROM requests
), numbered AS (
  SELECT *, sum(CASE WHEN pause IS NULL OR pause > 1800 THEN 1 ELSE 0 END) OVER (PARTITION BY host ORDER BY moment, n) AS session,
         CASE WHEN pause <= 1800 THEN pause END AS inside FROM pauses
), sessions AS (
  SELECT host, CASE WHEN try_cast(label AS INTEGER) IS NULL THEN label END AS domain, session, count(*) AS requests,
         min(moment) AS began, max(moment) AS ended, coalesce(sum(bytes), 0) AS bytes, arg_min(path, (moment, n)) AS entry, max(inside) AS longest_pause
  FROM numbered GROUP BY ALL
)
SELECT domain, session, requests, strftime(began, '%Y-%m-%d %H:%M:%S') AS began, strftime(ended, '%Y-%m-%d %H:%M:%S') AS ended,
       date_diff('second', sessions.began, sessions.ended) AS seconds,
       CASE WHEN requests = 1 THEN 'single' WHEN date_diff('second', sessions.began, sessions.ended) < 600 THEN 'short' ELSE 'long' END AS kind,
       bytes, entry, longest_pause
FROM sessions ORDER BY sessions.began, collated(host), session;
