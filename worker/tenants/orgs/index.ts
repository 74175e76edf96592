/** Door of the orgs room: tenants and their projects. */
export { Industry, Project, Tenant } from './schema.ts';
export {
  demoReady,
  findProject,
  findProjectAnyTenant,
  findTenant,
  listAllProjects,
  listProjects,
  serveZone,
} from './store.ts';
export { projects, tenants } from './table.ts';
