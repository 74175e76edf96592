/** One product for all browser tests of a run: every file has tenants of its own in it. Retail and start have their own. */
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { type Product, productAt, startProduct } from './product.ts';

declare module 'vitest' {
  interface ProvidedContext {
    product: { url: string; state: string };
  }
}

/** The product without its end, which is for the run and not for a file. */
export type Shared = Omit<Product, 'stop'>;

/** Starts it before the first file, and ends it after the last. */
// biome-ignore lint/style/noDefaultExport: the form that a global set-up has
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const { url, state, stop } = await startProduct();
  provide('product', { url, state });
  return stop;
}

/** The product of this run; a tenant's key is made unique, so that files never meet. */
export function sharedProduct(): Shared {
  const { url, state } = inject('product');
  const product = productAt(url, state);
  const seedEmpty: Product['seedEmpty'] = (tenant, ...rest) =>
    product.seedEmpty(`${tenant}-${randomBytes(4).toString('hex')}`, ...rest);
  return { ...product, seedEmpty };
}
