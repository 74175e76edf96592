/** Door of the orgs room: tenants and their projects. */
export { createProject, createTenant } from './create.ts';
export { Currency, Industry, Project, Tenant, TenantName, TimeZone } from './schema.ts';
export {
  demoReady,
  findProject,
  findProjectAnyTenant,
  findTenant,
  listAllProjects,
  listProjects,
  listProjectsAfter,
  serveZone,
} from './store.ts';
export { projects, tenants } from './table.ts';
