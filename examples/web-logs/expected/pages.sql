WITH lines AS (
  SELECT line, row_number() OVER () AS n
  FROM read_csv('data/access.log', columns = {'line': 'VARCHAR'}, delim = chr(1), quote = '', escape = '', header = false)
), records AS (
  SELECT n, regexp_extract(line, '^(\S+) \S+ (\S+) \[([^\]]+)\] "((?:[^"\\]|\\.)*)" ([0-9]{3}) ([0-9]+|-) "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"$',
         ['ip', 'person', 'stamp', 'request', 'status', 'size', 'referer', 'agent']) AS r FROM lines
), fields AS (
  SELECT n, r.ip AS ip, nullif(r.person, '-') AS person, string_split(r.request, ' ') AS request, r.status AS status,
         CASE r.size WHEN '-' THEN '0' ELSE r.size END AS bytes, r.referer AS referer, replace(r.agent, '\"', '"') AS agent,
         strptime(r.stamp[1:20], '%d/%b/%Y:%H:%M:%S')
           - to_minutes(CAST(r.stamp[22:24] AS INTEGER) * 60 + CAST(r.stamp[22] || r.stamp[25:26] AS INTEGER)) AS moment
  FROM records WHERE r.ip <> '' AND len(string_split(r.request, ' ')) = 3
), requests AS (
  SELECT *, regexp_matches(agent, 'bot|crawler|spider|^curl') AS robot, request[2] AS path FROM fields
), pages AS (
  SELECT regexp_replace(split_part(path, '?', 1), '^/products/[0-9]+$', '/products/#') AS page, status, CAST(bytes AS BIGINT) AS bytes, ip,
         nullif(replace(regexp_extract(substr(path, strpos(path || '?', '?') + 1), '(?:^|&)q=([^&]*)', 1), '+', ' '), '') AS search
  FROM requests WHERE NOT robot AND NOT starts_with(path, '/img/') AND NOT starts_with(path, '/css/')
)
SELECT page, count(*) AS requests, count(*) FILTER (status[1] IN ('4', '5')) AS failed,
       printf('%.1f', count(*) FILTER (status[1] IN ('4', '5')) * 100 / count(*)) AS failed_percent, sum(bytes) AS bytes,
       count(DISTINCT ip) AS visitors, coalesce(array_to_string(list_sort(list(DISTINCT search) FILTER (search IS NOT NULL)), '; '), '') AS searches
FROM pages GROUP BY page ORDER BY count(*) DESC, collated(page);
