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
), clicks AS (
  SELECT *, date_diff('second', lag(moment) OVER visits, moment) AS pause FROM requests WHERE NOT robot
  WINDOW visits AS (PARTITION BY ip, agent ORDER BY moment, n)
), numbered AS (
  SELECT *, sum(CASE WHEN pause IS NULL OR pause > 1800 THEN 1 ELSE 0 END) OVER (PARTITION BY ip, agent ORDER BY moment, n) AS session,
         CASE WHEN pause <= 1800 THEN pause END AS inside FROM clicks
), sessions AS (
  SELECT ip, agent, session, count(*) AS clicks, min(moment) AS began, max(moment) AS ended, sum(CAST(bytes AS BIGINT)) AS bytes,
         arg_min(path, (moment, n)) AS entry, max(inside) AS longest_pause FROM numbered GROUP BY ALL
)
SELECT ip, regexp_extract(agent, 'Firefox|Chrome|iPhone') AS client, session, clicks, strftime(began, '%Y-%m-%d %H:%M:%S') AS began,
       strftime(ended, '%Y-%m-%d %H:%M:%S') AS ended,
       date_diff('second', sessions.began, sessions.ended) AS seconds,
       CASE WHEN clicks = 1 THEN 'bounce' WHEN date_diff('second', sessions.began, sessions.ended) < 600 THEN 'short' ELSE 'long' END AS kind,
       bytes, entry, longest_pause
FROM sessions ORDER BY sessions.began, collated(ip), session;
