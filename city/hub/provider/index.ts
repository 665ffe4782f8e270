export { openProviders, type Providers } from './providers.ts';
export { beginVisit, endVisit, PROVIDER_COOKIE, VISIT_SECONDS } from './visit.ts';
