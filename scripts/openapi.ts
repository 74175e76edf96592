/** Prints the OpenAPI document that the Worker serves, without starting it. */
import { app } from '../worker/app.ts';

const reply = await app.request('/openapi.json', {}, { LOG_LEVEL: 'error' });
console.log(JSON.stringify(await reply.json(), null, 2));
