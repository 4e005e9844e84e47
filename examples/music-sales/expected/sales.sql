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
)
SELECT id AS "InvoiceLineId", customer, buyer, day AS date, year, country, track, genre, quantity AS "Quantity", num(amount) AS amount
FROM sales ORDER BY id;
