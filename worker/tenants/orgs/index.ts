/** Door of the orgs room: tenants and their projects. */
export { refuseArchived } from './archive.ts';
export { createProject, createTenant } from './create.ts';
export type { OrgsHub } from './objects.ts';
export {
  findProject,
  findProjectAnyTenant,
  listAllProjects,
  listProjects,
  listProjectsAfter,
  serveZone,
} from './project-store.ts';
export { Currency, Industry, Project, Tenant, TenantName, TimeZone } from './schema.ts';
export { demoReady, findTenant } from './store.ts';
export { projects, tenants } from './table.ts';
