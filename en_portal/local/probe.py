"""Health of one process, asked over HTTP: `probe URL [PART]`; a PART is named as /readyz names it."""

import http.client
import json
import os
import sys
from urllib.parse import urlsplit


def main(url, part=None):
    """0 where the address answers, and, when a part is named, that part is well; else 1."""
    address = urlsplit(url)
    host = os.environ.get("PORTAL_HOSTS", "localhost").split(",")[0]
    page = http.client.HTTPConnection(address.hostname, address.port, timeout=5)
    try:
        page.request("GET", address.path, headers={"Host": host})
        answer = page.getresponse()
        if part is None:
            return 0 if answer.status == http.HTTPStatus.OK else 1
        return 0 if json.load(answer).get(part) == "ok" else 1
    except (OSError, http.client.HTTPException, ValueError):
        return 1
    finally:
        page.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
