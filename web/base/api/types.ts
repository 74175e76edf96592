/** What the API takes and returns, by name, as its published document describes it (dist/api.d.ts). */
import type { components } from '../../../dist/api.d.ts';

type Schemas = components['schemas'];

/** One page of a list; `next_cursor` is null on the last. */
export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

export type Session = Schemas['Session'];
/** A project as the session lists it. */
export type Project = Session['projects'][number];
/** A project with its status and settings. */
export type ProjectDetails = Schemas['Project'];
/** What a person enters about a business. */
export type ProjectFields = Pick<Project, 'name' | 'timezone' | 'currency' | 'industry'>;
export type Industry = Project['industry'];
/** What a person is within a tenant. */
export type Role = NonNullable<Session['role']>;

export type StoredEvent = Schemas['Event'];
export type MetricSeries = Schemas['MetricSeries'];
export type Grain = MetricSeries['grain'];
export type Kpis = Schemas['Kpis'];
export type KpiCard = Schemas['KpiCard'];

/** One daily check of a project's numbers. */
export type Reconciliation = Schemas['Reconciliation'];

export type ApiKey = Schemas['ApiKey'];
export type NewApiKey = Schemas['NewApiKey'];
export type AuditEntry = Schemas['AuditEntry'];
export type AuditVerdict = Schemas['AuditVerdict'];
export type Report = Schemas['Report'];
export type ListedReport = Schemas['ListedReport'];
/** A report as whoever holds a link sees it. */
export type SharedReport = Schemas['SharedReport'];
/** What the signed-in person was told. */
export type Notification = Schemas['Notification'];
export type Member = Schemas['Member'];
export type Partner = Schemas['Partner'];
export type Invitation = Schemas['Invitation'];
export type InvitationView = Schemas['InvitationView'];
export type TwoFactorSetup = Schemas['TwoFactorSetup'];
/** A device on which the person is signed in. */
export type SignedInDevice = Schemas['SessionEntry'];

/** What is wrong with one field of a call. */
export type Issue = Schemas['Issue'];
