/** One line of a file of events: what is sent, what cannot be sent, and what is left out on purpose. */
export type Line =
  | { number: number; text: string }
  | { number: number; code: string; message: string }
  | { number: number; skipped: string };
