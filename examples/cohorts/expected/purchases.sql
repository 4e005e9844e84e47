WITH invoices AS (
  SELECT *, CAST(InvoiceDate AS DATE) AS d, CAST(CustomerId AS INTEGER) AS customer, CAST(InvoiceId AS INTEGER) AS id,
         min(CAST(InvoiceDate AS DATE)) OVER (PARTITION BY CustomerId) AS first
  FROM read_csv('../music-sales/data/invoices.csv', all_varchar = true)
)
SELECT InvoiceId, CustomerId, row_number() OVER own AS purchase, InvoiceDate,
       date_diff('day', lag(d) OVER own, d) AS days_since, first,
       (year(d) * 4 + quarter(d)) - (year(first) * 4 + quarter(first)) AS quarter,
       year(first) || '-Q' || quarter(first) AS cohort, BillingCountry, Total
FROM invoices WINDOW own AS (PARTITION BY customer ORDER BY d, id)
ORDER BY customer, purchase;
