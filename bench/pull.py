"""Pulls all leads into a file of lines: the least that can be written for it.

Usage: pull.py URL AUDIENCE FILE
"""

import http.client
import json
import sys
from urllib.parse import urlsplit

PAGE = 100


def call(connection, method, path, body=None, headers=None):
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200:
        sys.exit(f"{method} {path}: {answer.status}")
    return json.loads(content)


def main():
    url, audience, file = sys.argv[1:]
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    login = {"clientId": "crm-sync", "clientSecret": "sandbox-secret", "audience": audience}
    token = call(
        connection,
        "POST",
        "/api/auth/m2m-login",
        json.dumps(login),
        {"Content-Type": "application/json"},
    )
    bearer = {"Authorization": "Bearer " + token["access_token"]}
    page = 0
    with open(file, "w", encoding="utf-8") as out:
        while True:
            page += 1
            path = f"/api/crm/leads/energy-tariff?page={page}&pageSize={PAGE}"
            leads = call(connection, "GET", path, headers=bearer)["items"]
            for lead in leads:
                out.write(json.dumps(lead, ensure_ascii=False) + "\n")
            if len(leads) < PAGE:
                return


main()
