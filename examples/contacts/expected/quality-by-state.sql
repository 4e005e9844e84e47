WITH given AS (
  SELECT DISTINCT * FROM read_csv('data/contacts.csv', all_varchar = true, header = true)
), parts AS (
  SELECT "Contact ID" AS contact_id,
         regexp_replace(regexp_replace(regexp_replace(trim("Full Name", ' ' || chr(9)), '\s+', ' ', 'g'), '^Dr\. ', ''), ', PhD$', '') AS name,
         regexp_replace(split_part(coalesce(Phone, ''), 'x', 1), '[^0-9]', '', 'g') AS digits,
         regexp_replace(substr(coalesce(Phone, ''), strpos(coalesce(Phone, '') || 'x', 'x') + 1), '[^0-9]', '', 'g') AS extension,
         regexp_replace(lower(coalesce("E-mail", '')), '^mailto:|[<>]|\s', '', 'g') AS mail,
         upper(trim(replace(coalesce(State, ''), '.', ''))) AS state_name, split_part(coalesce(ZIP, ''), '-', 1) AS zip_code,
         split_part(coalesce(ZIP, ''), '-', 2) AS plus4, coalesce("Signed Up", '') AS signed,
         regexp_extract_all(lower(coalesce(Tags, '')), '[a-z]+') AS tags, replace(coalesce(Note, ''), chr(10), ' / ') AS note
  FROM given
), numbers AS (
  SELECT *, CASE WHEN regexp_full_match(digits, '1[0-9]{10}') THEN digits[2:] ELSE digits END AS d,
         CASE WHEN contains(name, ', ') THEN substr(name, strpos(name, ', ') + 2) || ' ' || split_part(name, ', ', 1) ELSE name END AS in_order
  FROM parts
), contacts AS (
  SELECT contact_id,
         array_to_string(list_transform(string_split(in_order, ' '), lambda w: upper(w[1]) || lower(w[2:])), ' ') AS full_name,
         CASE WHEN regexp_full_match(d, '[2-9][0-9]{2}[2-9][0-9]{6}') THEN '(' || d[1:3] || ') ' || d[4:6] || '-' || d[7:] END AS phone,
         extension,
         CASE WHEN regexp_full_match(mail, '[a-z0-9._%+-]+@([a-z0-9-]+\.)+[a-z]{2,}') THEN mail END AS e_mail,
         coalesce(s.code, state_name) AS state, CASE WHEN zip_code <> '' THEN lpad(zip_code, 5, '0') END AS zip, plus4,
         CASE WHEN regexp_full_match(signed, '\d{4}-\d+-\d+') THEN try_strptime(signed, '%Y-%m-%d')
              WHEN regexp_full_match(signed, '\d+/\d+/\d{4}') THEN try_strptime(signed, '%m/%d/%Y')
              WHEN regexp_full_match(signed, '\d+/\d+/\d{2}') THEN try_strptime(signed, '%m/%d/%y')
              ELSE try_strptime(signed, '%B %d, %Y') END AS signed_up, tags, note
  FROM numbers LEFT JOIN read_csv('data/states.csv', all_varchar = true) s ON upper(s.state) = state_name
)
SELECT CASE state WHEN '' THEN '(none)' ELSE state END AS state, count(*) AS contacts, count(phone) AS phones, count(e_mail) AS mails,
       count(*) FILTER (phone IS NULL AND e_mail IS NULL) AS unreachable,
       round1(100 - count(*) FILTER (phone IS NULL AND e_mail IS NULL) / count(*) * 100) AS reachable_percent
FROM contacts GROUP BY state ORDER BY collated(CASE state WHEN '' THEN '(none)' ELSE state END);
