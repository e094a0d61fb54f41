"""Pulls all leads into $OUT/leads.ndjson, each once: what was written is kept in $STATE/seen.txt."""

import http.client
import json
import os
import time
from urllib.parse import urlsplit

URL, OUT, STATE = os.environ["RACE_URL"], os.environ["OUT"], os.environ["STATE"]
SIZE = int(os.environ["PAGE_SIZE"])
LOGIN = {
    "clientId": os.environ["CLIENT_ID"],
    "clientSecret": os.environ["CLIENT_SECRET"],
    "audience": os.environ["AUDIENCE"],
}
TRIES = 8

connection = http.client.HTTPConnection(urlsplit(URL).netloc, timeout=30)
token, expires = None, 0.0


def send(method, path, body=None, headers=None):
    """Status, Retry-After and JSON of an answer; an answer that was cut is an exception."""
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        content = answer.read()
    except (OSError, http.client.HTTPException):
        connection.close()  # the next request opens it anew
        raise
    parsed = json.loads(content) if answer.status == 200 else None
    return answer.status, answer.getheader("Retry-After"), parsed


def retrying(request):
    """Repeats what may pass: no answer, a cut one, 401 (with a new token), 429 and 5xx."""
    global token
    for attempt in range(TRIES):
        wait = min(0.1 * 2**attempt, 5)
        try:
            status, after, answer = request()
            if status == 200:
                return answer
            if status == 401:
                token, wait = None, 0
            elif status != 429 and status < 500:
                raise SystemExit(f"refused with {status}")
            if after and after.isdigit():
                wait = int(after)
            problem = status
        except (OSError, http.client.HTTPException, ValueError) as e:
            problem = e
        time.sleep(wait)
    raise SystemExit(f"given up after {TRIES} tries: {problem}")


def log_in():
    global token, expires
    json_type = {"Content-Type": "application/json"}
    login = json.dumps(LOGIN)
    answer = retrying(lambda: send("POST", "/api/auth/m2m-login", login, json_type))
    token = answer["access_token"]
    # renewed a little early, but never so early that a short one is of no use
    expires = time.monotonic() + answer["expires_in"] * 0.8


def page(number):
    def request():
        if token is None or time.monotonic() >= expires:
            log_in()
        path = f"/api/crm/leads/energy-tariff?page={number}&pageSize={SIZE}"
        return send("GET", path, headers={"Authorization": "Bearer " + token})

    return retrying(request)["items"]


def main():
    seen_file = os.path.join(STATE, "seen.txt")
    seen = set()
    if os.path.exists(seen_file):
        with open(seen_file, encoding="utf-8") as ids:
            seen = set(ids.read().split("\n"))
    with open(os.path.join(OUT, "leads.ndjson"), "a", encoding="utf-8") as out, open(
        seen_file, "a", encoding="utf-8"
    ) as state:
        number, leads = 1, None
        while leads is None or len(leads) == SIZE:
            leads = page(number)
            new = [lead for lead in leads if lead["id"] not in seen]
            # first the leads, then what is remembered of them: killed between, they come again
            out.write("".join(json.dumps(lead, ensure_ascii=False) + "\n" for lead in new))
            out.flush()
            state.write("".join(lead["id"] + "\n" for lead in new))
            state.flush()
            seen.update(lead["id"] for lead in new)
            number += 1


main()
