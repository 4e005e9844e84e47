#!/usr/bin/env python3
"""Writes data/access.log: a made-up web server's log in Combined Log Format, the same on every run.

No real visitor is in it: the addresses are of the ranges that RFC 5737 keeps for documentation, the hosts of RFC 2606.
"""
from datetime import datetime, timedelta, timezone
from pathlib import Path
import random

dice = random.Random(20240301)
AGENTS = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:122.0) Gecko/20100101 Firefox/122.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/121.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.3 Mobile/15E148 Safari/604.1",
    "curl/8.5.0",
]
BOT = "Mozilla/5.0 (compatible; ExampleBot/2.1; +http://bot.example.com/bot.html)"
PAGES = ["/", "/products", "/products/17", "/products/23?ref=mail", "/products/42?ref=ad&campaign=spring%20sale",
         "/search?q=red+shoes", "/search?q=caf%C3%A9", "/cart", "/checkout", "/about", "/img/logo.png", "/css/site.css"]
REFERERS = ["-", "-", "https://www.example.com/", "https://search.example.net/?q=shoes", "http://www.example.org/a,b"]
HOME = timezone(timedelta(hours=-5))


def record(address, user, when, request, status, size, referer, agent):
    stamp = when.strftime("%d/%b/%Y:%H:%M:%S %z")
    return f'{address} - {user} [{stamp}] "{request}" {status} {size} "{referer}" "{agent}"'


visits = []
for visitor in range(60):
    address = dice.choice(["192.0.2.", "198.51.100.", "203.0.113."]) + str(dice.randrange(1, 255))
    agent = dice.choice(AGENTS)
    user = f"user{visitor}" if dice.random() < 0.2 else "-"
    when = datetime(2024, 3, 9, 0, 0, 0, tzinfo=HOME) + timedelta(seconds=dice.randrange(3 * 86400))
    for _ in range(dice.randrange(1, 25)):
        status = dice.choices([200, 200, 200, 304, 302, 404, 500], [50, 20, 10, 8, 5, 5, 2])[0]
        size = "-" if status == 304 else str(dice.randrange(200, 60000))
        method = "POST" if dice.random() < 0.1 else "GET"
        visits.append((when, record(address, user, when, f"{method} {dice.choice(PAGES)} HTTP/1.1", status, size,
                                    dice.choice(REFERERS), agent)))
        # Most clicks follow within minutes, some only after half an hour and more: a new session.
        when += timedelta(seconds=dice.randrange(1, 400) if dice.random() < 0.85 else dice.randrange(1500, 20000))
for _ in range(80):
    when = datetime(2024, 3, 9, 0, 0, 0, tzinfo=HOME) + timedelta(seconds=dice.randrange(3 * 86400))
    visits.append((when, record("198.51.100.7", "-", when, f"GET {dice.choice(PAGES)} HTTP/1.1", 200,
                                dice.randrange(200, 60000), "-", BOT)))
visits.sort(key=lambda visit: visit[0])
lines = [line for _, line in visits]
# What real logs hold too: probes that aren't HTTP, a quote in an agent, a line cut short.
lines.insert(100, '203.0.113.99 - - [09/Mar/2024:03:33:33 -0500] "\\x16\\x03\\x01" 400 226 "-" "-"')
lines.insert(200, '203.0.113.98 - - [09/Mar/2024:20:00:00 -0500] "GET /products HTTP/1.0" 200 512 "-" "He said \\"hi\\""')
lines.insert(300, '192.0.2.200 - - [10/Mar/2024:04:0')
lines.insert(400, "")
Path(__file__).with_name("data").joinpath("access.log").write_text("\n".join(lines) + "\n", encoding="utf-8")
