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
), years AS (
  SELECT country, year, unscaled(sum(scaled(amount))) AS amount, count(DISTINCT customer) AS customers FROM sales GROUP BY ALL
), countries AS (
  SELECT country, map_from_entries(list((year, (num(amount), customers)))) AS y,
         coalesce(sum(amount) FILTER (year = 2013), 0) - coalesce(sum(amount) FILTER (year = 2012), 0) AS growth
  FROM years GROUP BY country
)
SELECT country, y[2009][1] AS sales_2009, y[2009][2] AS customers_2009, y[2010][1] AS sales_2010, y[2010][2] AS customers_2010,
       y[2011][1] AS sales_2011, y[2011][2] AS customers_2011, y[2012][1] AS sales_2012, y[2012][2] AS customers_2012,
       y[2013][1] AS sales_2013, round2(growth) AS growth, y[2013][2] AS customers_2013
FROM countries ORDER BY countries.growth DESC, collated(country);
