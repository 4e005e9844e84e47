WITH lines AS (
  SELECT line, row_number() OVER () AS n
  FROM read_csv('data/access.log', columns = {'line': 'VARCHAR'}, delim = chr(1), quote = '', escape = '', header = false)
), records AS (
  SELECT n, regexp_extract(line, '^(\S+) \S+ \S+ \[([^\]]+)\] "(.*)" ([0-9]{3}) ([0-9]+|-)$',
         ['host', 'stamp', 'request', 'status', 'size']) AS r FROM lines
), requests AS (
  SELECT n, r.host AS host, string_split(r.host, '.') AS labels, string_split(r.request, ' ') AS request, r.status AS status,
         CAST(nullif(r.size, '-') AS BIGINT) AS bytes,
         strptime(r.stamp[1:20], '%d/%b/%Y:%H:%M:%S')
           - to_minutes(CAST(r.stamp[22:24] AS INTEGER) * 60 + CAST(r.stamp[22] || r.stamp[25:26] AS INTEGER)) AS moment
  FROM records WHERE r.host <> ''
)
SELECT bytes, status, request[1] AS method, request[2] AS path, coalesce(request[3], 'HTTP/0.9') AS protocol,
       strftime(moment, '%Y-%m-%d %H:%M:%S') AS time, host,
       CASE WHEN try_cast(labels[-1] AS INTEGER) IS NULL THEN labels[-1] END AS domain,
       CASE WHEN len(labels) = 4 AND try_cast(labels[-1] AS INTEGER) IS NOT NULL THEN host END AS address
FROM requests ORDER BY n;
