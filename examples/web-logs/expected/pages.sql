WITH lines AS (
  SELECT line FROM read_csv('data/access.log', columns = {'line': 'VARCHAR'}, delim = chr(1), quote = '', escape = '', header = false)
), records AS (
  SELECT regexp_extract(line, '^(\S+) \S+ \S+ \[([^\]]+)\] "(.*)" ([0-9]{3}) ([0-9]+|-)$',
         ['host', 'stamp', 'request', 'status', 'size']) AS r FROM lines
), requests AS (
  SELECT r.host AS host, string_split(string_split(r.request, ' ')[2], '?') AS target, r.status[1] IN ('4', '5') AS failed,
         CAST(nullif(r.size, '-') AS BIGINT) AS bytes
  FROM records WHERE r.host <> ''
), pages AS (
  SELECT host, failed, bytes, target[1] AS path, target[2] AS query, lower(string_split(target[1], '.')[-1]) AS ending
  FROM requests
), kinds AS (
  SELECT *, CASE WHEN starts_with(path, '/cgi-bin/imagemap/') THEN 'map'
                 WHEN path[-1] = '/' OR ending IN ('htm', 'html') THEN 'page'
                 WHEN ending IN ('mpg', 'wav') THEN 'film'
                 WHEN ending = 'txt' THEN 'text'
                 WHEN ending = 'pl' THEN 'program'
                 ELSE 'other' END AS kind
  FROM pages WHERE ending NOT IN ('gif', 'jpg', 'jpeg', 'xbm')
), counted AS (
  SELECT kind, regexp_replace(path, 'sts-[0-9]+', 'sts-#', 'g') AS page, host, failed, bytes,
         CASE WHEN kind <> 'map' THEN query END AS search FROM kinds
)
SELECT kind, page, count(*) AS requests, count(*) FILTER (failed) AS failed,
       printf('%.1f', count(*) FILTER (failed) * 100 / count(*)) AS failed_percent, coalesce(sum(bytes), 0) AS bytes,
       count(DISTINCT host) AS hosts, coalesce(array_to_string(list_sort(list(DISTINCT search) FILTER (search IS NOT NULL)), '; '), '') AS searches
FROM counted GROUP BY kind, page ORDER BY count(*) DESC, collated(page);
