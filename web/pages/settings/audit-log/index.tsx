/** Settings: who did what. */
import './audit-log.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { useLocation } from 'preact-iso/router';
import { request } from '../../../base/api/api.ts';
import { useList } from '../../../base/api/list.ts';
import { zoneOnScreen } from '../../../base/words/format.ts';
import { EmptyState } from '../../../parts/data/empty-state.tsx';
import { ButtonLink } from '../../../parts/form/button.tsx';
import { can } from '../../../shell/session.tsx';
import { Rows, Section } from '../rows.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { EntryRow } from './entry-row.tsx';
import { filterQuery, readFilter, spanOf } from './filter.ts';
import { Filters } from './filters.tsx';
import { Verify } from './verify.tsx';

/** Every change by anyone, newest first. */
export function AuditLog(): JSX.Element {
  return (
    <SettingsPage title={t`Audit log`} lead={t`Every change by anyone: who, what and when. Nobody can edit it.`} zoned>
      {({ session }) =>
        can(session, 'audit:read') ? (
          <Log />
        ) : (
          <Section title={t`For owners and admins`}>
            <p class="section-text">{t`Owners and admins read the audit log. Ask one of them about a change.`}</p>
          </Section>
        )
      }
    </SettingsPage>
  );
}

function Log(): JSX.Element {
  const { query, path, route } = useLocation();
  const filter = readFilter(query);
  const asked = filterQuery(filter);
  const wanted = spanOf(filter, zoneOnScreen());
  const list = useList(`audit?${filterQuery(wanted)}`, (cursor, signal) =>
    request.get('/v1/audit', { query: { ...wanted, cursor }, signal }),
  );
  const actions = (
    <div class="row-actions">
      <ButtonLink href={asked ? `/v1/audit.csv?${filterQuery(wanted)}` : '/v1/audit.csv'} download>
        {t`Download CSV`}
      </ButtonLink>
    </div>
  );
  return (
    <>
      <Verify />
      <Section title={t`Changes`} action={actions}>
        <Filters key={asked} filter={filter} onChange={(next) => route(`${path}?${filterQuery(next)}`)} />
        <Rows
          list={list}
          failed={t`The audit log could not be loaded`}
          empty={
            asked ? (
              <EmptyState title={t`Nothing matches`}>
                {t`No change fits this filter.`} <a href={path}>{t`Show all changes`}</a>
              </EmptyState>
            ) : (
              <EmptyState title={t`No change yet`}>
                {t`As soon as somebody changes something here, such as a key or a role, it is written down.`}
              </EmptyState>
            )
          }
        >
          {(entry) => <EntryRow key={entry.seq} entry={entry} />}
        </Rows>
      </Section>
    </>
  );
}
