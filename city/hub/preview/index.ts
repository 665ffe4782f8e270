export { followedTenants, listClips, listSites, readClip, readPublished } from './published.ts';
