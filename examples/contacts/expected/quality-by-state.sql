WITH given AS (
  SELECT DISTINCT * EXCLUDE "Record ID" FROM read_csv('data/contacts.csv', all_varchar = true, header = true, quote = '"', escape = '"')
), names AS (
  SELECT *, regexp_replace(trim(regexp_replace("Name", '\s+', ' ', 'g')), ',? Esq\.$', '') AS untitled FROM given
), places AS (
  SELECT *, CASE WHEN regexp_matches(untitled, ' (Jr\.|Sr\.|[IV]+)$') THEN regexp_extract(untitled, '[^ ]+$') END AS generation,
         string_split(string_split("Jurisdiction", '/')[3], ':')[2] AS code_of_state,
         CASE WHEN contains("Jurisdiction", '/place:') THEN string_split(split_part("Jurisdiction", '/place:', 2), '/')[1] END AS town,
         split_part(coalesce("Address", ''), ' Office Hours:', 1) AS office,
         regexp_replace(coalesce("Phone", ''), '[^0-9]', '', 'g') AS digits, regexp_replace(coalesce("Fax", ''), '[^0-9]', '', 'g') AS fax_digits,
         rtrim(replace(lower(replace(coalesce("E-mail", ''), ' ', '')), 'mailto:', ''), '.') AS mail
  FROM names
), parts AS (
  SELECT *, list_filter(list_transform(string_split(split_part(office, 'Room:', 1), ';'), lambda p: trim(regexp_replace(p, '\s+', ' ', 'g'))),
                        lambda p: p <> '') AS lines,
         trim(regexp_replace(split_part(office, 'Room:', 2), '^[;\s]+', '')) AS room,
         CASE WHEN generation IS NULL THEN untitled ELSE rtrim(left(untitled, length(untitled) - length(generation)), ' ,') END AS person
  FROM places
), addresses AS (
  SELECT *, CASE WHEN room = '' THEN '' ELSE 'Room ' || room || '; ' END || rtrim(array_to_string(lines, '; '), '-; ') AS written FROM parts
), codes AS (
  SELECT *, regexp_extract(written, '[A-Za-z]{2}[,;]? ([0-9]{4,5})(-[0-9]{4})?$', 1) AS zip_digits,
         regexp_extract(written, '[A-Za-z]{2}[,;]? [0-9]{4,5}-([0-9]{4})$', 1) AS plus4,
         upper(regexp_extract(written, '([A-Za-z]+)([,;]? [0-9]{4,5}(-[0-9]{4})?)?$', 1)) AS state_name,
         CASE WHEN contains("Phone", 'ext') THEN split_part("Phone", 'ext. ', 2) ELSE '' END AS extension
  FROM addresses
), numbers AS (
  SELECT *, CASE WHEN starts_with(ten, '1') THEN ten[2:] ELSE ten END AS phone_digits
  FROM (SELECT *, left(digits, length(digits) - length(extension)) AS ten FROM codes)
), contacts AS (
  SELECT regexp_replace(regexp_replace(regexp_replace(person, '\.([A-Z])', '. \1', 'g'), ' ([A-Z]) ', ' \1. '), ' ''(\w+)'' ', ' "\1" ')
             || coalesce(' ' || generation, '') AS name,
         list_filter(string_split(coalesce("Party", ''), '/'), lambda p, i: p <> ''
             AND list_position(string_split("Party", '/'), p) = i) AS parties,
         "Role" AS role, upper(code_of_state) AS state,
         array_to_string(list_transform(string_split(town, '_'), lambda w: upper(w[1]) || w[2:]), ' ') AS place, written AS address,
         coalesce(s.code, CASE WHEN length(state_name) = 2 THEN state_name END) AS address_state,
         CASE WHEN zip_digits <> '' THEN lpad(zip_digits, 5, '0') END AS zip, plus4,
         CASE WHEN length(phone_digits) = 10 THEN '(' || phone_digits[1:3] || ') ' || phone_digits[4:6] || '-' || phone_digits[7:] END AS phone,
         extension,
         CASE WHEN length(fax_digits) = 10 THEN '(' || fax_digits[1:3] || ') ' || fax_digits[4:6] || '-' || fax_digits[7:] END AS fax, mail,
         CASE WHEN mail = '' THEN 'none' WHEN regexp_full_match(mail, '[a-z0-9._%+-]+@([a-z0-9-]+\.)+[a-z]{2,}') THEN 'valid'
              WHEN starts_with(mail, 'http') THEN 'web page' ELSE 'invalid' END AS e_mail_check,
         strftime(try_strptime("In Office Since", '%Y-%m-%d'), '%b %-d, %Y') AS in_office_since
  FROM numbers LEFT JOIN read_csv('data/states.csv', all_varchar = true) s ON upper(s.state) = state_name
)
SELECT state, count(*) AS contacts, count(phone) AS phones, count(*) FILTER (e_mail_check = 'valid') AS mails,
       round1(count(*) FILTER (e_mail_check = 'valid') / count(*) * 100) AS mails_percent,
       count(*) FILTER (e_mail_check IN ('invalid', 'web page')) AS no_mail_address,
       count(*) FILTER (phone IS NULL AND e_mail_check <> 'valid') AS unreachable,
       count(*) FILTER (address_state <> state) AS elsewhere
FROM contacts GROUP BY state ORDER BY collated(state);
