/** What should follow what, and within which time: the same for the number on the Overview and for the list that it leads to. */

/** A day: whoever has heard nothing by then is waiting. */
const WITHIN_MINUTES = 1440;

/** Questions of GET /v1/events/unanswered. */
export const UNANSWERED = {
  /** Leads that nobody has exchanged a message with. */
  leads: { event_type: 'lead_created', follow_up: 'message_received', within_minutes: WITHIN_MINUTES },
  /** Checkouts that no payment has followed. */
  checkouts: { event_type: 'checkout_started', follow_up: 'payment_succeeded', within_minutes: WITHIN_MINUTES },
} as const;

/** How far back both look, in days. */
export const LOOKS_BACK_DAYS = 7;
