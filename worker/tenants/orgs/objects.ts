/** What this room calls of the Hub when a project is archived or restored. */

/** The Hub as this room calls it. */
export interface OrgsHub {
  /** Ends the open alerts and sockets of an archived project and takes no judgement of it, or takes them again. */
  archiveProject(tenant_id: string, project_id: string, archived: boolean, by: string): Promise<void>;
}
