/** Pure: the command that sends a first event. */

/** A `curl` that can be pasted into a shell as it is. */
export function exampleCommand(site: string, key: string, currency: string): string {
  const event = {
    event_type: 'payment_succeeded',
    idempotency_key: 'hello-1',
    payload: { amount_cents: 1999, currency },
  };
  return [
    `curl ${site}/v1/events`,
    `-H 'Authorization: Bearer ${key}'`,
    "-H 'Content-Type: application/json'",
    `-d '${JSON.stringify(event)}'`,
  ].join(' \\\n  ');
}
