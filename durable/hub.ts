/** The Hub: one object a tenant, the owner of its limits. */
import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../worker/base/env.ts';

export class Hub extends DurableObject<Env> {}
