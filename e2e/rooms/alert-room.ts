/** A tenant whose rules find something when a test wants it, and its pages. */

import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { DAY_MS } from '../../worker/shared/durations.ts';
import { accessibilityFaults, launch } from '../browser.ts';
import type { Seeded } from '../product.ts';
import { type Shared, sharedProduct } from '../shared-product.ts';

/** No session yet, a conflict, what a viewer may not, a list that fails on purpose, and a line that is cut. */
export const PROVOKED = /\/v1\/(auth\/session|alerts|live|kpis|events|metrics|rules)/;

export interface Room {
  product: Shared;
  tenant: Seeded;
  browser: Browser;
  signIn: (on: Page) => Promise<void>;
  call: (method: string, path: string, body?: unknown) => Promise<{ id: string; data: { id: string }[] }>;
  /** Makes a rule that finds something in yesterday's numbers, and runs it; returns the title of its alert. */
  raise: (name: string, severity?: string) => Promise<string>;
  close: () => Promise<void>;
}

/** The product, a browser, and a shop that sold something yesterday. */
export async function openRoom(): Promise<Room> {
  const product = sharedProduct();
  const browser = await launch();
  const tenant = await product.seedEmpty('alerts', 'Quay', ['--timezone', 'UTC', '--currency', 'GBP']);
  const call: Room['call'] = async (method, path, body) => {
    const headers = { authorization: `Bearer ${tenant.secret_key}`, 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const reply = await fetch(`${product.url}${path}`, { method, headers, ...sent });
    return (await reply.json()) as Awaited<ReturnType<Room['call']>>;
  };
  const occurred_at = new Date(Date.now() - DAY_MS).toISOString();
  const payload = { amount_cents: 4_200, currency: 'GBP' };
  await call('POST', '/v1/events', { event_type: 'payment_succeeded', idempotency_key: 'p1', occurred_at, payload });
  return {
    ...{ product, tenant, browser, call },
    signIn: async (on) => {
      await on.goto('/sign-in');
      await on.getByLabel('E-mail').fill(tenant.owner.email);
      await on.getByLabel('Password').fill(tenant.owner.password);
      await on.getByRole('button', { name: 'Sign in' }).click();
      await on.waitForURL((url) => !url.pathname.includes('sign-in'));
    },
    raise: async (name, severity = 'warning') => {
      const fields = { type: 'metric_threshold', metric: 'payments', operator: 'lt', threshold: 1_000, severity };
      const rule = await call('POST', '/v1/rules', { name, ...fields });
      await call('POST', `/v1/rules/${rule.id}/run`);
      return name;
    },
    close: async () => {
      await browser.close();
    },
  };
}

/** No fault by axe in either theme. */
export async function inspect(on: Page): Promise<void> {
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await on.emulateMedia({ colorScheme });
    faults.push(...(await accessibilityFaults(on)).map((fault) => `${on.url()} ${colorScheme}: ${fault}`));
  }
  await on.emulateMedia({ colorScheme: null });
  expect(faults).toEqual([]);
}
