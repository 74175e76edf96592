/** What WhatsApp tells us: messages and buttons of people, and what became of our messages. There is far more than we read. */
import { z } from '@hono/zod-openapi';

const text = (most: number) => z.string().max(most);

const Message = z.looseObject({
  id: text(200),
  from: text(32),
  timestamp: text(20),
  type: text(40),
  text: z.looseObject({ body: text(10_000) }).optional(),
  button: z.looseObject({ payload: text(300) }).optional(),
  interactive: z.looseObject({ button_reply: z.looseObject({ id: text(300) }).optional() }).optional(),
});
export type Message = z.infer<typeof Message>;

const Status = z.looseObject({
  id: text(200),
  status: text(20),
  biz_opaque_callback_data: text(600).optional(),
  errors: z.array(z.looseObject({ code: z.number().optional(), title: text(1_000).optional() })).optional(),
});
export type Status = z.infer<typeof Status>;

export const WhatsAppEvent = z
  .looseObject({
    entry: z.array(
      z.looseObject({
        changes: z.array(
          z.looseObject({
            value: z.looseObject({
              metadata: z.looseObject({ phone_number_id: text(64) }).optional(),
              messages: z.array(z.unknown()).optional(),
              statuses: z.array(z.unknown()).optional(),
            }),
          }),
        ),
      }),
    ),
  })
  .openapi('WhatsAppEvent');

/** The messages and statuses about our number that can be read; one that cannot does not keep the others from it. */
export function readEvent(body: unknown, phone_number_id: string): { messages: Message[]; statuses: Status[] } {
  const event = WhatsAppEvent.safeParse(body);
  const values = (event.data?.entry ?? []).flatMap(({ changes }) => changes.map(({ value }) => value));
  const ours = values.filter(({ metadata }) => metadata?.phone_number_id === phone_number_id);
  const read = <T>(type: z.ZodType<T>, list: unknown[]) => list.flatMap((each) => type.safeParse(each).data ?? []);
  return {
    messages: read(
      Message,
      ours.flatMap(({ messages = [] }) => messages),
    ),
    statuses: read(
      Status,
      ours.flatMap(({ statuses = [] }) => statuses),
    ),
  };
}
