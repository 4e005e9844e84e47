"""What the expectations of the examples are worked out with: plain Python, nothing of the product."""
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
import csv
import unicodedata


def number(value):
    """A number's text: shortest digits, no trailing .0; None is empty."""
    if value is None:
        return ""
    text = repr(value)
    return text[:-2] if text.endswith(".0") else text


def rounded(value, digits):
    """Half up on the decimal digits that number() shows, with all its decimals."""
    return str(Decimal(number(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def collated(text):
    """Key of the sort order for words: blanks, signs, digits, letters; letters without case and accents first."""
    def letter(character):
        return "".join(part for part in unicodedata.normalize("NFD", character) if not unicodedata.combining(part))
    return [(3, letter(c).upper()) if c.isalpha() else (2 if c.isdigit() else 0 if c.isspace() else 1, c) for c in text]


def read(script, name):
    with Path(script).with_name("data").joinpath(name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(script, dataset, header, rows):
    """expected/DATASET.csv beside the script, as the engines write it."""
    folder = Path(script).with_name("expected")
    folder.mkdir(exist_ok=True)
    with folder.joinpath(dataset.replace(" ", "-") + ".csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
