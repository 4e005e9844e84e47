WITH invoices AS (
  SELECT CustomerId, CAST(InvoiceDate AS DATE) AS d, CAST(InvoiceId AS INTEGER) AS id, CAST(Total AS DECIMAL(18, 2)) AS total,
         min(CAST(InvoiceDate AS DATE)) OVER (PARTITION BY CustomerId) AS first
  FROM read_csv('../music-sales/data/invoices.csv', all_varchar = true)
), gaps AS (
  SELECT *, year(first) || '-Q' || quarter(first) AS cohort,
         date_diff('day', lag(d) OVER (PARTITION BY CustomerId ORDER BY d, id), d) AS gap FROM invoices
), cohorts AS (
  SELECT cohort, count(DISTINCT CustomerId) AS customers, sum(total) AS sales, avg(gap) AS days, count(gap) AS repeats
  FROM gaps GROUP BY cohort
)
SELECT cohort, customers, sum(customers) OVER (ORDER BY cohort) AS customers_so_far, num(sales) AS sales,
       round2(CAST(sales AS DOUBLE) / customers) AS sales_per_customer, round1(days) AS days_between, repeats
FROM cohorts ORDER BY cohort;
