"""Verifies deliveries of webhooks, one JSON object a line: its `secret`, `headers` and `body`.

For each it prints the type of the event, or `refused`.
"""

import json
import sys
from typing import Any

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


def verify(secret: str, headers: dict[str, str], body: str | bytes) -> dict[str, Any]:
    """Return the event of a delivery.

    It raises a `WebhookVerificationError` where no signature is by this secret, or the delivery is more than five
    minutes old. `body` is what came: one that was parsed and printed again is not what was signed.
    """
    is_encoded = secret.startswith("whsec_")
    event: dict[str, Any] = Webhook(secret if is_encoded else secret.encode()).verify(body, headers)
    return event


if __name__ == "__main__":
    for line in sys.stdin:
        delivery = json.loads(line)
        try:
            print(verify(delivery["secret"], delivery["headers"], delivery["body"])["type"])
        except WebhookVerificationError:
            print("refused")
