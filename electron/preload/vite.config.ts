import { preloadBuild } from './build.ts';

export default preloadBuild('visitor');
