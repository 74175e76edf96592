/** Writes dist/api.d.ts, the types of every path in dist/openapi.json: the dashboard's client is typed by the published document. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const DIST = resolve(import.meta.dirname, '../../dist');

const document = JSON.parse(readFileSync(join(DIST, 'openapi.json'), 'utf8'));
writeFileSync(join(DIST, 'api.d.ts'), astToString(await openapiTS(document)));
