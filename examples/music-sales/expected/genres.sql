WITH sales AS (
  SELECT CAST(l.InvoiceLineId AS INTEGER) AS id, c.FirstName || ' ' || c.LastName AS customer,
         CASE WHEN c.Company IS NULL THEN 'person' ELSE 'company' END AS buyer, i.InvoiceDate AS day,
         CAST(i.InvoiceDate[1:4] AS INTEGER) AS year, i.BillingCountry AS country, t.Name AS track, g.Name AS genre,
         CAST(l.Quantity AS INTEGER) AS quantity, CAST(l.UnitPrice AS DECIMAL(18, 2)) * CAST(l.Quantity AS INTEGER) AS amount
  FROM read_csv('data/invoice_lines.csv', all_varchar = true) l
  JOIN read_csv('data/invoices.csv', all_varchar = true) i USING (InvoiceId)
  JOIN read_csv('data/tracks.csv', all_varchar = true) t USING (TrackId)
  JOIN read_csv('data/genres.csv', all_varchar = true) g USING (GenreId)
  JOIN read_csv('data/customers.csv', all_varchar = true) c USING (CustomerId)
), genres AS (
  SELECT genre, unscaled(sum(scaled(amount))) AS amount, sum(quantity) AS tracks, count(DISTINCT country) AS countries, count(*) AS lines
  FROM sales GROUP BY genre
), tops AS (
  SELECT genre, country FROM (SELECT genre, country, count(*) AS n FROM sales GROUP BY ALL)
  QUALIFY row_number() OVER (PARTITION BY genre ORDER BY n DESC, collated(country)) = 1
), shares AS (
  SELECT *, CAST(exact(amount / unscaled(sum(scaled(amount)) OVER ()) * 100) AS DECIMAL(38, 2)) AS share FROM genres
)
SELECT genre, num(amount) AS sales, share, sum(share) OVER (ORDER BY amount DESC, collated(genre)) AS cumulated, tracks, countries,
       tops.country AS top_country, lines
FROM shares JOIN tops USING (genre) WHERE share >= 1 ORDER BY amount DESC, collated(genre);
