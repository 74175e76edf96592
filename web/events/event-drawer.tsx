/** All that is known of one event. */
import './events.css';
import { t } from '@lingui/core/macro';
import type { JSX } from 'preact';
import { request } from '../base/api/api.ts';
import { useQuery } from '../base/api/query.ts';
import type { Project, StoredEvent } from '../base/api/types.ts';
import { eventName, sourceName } from '../base/words/event-words.ts';
import { ErrorState } from '../parts/data/error-state.tsx';
import { Skeleton } from '../parts/data/skeleton.tsx';
import { ButtonLink } from '../parts/form/button.tsx';
import { Command } from '../parts/form/command.tsx';
import { CopyButton } from '../parts/form/copy-button.tsx';
import { Drawer, Fact } from '../parts/layer/drawer.tsx';
import { amountText } from './amounts.ts';
import { contactOf, hrefOf } from './contact.ts';
import { ContactLinks } from './contact-links.tsx';
import { When } from './when.tsx';
import { entityName } from './words.ts';

interface Props {
  project: Project;
  id: string;
  /** The event, when a list has it already. */
  known: StoredEvent | undefined;
  onClose: () => void;
}

/** The event of an address; one that no list on screen has is read by itself. */
export function EventDrawer({ project, id, known, onClose }: Props): JSX.Element {
  const asked = useQuery(known ? null : id, (signal) =>
    request.get('/v1/events/{id}', { path: { id }, project: project.id, signal }),
  );
  const event = known ?? (asked.key === id ? asked.data : undefined);
  return (
    <Drawer
      title={event ? eventName(event.event_type) : t`Event`}
      onClose={onClose}
      footer={event && <Actions event={event} />}
    >
      {event ? (
        <EventDetails project={project} event={event} />
      ) : asked.error ? (
        <ErrorState title={t`The event could not be loaded`} error={asked.error} onRetry={asked.retry} />
      ) : (
        <div class="event-loading" aria-busy="true">
          {[0, 1, 2, 3].map((line) => (
            <Skeleton key={line} shape="title" />
          ))}
        </div>
      )}
    </Drawer>
  );
}

function Actions({ event }: { event: StoredEvent }): JSX.Element {
  const { email } = contactOf(event);
  const mail = email && hrefOf('email', email);
  return (
    <>
      {mail && (
        <ButtonLink kind="primary" href={mail}>
          {t`Write an e-mail`}
        </ButtonLink>
      )}
      <CopyButton text={location.href} label={t`Copy link`} />
    </>
  );
}

function EventDetails({ project, event }: { project: Project; event: StoredEvent }): JSX.Element {
  const amount = amountText(event);
  const { name } = contactOf(event);
  return (
    <>
      {amount !== undefined && <p class="event-amount">{amount}</p>}
      {event.erased && (
        <p class="events-note">
          {t`Personal data of this event was erased on request. Type, source, time and amount are kept, so the numbers stand.`}
        </p>
      )}
      <dl class="facts">
        <Fact name={t`When`}>
          <When at={event.occurred_at} project={project} />
          <span class="event-zone">{project.timezone.replaceAll('_', ' ')}</span>
        </Fact>
        {name !== undefined && (
          <Fact name={t`Who`}>
            <span dir="auto">{name}</span>
          </Fact>
        )}
        {hasContact(event) && (
          <Fact name={t`Contact`}>
            <ContactLinks event={event} />
          </Fact>
        )}
        <Fact name={t`Source`}>{sourceName(event.source)}</Fact>
        <Ids event={event} />
      </dl>
      <Payload event={event} />
    </>
  );
}

const hasContact = (event: StoredEvent) => {
  const { email, phone } = contactOf(event);
  return email !== undefined || phone !== undefined;
};

function Ids({ event }: { event: StoredEvent }): JSX.Element {
  const ids: [string, string | undefined][] = [
    [t`Event ID`, event.id],
    [t`Customer ID`, event.actor_id],
    [entityName(event.entity_type), event.entity_id],
    [t`Session`, event.session_id],
    [t`Visitor`, event.anonymous_id],
    [t`Correlation`, event.correlation_id],
    [t`Idempotency key`, event.idempotency_key],
  ];
  return (
    <>
      {ids.map(
        ([name, text]) =>
          text !== undefined && (
            <Fact key={name} name={name}>
              <span class="fact-copy">
                <code>{text}</code>
                <CopyButton compact text={text} label={t`Copy: ${{ name }}`} />
              </span>
            </Fact>
          ),
      )}
    </>
  );
}

function Payload({ event }: { event: StoredEvent }): JSX.Element | null {
  if (Object.keys(event.payload).length === 0) return null;
  return (
    <details class="disclosure event-payload">
      <summary>{t`Payload`}</summary>
      <Command label={t`Payload`} text={JSON.stringify(event.payload, null, 2)} />
    </details>
  );
}
