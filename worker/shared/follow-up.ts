/** Pure: what usually follows a lead: the same for the number on the Overview, the list that it leads to, and reports. */

const SELLS = new Set(['ecommerce', 'saas', 'generic']);

/** Businesses by appointment wait for a booking, all others for a payment. */
export function usualFollowUp(industry: string): string {
  return SELLS.has(industry) ? 'payment_succeeded' : 'booking_requested';
}
