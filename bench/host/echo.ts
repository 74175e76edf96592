/** The yardstick: a bare Hono route that parses its JSON body and sends it back. */
import { Hono } from 'hono';

const app = new Hono();
app.post('/echo', async (c) => c.json(await c.req.json()));

// biome-ignore lint/style/noDefaultExport: a Worker's handlers are its default export
export default app;
