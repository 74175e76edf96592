/** Billing periods: calendar months in UTC. */

/** The period of an instant, `YYYY-MM`. */
export function periodOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 7);
}
