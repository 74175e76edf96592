/** Door of the customers room: who paid, when first and when again, followed from a ledger's events. */
export { Customers } from './customers.ts';
export { CUSTOMERS_STEP } from './customers-store.ts';
