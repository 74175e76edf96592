/** The command that sends one event, to read and copy. */

/** A curl command for `event`; its idempotency key is `id`, `YOUR_KEY` stands for the key unless one is given. */
export function curlOf(
  event: { event_type: string; payload?: Record<string, unknown> },
  id: string,
  key?: string,
): string {
  const fields = [
    `    "event_type": "${event.event_type}",`,
    `    "idempotency_key": "${id}"${event.payload ? ',' : ''}`,
    ...(event.payload ? [`    "payload": ${inOneLine(event.payload)}`] : []),
  ];
  return [
    `curl ${location.origin}/v1/events \\`,
    `  -H 'Authorization: Bearer ${key ?? 'YOUR_KEY'}' \\`,
    "  -H 'Content-Type: application/json' \\",
    "  -d '{",
    ...fields,
    "  }'",
  ].join('\n');
}

const inOneLine = (payload: Record<string, unknown>) =>
  `{ ${Object.entries(payload)
    .map(([name, value]) => `"${name}": ${JSON.stringify(value)}`)
    .join(', ')} }`;
