/** Lengths of time in milliseconds, for Worker, dashboard and scripts. Days of a time zone may be longer or shorter. */
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
