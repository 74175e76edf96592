/** What usually follows a lead: the same for the number on the Overview and for the list that it leads to. */
import type { Industry } from '../base/api/types.ts';

const SELLS = new Set<Industry>(['ecommerce', 'saas', 'generic']);

/** Businesses by appointment wait for a booking, all others for a payment. */
export function usualFollowUp(industry: Industry): string {
  return SELLS.has(industry) ? 'payment_succeeded' : 'booking_requested';
}
