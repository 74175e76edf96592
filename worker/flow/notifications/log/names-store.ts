/** SQL of who recipients are. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../../../base/db.ts';
import { members, users } from '../../../tenants/auth/index.ts';
import { NO_PROJECT } from '../personal/personal-store.ts';
import { channels } from '../table.ts';

interface Named {
  id: string;
  name: string;
  address: string;
}

/** A device's own address is a secret: its name stands for it. */
const shownAddress = sql<string>`iif(${channels.kind} = 'web_push', ${channels.name}, ${channels.address})`;

/** Names and addresses of members and channels; who is neither any more is left out. */
export async function namesOf(
  db: Db,
  { tenant_id, project_id }: { tenant_id: string; project_id: string },
  recipients: readonly string[],
): Promise<Map<string, Named>> {
  const among = sql`(SELECT value FROM json_each(${JSON.stringify(recipients)}))`;
  const [people, places] = await Promise.all([
    db
      .select({ id: users.id, name: users.name, address: users.email })
      .from(members)
      .innerJoin(users, eq(users.id, members.user_id))
      .where(and(eq(members.tenant_id, tenant_id), sql`${members.user_id} IN ${among}`)),
    db
      .select({ id: channels.id, name: sql<string>`coalesce(${users.name}, ${channels.name})`, address: shownAddress })
      .from(channels)
      .leftJoin(users, eq(users.id, channels.user_id))
      .where(
        and(
          eq(channels.tenant_id, tenant_id),
          inArray(channels.project_id, [project_id, NO_PROJECT]),
          sql`${channels.id} IN ${among}`,
        ),
      ),
  ]);
  return new Map([...people, ...places].map((each) => [each.id, each]));
}
