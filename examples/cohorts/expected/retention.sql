WITH invoices AS (
  SELECT CustomerId, CAST(InvoiceDate AS DATE) AS d, min(CAST(InvoiceDate AS DATE)) OVER (PARTITION BY CustomerId) AS first
  FROM read_csv('../music-sales/data/invoices.csv', all_varchar = true)
), quarters AS (
  SELECT year(first) || '-Q' || quarter(first) AS cohort, CustomerId,
         (year(d) * 4 + quarter(d)) - (year(first) * 4 + quarter(first)) AS q FROM invoices
), counts AS (
  SELECT cohort, list_transform(range(8), lambda n: len(list_distinct(list_transform(
         list_filter(list({'q': q, 'c': CustomerId}), lambda e: e.q = n), lambda e: e.c)))) AS n
  FROM quarters GROUP BY cohort
)
SELECT cohort, n[1] AS q0, n[2] AS q1, printf('%.2f', n[2] / n[1]) AS kept_after_one, n[3] AS q2, n[4] AS q3, n[5] AS q4,
       n[6] AS q5, n[7] AS q6, n[8] AS q7
FROM counts ORDER BY cohort;
