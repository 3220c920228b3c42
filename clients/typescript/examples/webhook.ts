// Verifies deliveries of webhooks, one JSON object a line: its `secret`, `headers` and `body`. For each it prints the type of the
// event, or `refused`.
import { stdin } from "node:process";
import { createInterface } from "node:readline";

import { Webhook, WebhookVerificationError } from "standardwebhooks";

import type { WebhookEvent } from "../src/index.js";

/**
 * The event of a delivery. It throws a `WebhookVerificationError` where no signature is by this secret, or the delivery is more
 * than five minutes old. `body` is the text as it came: one that was parsed and printed again is not what was signed.
 */
export function verify(secret: string, headers: Record<string, string>, body: string): WebhookEvent {
  const isEncoded = secret.startsWith("whsec_");
  const webhook = isEncoded ? new Webhook(secret) : new Webhook(new TextEncoder().encode(secret), { format: "raw" });
  return webhook.verify(body, headers) as WebhookEvent;
}

for await (const line of createInterface({ input: stdin })) {
  const { secret, headers, body } = JSON.parse(line) as { secret: string; headers: Record<string, string>; body: string };
  try {
    console.log(verify(secret, headers, body).type);
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    console.log("refused");
  }
}
